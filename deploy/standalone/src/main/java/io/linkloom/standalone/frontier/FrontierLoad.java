package io.linkloom.standalone.frontier;

import io.linkloom.builder.store.CountsKey;
import io.linkloom.builder.store.CountsRow;
import io.linkloom.builder.store.Family;
import io.linkloom.builder.store.HostKey;
import io.linkloom.builder.store.HostRow;
import io.linkloom.builder.store.MetaRows;
import io.linkloom.builder.store.PageChanges;
import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.PageRow;
import io.linkloom.builder.store.PageState;
import io.linkloom.builder.store.PriorityWeights;
import io.linkloom.builder.store.Shard;
import io.linkloom.builder.store.ShardTotals;
import io.linkloom.builder.store.Tally;
import io.linkloom.builder.store.WriteSet;
import io.linkloom.common.model.HostState;
import io.linkloom.common.model.Origin;
import io.linkloom.common.model.RobotsState;
import io.linkloom.common.url.WebUrl;
import io.linkloom.testkit.frontier.ManyHosts;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.function.LongConsumer;

/**
 * Writes a shard as it is after a long crawl that found pages and fetched none: pages, queue and counts of referring sites, by the
 * rows' own classes, at the places where the fold would have put them. Large sets of rows in the order of keys become files of
 * the store without going through memory. For one thread.
 */
final class FrontierLoad {
    private static final int PAGES_AT_ONCE = 400_000;
    /** So that depths of pages found later compare as in a crawl: the first page of a host is a click from a seed. */
    static final int FIRST_DEPTH = 1;

    private final Shard shard;
    private final ManyHosts hosts;
    private final long nowMillis;
    private final LongConsumer progress;
    private final ShardTotals totals = new ShardTotals();
    private PageChanges changes;
    private WriteSet writes = new WriteSet();
    private long sequence;

    /** @param progress told now and then how many more pages are written */
    FrontierLoad(Shard shard, ManyHosts hosts, long nowMillis, LongConsumer progress) {
        this.shard = shard;
        this.hosts = hosts;
        this.nowMillis = nowMillis;
        this.progress = progress;
        this.changes = new PageChanges(shard);
    }

    /** Adds the pages of the hosts that are this shard's. */
    void hosts(IntPredicate ours) {
        for (int host = 0; host < hosts.size(); host++) {
            if (ours.test(host)) {
                host(host);
            }
        }
    }

    private void host(int host) {
        byte[] first =
                PageKey.of(WebUrl.parse("http://" + hosts.name(host) + "/")).bytes();
        int referrers = hosts.referringSites(host);
        linked(PageKey.ofBytes(first), hosts.name(host), referrers);
        for (int page = 0; page < hosts.pages(host); page++) {
            byte[] key = page == 0 ? first : joined(first, ManyHosts.path(page).substring(1));
            page(PageKey.ofBytes(key), FIRST_DEPTH + ManyHosts.depth(page), page == 0 ? referrers : 0);
            if (changes.size() == PAGES_AT_ONCE) {
                write();
            }
        }
    }

    private static byte[] joined(byte[] key, String path) {
        byte[] joined = Arrays.copyOf(key, key.length + path.length());
        System.arraycopy(path.getBytes(StandardCharsets.US_ASCII), 0, joined, key.length, path.length());
        return joined;
    }

    /** Adds a page that no other site links to, a click from a seed. */
    void page(String url) {
        page(PageKey.of(WebUrl.parse(url)), FIRST_DEPTH, 0);
    }

    private void page(PageKey key, int depth, long referrers) {
        PageState queued = PageState.Queued.breadthFirst(depth, sequence);
        PageRow row = new PageRow(queued, depth, 0, Origin.LINK, nowMillis, null, null, PageRow.LinksSeen.NONE);
        int priority = PriorityWeights.USUAL.of(row, referrers).priority();
        changes.put(key, null, row.withState(new PageState.Queued(priority, sequence++)));
    }

    /** Writes nothing but the first page of each of so many hosts, visited, and what each host told of its manners. */
    void visited(int count) {
        HostState told = new HostState(RobotsState.READ, nowMillis, 0, Duration.ofSeconds(1), 0, 0);
        for (int host = 0; host < count; host++) {
            PageKey key = PageKey.of(WebUrl.parse("http://" + hosts.name(host) + "/"));
            PageState done = PageState.Visited.settled();
            changes.put(
                    key,
                    null,
                    new PageRow(done, FIRST_DEPTH, 0, Origin.LINK, nowMillis, null, null, PageRow.LinksSeen.NONE));
            writes.put(Family.HOSTS, HostKey.of(key).toBytes(), new HostRow(nowMillis, told).encode());
        }
        write();
    }

    private void linked(PageKey page, String site, int referrers) {
        if (referrers > 0) {
            Tally tally = new Tally(referrers, referrers, referrers);
            byte[] row = new CountsRow(tally, tally, tally).encode();
            writes.put(Family.COUNTS, CountsKey.ofPage(page).bytes(), row);
            writes.put(Family.COUNTS, CountsKey.ofSite(site).bytes(), row);
        }
    }

    private void write() {
        changes.writeTo(writes);
        changes.countIn(totals);
        MetaRows.putTotals(writes, totals);
        MetaRows.putSequence(writes, sequence);
        shard.write(writes);
        progress.accept(changes.size());
        writes = new WriteSet();
        changes = new PageChanges(shard);
    }

    /**
     * Writes what is left.
     *
     * @param scope digest of the scope that the pages are in
     */
    void end(String scope) {
        MetaRows.putScope(writes, scope);
        write();
        shard.flush();
    }
}
