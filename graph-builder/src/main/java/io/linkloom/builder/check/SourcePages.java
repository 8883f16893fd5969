package io.linkloom.builder.check;

import io.linkloom.builder.check.CheckReport.Kind;
import io.linkloom.builder.store.InlinkKey;
import io.linkloom.builder.store.InlinkRow;
import io.linkloom.builder.store.OutLink;
import io.linkloom.builder.store.OutlinksRow;
import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.PageRow;
import io.linkloom.builder.store.PageState;
import io.linkloom.builder.store.Shard;
import io.linkloom.builder.store.ShardStoreException;
import io.linkloom.builder.store.ShardTotals;
import io.linkloom.common.model.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Goes through pages with their links: that they fit together, what shards say they have in all, and lost links at both ends. */
final class SourcePages {
    private final Index index;
    private final Findings findings;
    private long links;

    SourcePages(Index index, Findings findings) {
        this.index = index;
        this.findings = findings;
    }

    /** Links seen, live and lost. */
    long links() {
        return links;
    }

    void run() {
        for (Shard shard : index.shards()) {
            ShardTotals counted = new ShardTotals();
            index.walk(shard, "pages", all -> all.pages(Shard.ALL), (key, row) -> count(shard, key, row, counted));
            index.walk(
                    shard, "outlinks", all -> all.outlinks(Shard.ALL), (key, row) -> follow(shard, key, row, counted));
            index.walk(
                    shard,
                    "inlinks",
                    all -> all.inlinks(Shard.ALL),
                    (_, row) -> counted.addExternalLinks(row.isLive() ? 1 : 0));
            compare(shard, counted);
        }
    }

    private void count(Shard shard, PageKey key, PageRow row, ShardTotals counted) {
        counted.pageMoved(null, row.state().name());
        PageRow.LastVisit visit = row.lastVisit();
        counted.outcomeMoved(null, visit == null ? null : visit.outcome());
        counted.addAwaitingRetry(row.awaitsRetry() ? 1 : 0);
        counted.addAwaitingRecrawl(row.awaitsRecrawl() ? 1 : 0);
        counted.addOrderedAgain(row.isOrderedAgain() ? 1 : 0);
        // The shard is asked for the links of pages that say they have some; the others are found by their links.
        if (row.links().count() > 0 && shard.outlinks(key).live().isEmpty()) {
            findings.add(
                    Kind.OUTLINKS,
                    key + " has 0 links and its page says " + row.links().count());
        }
    }

    private void follow(Shard shard, PageKey source, OutlinksRow row, ShardTotals counted) {
        PageRow page = shard.page(source);
        if (page == null) {
            findings.add(Kind.OUTLINKS, "there are links of " + source + " and no page");
        } else if (page.links().count() != row.live().size() && !row.live().isEmpty()) {
            findings.add(
                    Kind.OUTLINKS,
                    source + " has " + row.live().size() + " links and its page says "
                            + page.links().count());
        }
        links += row.live().size() + row.lost().size();
        String site = index.siteOf(source);
        for (OutLink link : row.live()) {
            counted.addInternalLinks(index.siteOf(link.target()).equals(site) ? 1 : 0);
        }
        for (OutLink link : row.lost()) {
            String targetSite = index.siteOf(link.target());
            if (!targetSite.equals(site)) {
                compareLost(source, link, index.shardOfSite(targetSite));
            }
        }
    }

    /** The target keeps links that its source has forgotten; those that the source remembers both have alike. */
    private void compareLost(PageKey source, OutLink link, @Nullable Shard home) {
        OutLink.Lost lost = link.lost();
        if (home == null || lost == null) {
            return;
        }
        InlinkRow there = home.inlink(new InlinkKey(link.target(), source));
        String sentence = "the link from " + source + " to " + link.target() + " is lost there since " + lost.atMillis()
                + " as " + lost.reason() + ", first seen " + link.firstSeenMillis() + "; ";
        if (there == null) {
            findings.add(Kind.LINK, sentence + "its target does not know it");
        } else if (there.lostReason() != lost.reason()
                || there.lostAtMillis() != lost.atMillis()
                || there.firstSeenMillis() != link.firstSeenMillis()) {
            findings.add(Kind.LINK, sentence + "at its target it is " + there);
        }
    }

    private void compare(Shard shard, ShardTotals counted) {
        List<String> expected = sentences(counted);
        List<String> stored;
        try {
            stored = sentences(shard.totals());
        } catch (ShardStoreException e) {
            return;
        }
        for (int i = 0; i < expected.size(); i++) {
            if (!expected.get(i).equals(stored.get(i))) {
                findings.add(
                        Kind.TOTALS,
                        "shard " + shard.partition() + " has " + expected.get(i) + " and says " + stored.get(i));
            }
        }
    }

    private static List<String> sentences(ShardTotals totals) {
        List<String> sentences = new ArrayList<>();
        for (PageState.Name state : PageState.Name.values()) {
            sentences.add(totals.pages(state) + " pages " + state.label());
        }
        for (Outcome outcome : Outcome.values()) {
            sentences.add(totals.visits(outcome) + " visits " + outcome.label());
        }
        sentences.add(totals.externalLinks() + " links from other sites");
        sentences.add(totals.internalLinks() + " links within sites");
        sentences.add(totals.awaitingRetry() + " pages awaiting a retry");
        sentences.add(totals.awaitingRecrawl() + " pages to be looked at again");
        sentences.add(totals.orderedAgain() + " pages ordered again");
        return sentences;
    }
}
