package io.linkloom.builder.fold;

import io.linkloom.common.model.Link;
import io.linkloom.common.model.LinkKind;
import io.linkloom.common.model.LinksRecord;
import io.linkloom.common.model.LinksRecord.Discoveries;
import io.linkloom.common.model.PageVisit;
import io.linkloom.common.topic.Positioned;
import io.linkloom.common.url.UrlRules;
import io.linkloom.common.url.WebUrl;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts in records, before they are folded, the URLs that stand for their pages by the index's {@link UrlRules}. It is done
 * here and nowhere else, so that workers and seeders need not know the rules; rules keep a URL in its site, and so in its shard.
 *
 * <p>A redirect's target stays as the server gave it: a server that redirects a page to another spelling of it would else
 * redirect it to itself, and never be read. What comes from another shard was put right there. Immutable.
 */
public final class PageIdentity {
    private final UrlRules rules;

    /** By these rules. */
    public PageIdentity(UrlRules rules) {
        this.rules = rules;
    }

    /** The visit with each target once. */
    public Positioned<PageVisit> of(Positioned<PageVisit> visit) {
        List<Link> links = visit.value().links();
        return rules.any() && !links.isEmpty()
                ? new Positioned<>(visit.offset(), visit.value().withLinks(merged(links)))
                : visit;
    }

    /** The record, where it brings pages to begin with. */
    public Positioned<LinksRecord> ofLinks(Positioned<LinksRecord> record) {
        if (rules.any() && record.value() instanceof Discoveries found) {
            List<WebUrl> urls =
                    found.urls().stream().map(rules::apply).distinct().toList();
            return new Positioned<>(
                    record.offset(),
                    new Discoveries(
                            found.origin(), found.discoveredAtMillis(), found.source(), urls, found.sourceDepth()));
        }
        return record;
    }

    private List<Link> merged(List<Link> links) {
        Map<WebUrl, Link> byTarget = new LinkedHashMap<>();
        for (Link link : links) {
            Link now = link.kind() == LinkKind.REDIRECT ? link : link.withTarget(rules.apply(link.target()));
            byTarget.merge(now.target(), now, PageIdentity::together);
        }
        return List.copyOf(byTarget.values());
    }

    /** The first follow one, else the first, speaks for all, as {@link Link} says. */
    private static Link together(Link first, Link second) {
        Link speaker = !first.isFollow() && second.isFollow() ? second : first;
        return speaker.withCount((int) Math.min(Integer.MAX_VALUE, (long) first.count() + second.count()));
    }
}
