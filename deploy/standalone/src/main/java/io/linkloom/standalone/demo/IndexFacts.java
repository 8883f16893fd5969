package io.linkloom.standalone.demo;

import io.linkloom.builder.store.InlinkKey;
import io.linkloom.builder.store.InlinkRow;
import io.linkloom.builder.store.OutLink;
import io.linkloom.builder.store.OutlinksRow;
import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.PageRow;
import io.linkloom.builder.store.Rows;
import io.linkloom.builder.store.Shard;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.WebUrl;

/**
 * What an index says, as facts to compare: each link where queries look for it, so external ones among the links to their
 * target, internal ones among the links of their source.
 *
 * @param shards all of the index
 */
record IndexFacts(Iterable<Shard> shards, Sites sites) {

    /** All live links. */
    void links(Comparison.Sink sink) {
        for (Shard shard : shards) {
            externalLinks(shard, sink);
            internalLinks(shard, sink);
        }
    }

    private static void externalLinks(Shard shard, Comparison.Sink sink) {
        try (Rows<InlinkKey, InlinkRow> rows = shard.inlinks(Shard.ALL)) {
            while (rows.next()) {
                InlinkRow row = rows.row();
                if (row.isLive()) {
                    InlinkKey key = rows.key();
                    sink.accept(
                            LinkFact.key(key.source().url().text(), key.target().url().text()),
                            LinkFact.said(row.kind().label(), row.rel(), row.anchor(), row.count()));
                }
            }
        }
    }

    private void internalLinks(Shard shard, Comparison.Sink sink) {
        try (Rows<PageKey, OutlinksRow> rows = shard.outlinks(Shard.ALL)) {
            while (rows.next()) {
                WebUrl source = rows.key().url();
                String site = sites.siteOf(source);
                for (OutLink link : rows.row().live()) {
                    WebUrl target = link.target().url();
                    if (site.equals(sites.siteOf(target))) {
                        sink.accept(
                                LinkFact.key(source.text(), target.text()),
                                LinkFact.said(link.kind().label(), link.rel(), link.anchor(), link.count()));
                    }
                }
            }
        }
    }

    /** All pages with what came of them. */
    void pages(Comparison.Sink sink) {
        for (Shard shard : shards) {
            try (Rows<PageKey, PageRow> rows = shard.pages(Shard.ALL)) {
                while (rows.next()) {
                    sink.accept(rows.key().url().text(), said(rows.row()));
                }
            }
        }
    }

    private static String said(PageRow page) {
        PageRow.LastVisit visit = page.lastVisit();
        return visit == null
                ? page.state().name().label()
                : LinkFact.outcome(visit.outcome().label(), visit.status());
    }
}
