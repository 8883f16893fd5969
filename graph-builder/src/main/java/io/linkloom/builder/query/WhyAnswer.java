package io.linkloom.builder.query;

import io.linkloom.builder.fold.ScopeRule;
import io.linkloom.builder.store.HostRow;
import io.linkloom.builder.store.KnownReason;
import io.linkloom.builder.store.PageRow;
import io.linkloom.common.model.Origin;
import io.linkloom.common.url.WebUrl;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a page.
 *
 * @param page null if it never became known
 * @param host what is known of its host's manners, null if nothing
 * @param path from the page back to where the crawl began, each page found by the next; empty if it is not known
 * @param pathComplete whether the path ends where the crawl began, and not where another process knows more
 * @param refusal why the crawl's scope keeps the page out, null if it does not; at no depth if it is not known
 * @param rule the scope rule that decides, null if none is about the page
 * @param linkedAllTheSame a page that is not known has a link from another site, of a sort that does not lead to new pages
 */
public record WhyAnswer(
        WebUrl url,
        @Nullable PageRow page,
        @Nullable HostRow host,
        List<Step> path,
        boolean pathComplete,
        @Nullable KnownReason refusal,
        @Nullable ScopeRule rule,
        boolean linkedAllTheSame) {
    public WhyAnswer {
        path = List.copyOf(path);
    }

    /**
     * A page on the way.
     *
     * @param origin how the page became known
     * @param depth links from a seed
     */
    public record Step(WebUrl url, Origin origin, int depth) {}
}
