package io.linkloom.builder.query;

import io.linkloom.builder.fold.ScopeRule;
import io.linkloom.builder.store.HostRow;
import io.linkloom.builder.store.KnownReason;
import io.linkloom.builder.store.PageRow;
import io.linkloom.builder.store.PriorityWeights;
import io.linkloom.builder.store.TrapMark;
import io.linkloom.common.model.Origin;
import io.linkloom.common.url.WebUrl;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a page.
 *
 * @param page null if it never became known
 * @param host what is known of its host's manners, null if nothing
 * @param rank why a page that waits waits where it does, null if it does not wait
 * @param budget what its site and host may use and have used
 * @param marks what speaks for a trap; of a page that is not known what its URL says
 * @param path from the page back to where the crawl began, each page found by the next; empty if it is not known
 * @param pathComplete whether the path ends where the crawl began, and not where another process knows more
 * @param refusal why the crawl's scope keeps the page out, null if it does not; at no depth if it is not known
 * @param rule the scope rule that decides, null if none is about the page
 * @param recrawlRule the scope rule that bounds how often the page is visited again, null if none does
 * @param linkedAllTheSame a page that is not known has a link from another site, of a sort that does not lead to new pages
 * @param controls what operators have said that the page or its host is subject to, each a sentence
 */
public record WhyAnswer(
        WebUrl url,
        @Nullable PageRow page,
        @Nullable HostRow host,
        @Nullable Rank rank,
        SiteUsage budget,
        Set<TrapMark> marks,
        List<Step> path,
        boolean pathComplete,
        @Nullable KnownReason refusal,
        @Nullable ScopeRule rule,
        @Nullable ScopeRule recrawlRule,
        boolean linkedAllTheSame,
        List<String> controls) {
    public WhyAnswer {
        path = List.copyOf(path);
        controls = List.copyOf(controls);
    }

    /**
     * Where a page waits.
     *
     * @param priority lower goes first
     * @param referringSites other sites that link to it
     * @param parts what the priority is the sum of, null if an older version put the page there
     */
    public record Rank(int priority, long referringSites, PriorityWeights.@Nullable Parts parts) {}

    /**
     * A page on the way.
     *
     * @param origin how the page became known
     * @param depth links from a seed
     */
    public record Step(WebUrl url, Origin origin, int depth) {}
}
