package io.linkloom.builder.query;

import io.linkloom.builder.store.InlinkKey;
import io.linkloom.builder.store.InlinkRow;
import io.linkloom.builder.store.OutLink;
import io.linkloom.builder.store.OutlinksRow;
import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.Rows;
import io.linkloom.builder.store.Shard;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.UrlKey;
import io.linkloom.common.url.WebUrl;
import java.util.List;
import java.util.function.Predicate;

/**
 * Walks through the links of a shard, lost ones included, each exactly once.
 *
 * <p>A link from another site is a row of its own at its target; a link within a site is in the row of its source.
 */
public final class LinkScan {
    private final Shard shard;
    private final Sites sites;

    /** A walker of {@code shard}; for one thread. */
    public LinkScan(Shard shard, Sites sites) {
        this.shard = shard;
        this.sites = sites;
    }

    /**
     * Links from other sites to the targets in a range, in order of target and source.
     *
     * @param inlinks range of keys of family inlinks
     * @param sink answers whether to go on
     * @return false if the sink had enough
     */
    public boolean external(UrlKey.Range inlinks, Predicate<Backlink> sink) {
        try (Rows<InlinkKey, InlinkRow> rows = shard.inlinks(inlinks)) {
            while (rows.next()) {
                if (!sink.test(external(rows.key(), rows.row()))) {
                    return false;
                }
            }
        }
        return true;
    }

    private static Backlink external(InlinkKey key, InlinkRow row) {
        return Backlink.of(key.source().url(), key.target().url(), null, row, false);
    }

    /**
     * Links within one site from the sources in a range, in order of source and target.
     *
     * @param sources range of page keys
     * @param targets decides by its key which target is wanted
     * @param sink answers whether to go on
     * @return false if the sink had enough
     */
    public boolean internal(UrlKey.Range sources, Predicate<byte[]> targets, Predicate<Backlink> sink) {
        try (Rows<PageKey, OutlinksRow> rows = shard.outlinks(sources)) {
            while (rows.next()) {
                OutlinksRow row = rows.row();
                SourcePage source = new SourcePage(rows.key());
                if (!source.offer(row.live(), targets, sink) || !source.offer(row.lost(), targets, sink)) {
                    return false;
                }
            }
        }
        return true;
    }

    private final class SourcePage {
        private final WebUrl url;
        private final String site;

        SourcePage(PageKey key) {
            this.url = key.url();
            this.site = sites.siteOf(url);
        }

        boolean offer(List<OutLink> links, Predicate<byte[]> targets, Predicate<Backlink> sink) {
            for (OutLink link : links) {
                if (targets.test(link.target().bytes()) && !offer(link, sink)) {
                    return false;
                }
            }
            return true;
        }

        private boolean offer(OutLink link, Predicate<Backlink> sink) {
            WebUrl target = link.target().url();
            return !sites.siteOf(target).equals(site) || sink.test(internal(link, target));
        }

        private Backlink internal(OutLink link, WebUrl target) {
            return Backlink.of(url, target, null, InlinkRow.of(link), true);
        }
    }
}
