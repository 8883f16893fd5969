package io.linkloom.standalone.bench;

import io.linkloom.builder.query.Backlink;
import io.linkloom.builder.query.Backlinks;
import io.linkloom.builder.query.BacklinksQuestion;
import io.linkloom.builder.query.Externality;
import io.linkloom.builder.query.ShardLookup;
import io.linkloom.builder.query.Target;
import io.linkloom.builder.query.TargetScope;
import io.linkloom.builder.store.InlinkKey;
import io.linkloom.builder.store.InlinkRow;
import io.linkloom.builder.store.OutlinksRow;
import io.linkloom.builder.store.OutlinksWalk;
import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.PageRow;
import io.linkloom.builder.store.Rows;
import io.linkloom.builder.store.Shard;
import io.linkloom.common.url.UrlKey;
import io.linkloom.common.url.WebUrl;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Reads what was folded the ways in which questions do. For one thread. */
final class ReadBench {
    private static final int PAGES = 20_000;
    private static final int FIRST_LINKS = 100;
    private static final int SITES = 200;

    private final FoldRig rig;
    private final StreamVisits visits;
    private final FoldFigures figures;
    /** Of all that was read, so that no compiler leaves the reading out. */
    private final Backlinks backlinks;

    private long bytesRead;

    ReadBench(FoldRig rig, StreamVisits visits, FoldFigures figures) {
        this.rig = rig;
        this.visits = visits;
        this.figures = figures;
        this.backlinks = new Backlinks(lookup(rig.shards()), rig.sites());
    }

    void run() {
        firstLinks(new Random(2), PAGES / 4);
        long[] nanos = firstLinks(new Random(1), PAGES);
        Arrays.sort(nanos);
        figures.add("first hundred links to a page, median", nanos[nanos.length / 2] / 1e3, "us");
        figures.add("first hundred links to a page, 99th percentile", nanos[nanos.length / 100 * 99] / 1e3, "us");
        Stopwatch scan = new Stopwatch();
        scan.begin();
        scan.go();
        long rows = scan();
        scan.pause();
        scan.end();
        figures.rate("rows of pages, links and links from elsewhere read in order", rows, scan);
        Stopwatch walk = new Stopwatch();
        walk.begin();
        walk.go();
        long all = allLinks();
        walk.pause();
        walk.end();
        figures.rate("links of all pages read in order", all, walk);
        internalLinks();
        Stopwatch internal = new Stopwatch();
        internal.begin();
        internal.go();
        long links = internalLinks();
        internal.pause();
        internal.end();
        figures.rate("links of a site's pages read", links, internal);
        Stopwatch answers = new Stopwatch();
        answers.begin();
        answers.go();
        answerForPagesNobodyLinksTo();
        answers.pause();
        answers.end();
        figures.rate("links of a site's pages looked at for an answer", links, answers);
        if (bytesRead == 0) {
            throw new IllegalStateException("nothing was read that had been written");
        }
    }

    /** With the URL of each source, as an answer has it. */
    private long[] firstLinks(Random random, int questions) {
        long[] nanos = new long[questions];
        for (int i = 0; i < questions; i++) {
            BacklinksQuestion question = question(visits.url(random.nextInt(visits.size())));
            long start = System.nanoTime();
            for (Backlink link : backlinks.answer(question).rows()) {
                bytesRead += link.source().text().length() + link.anchor().length();
            }
            nanos[i] = System.nanoTime() - start;
        }
        return nanos;
    }

    private long scan() {
        long rows = 0;
        for (Shard shard : rig.shards()) {
            try (Rows<PageKey, PageRow> pages = shard.pages(Shard.ALL);
                    Rows<PageKey, OutlinksRow> outlinks = shard.outlinks(Shard.ALL);
                    Rows<InlinkKey, InlinkRow> inlinks = shard.inlinks(Shard.ALL)) {
                rows += count(pages) + count(outlinks) + count(inlinks);
            }
        }
        return rows;
    }

    private long count(Rows<?, ?> rows) {
        long count = 0;
        while (rows.next()) {
            bytesRead += rows.keyBytes().length;
            count++;
        }
        return count;
    }

    /** As an export reads them: each link once, with its target. */
    private long allLinks() {
        long links = 0;
        for (Shard shard : rig.shards()) {
            try (OutlinksWalk walk = shard.walkOutlinks(Shard.ALL)) {
                while (walk.nextPage()) {
                    while (walk.nextLink()) {
                        links++;
                    }
                }
            }
        }
        return links;
    }

    private long internalLinks() {
        long links = 0;
        for (int i = 0; i < Math.min(SITES, visits.sites()); i++) {
            WebUrl front = visits.frontPage(i);
            String site = rig.sites().siteOf(front);
            try (OutlinksWalk walk = rig.shardOf(site).walkOutlinks(UrlKey.site(site))) {
                while (walk.nextPage()) {
                    while (walk.nextLink()) {
                        links++;
                    }
                }
            }
        }
        return links;
    }

    /** What an answer costs that finds nothing: each link is compared with the page, and none is made an object of. */
    private void answerForPagesNobodyLinksTo() {
        for (int i = 0; i < Math.min(SITES, visits.sites()); i++) {
            WebUrl nobody = WebUrl.parse(visits.frontPage(i).text() + "nobody-links-here");
            bytesRead += backlinks
                    .answer(question(nobody).from(Externality.ALL))
                    .rows()
                    .size();
        }
    }

    private BacklinksQuestion question(WebUrl page) {
        return BacklinksQuestion.of(Target.parse(page.text(), TargetScope.URL, rig.sites()))
                .first(FIRST_LINKS);
    }

    private static ShardLookup lookup(List<Shard> shards) {
        return new ShardLookup() {
            @Override
            public int partitions() {
                return shards.size();
            }

            @Override
            public Shard shard(int partition) {
                return shards.get(partition);
            }
        };
    }
}
