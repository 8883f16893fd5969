package io.linkloom.builder.fold;

import static java.util.Objects.requireNonNull;

import io.linkloom.builder.store.PageKey;
import io.linkloom.common.model.LinksRecord.Discoveries;
import io.linkloom.common.model.Origin;
import io.linkloom.common.model.PageHint;
import io.linkloom.common.model.PageVisit;
import io.linkloom.common.topic.SitePartitioner;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.WebUrl;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes known what a visit names without a link that counts. What is of the page's site is made known here; the rest goes to its
 * shards, unstamped, since a discovery that comes twice changes nothing. Immutable.
 */
final class Named {
    /** Most characters of URLs in one record, far below what a topic takes. */
    static final int MAX_RECORD_CHARACTERS = 500_000;

    private final Sites sites;
    private final SitePartitioner partitioner;
    private final Discovery discovery;

    Named(Sites sites, SitePartitioner partitioner, Discovery discovery) {
        this.sites = sites;
        this.partitioner = partitioner;
        this.discovery = discovery;
    }

    /**
     * The visit names these.
     *
     * @param way on which they are found, from the page that names them
     * @param sourceDepth of that page, for other shards; counts with origin LINK only
     */
    void found(Origin origin, List<WebUrl> urls, Way way, int sourceDepth, PageVisit visit, ChangeSet changes) {
        String site = sites.siteOf(visit.url());
        Map<Integer, Parts> elsewhere = new TreeMap<>();
        for (WebUrl url : urls) {
            String targetSite = sites.siteOf(url);
            if (targetSite.equals(site)) {
                discovery.found(PageKey.of(url), url, way, visit.fetchedAtMillis(), changes);
            } else {
                elsewhere
                        .computeIfAbsent(partitioner.partitionOf(targetSite), _ -> new Parts(targetSite))
                        .add(url);
            }
        }
        WebUrl source = requireNonNull(way.from()).url();
        elsewhere.forEach((partition, parts) -> parts.parts.forEach(part -> changes.send(new Outgoing(
                partition,
                parts.firstSite,
                new Discoveries(
                        origin, visit.fetchedAtMillis(), source, part, sourceDepth, hints(part, visit.hints()))))));
    }

    private static Map<WebUrl, PageHint> hints(List<WebUrl> urls, Map<WebUrl, PageHint> all) {
        if (all.isEmpty()) {
            return Map.of();
        }
        Map<WebUrl, PageHint> of = new HashMap<>();
        for (WebUrl url : urls) {
            PageHint hint = all.get(url);
            if (hint != null) {
                of.put(url, hint);
            }
        }
        return of;
    }

    /** What was named of one partition, in parts that fit a record. */
    private static final class Parts {
        final String firstSite;
        final List<List<WebUrl>> parts = new ArrayList<>();
        private int charactersLeft;

        Parts(String firstSite) {
            this.firstSite = firstSite;
        }

        void add(WebUrl url) {
            charactersLeft -= url.text().length();
            if (charactersLeft < 0) {
                parts.add(new ArrayList<>());
                charactersLeft = MAX_RECORD_CHARACTERS - url.text().length();
            }
            parts.getLast().add(url);
        }
    }
}
