package io.linkloom.builder.fold;

import io.linkloom.common.model.Link;
import io.linkloom.common.model.LinkKind;
import io.linkloom.common.model.LinksRecord;
import io.linkloom.common.model.LinksRecord.Discoveries;
import io.linkloom.common.model.PageHint;
import io.linkloom.common.model.PageVisit;
import io.linkloom.common.topic.Positioned;
import io.linkloom.common.url.UrlRules;
import io.linkloom.common.url.WebUrl;
import java.util.HashMap;
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

    /** The visit with each target once, and the page that it names as canonical; that is itself if it stands for the same. */
    public Positioned<PageVisit> of(Positioned<PageVisit> positioned) {
        PageVisit visit = positioned.value();
        WebUrl canonical = visit.facts().canonical();
        if (!rules.any() || (visit.links().isEmpty() && canonical == null)) {
            return positioned;
        }
        PageVisit now = visit.withLinks(merged(visit.links())).withHints(merged(visit.hints()));
        if (canonical != null) {
            WebUrl named = rules.apply(canonical);
            boolean isItself = named.equals(rules.apply(visit.url()));
            now = now.withFacts(visit.facts().withCanonical(isItself ? visit.url() : named));
        }
        return new Positioned<>(positioned.offset(), now);
    }

    /** The record, where it brings pages to begin with. */
    public Positioned<LinksRecord> ofLinks(Positioned<LinksRecord> record) {
        if (rules.any() && record.value() instanceof Discoveries found) {
            List<WebUrl> urls =
                    found.urls().stream().map(rules::apply).distinct().toList();
            return new Positioned<>(
                    record.offset(),
                    new Discoveries(
                            found.origin(),
                            found.discoveredAtMillis(),
                            found.source(),
                            urls,
                            found.sourceDepth(),
                            merged(found.hints())));
        }
        return record;
    }

    /** Of several spellings of a page, the newest date counts, and the highest priority. */
    private Map<WebUrl, PageHint> merged(Map<WebUrl, PageHint> hints) {
        Map<WebUrl, PageHint> byPage = new HashMap<>();
        hints.forEach((url, hint) -> byPage.merge(
                rules.apply(url),
                hint,
                (first, second) -> new PageHint(
                        Math.max(first.modifiedAtMillis(), second.modifiedAtMillis()),
                        Math.max(first.priority(), second.priority()))));
        return byPage;
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
