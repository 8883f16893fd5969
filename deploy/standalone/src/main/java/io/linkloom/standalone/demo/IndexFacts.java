package io.linkloom.standalone.demo;

import io.linkloom.builder.query.Backlink;
import io.linkloom.builder.query.LinkScan;
import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.PageRow;
import io.linkloom.builder.store.Rows;
import io.linkloom.builder.store.Shard;
import io.linkloom.common.url.Sites;

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
            LinkScan scan = new LinkScan(shard, sites);
            scan.external(Shard.ALL, link -> accept(link, sink));
            scan.internal(Shard.ALL, _ -> true, link -> accept(link, sink));
        }
    }

    private static boolean accept(Backlink link, Comparison.Sink sink) {
        if (link.isLive()) {
            sink.accept(
                    LinkFact.key(link.source().text(), link.target().text()),
                    LinkFact.said(link.kind().label(), link.rel(), link.anchor(), link.count()));
        }
        return true;
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

    /** All pages with what came of them, where one that is as it was is there. */
    void pagesSeen(Comparison.Sink sink) {
        pages((url, said) -> sink.accept(url, said.startsWith("not_modified") ? "fetched 200" : said));
    }

    private static String said(PageRow page) {
        PageRow.LastVisit visit = page.lastVisit();
        return visit == null
                ? page.state().name().label()
                : LinkFact.outcome(visit.outcome().label(), visit.status());
    }
}
