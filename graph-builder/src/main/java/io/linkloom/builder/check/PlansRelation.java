package io.linkloom.builder.check;

import io.linkloom.builder.store.CountsKey;
import io.linkloom.builder.store.CountsRow;
import io.linkloom.builder.store.DueKey;
import io.linkloom.builder.store.DueRow;
import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.PageRow;
import io.linkloom.builder.store.PageState;
import io.linkloom.builder.store.PriorityWeights;
import io.linkloom.builder.store.QueueKey;
import io.linkloom.builder.store.Rows;
import io.linkloom.builder.store.Shard;
import io.linkloom.builder.store.Usage;
import io.linkloom.common.url.UrlKey;
import java.util.Arrays;

/**
 * What is planned for pages: by their states, and by the queue and the times at which something is due; how soon, by the
 * links to them; and what was spent on their hosts.
 */
final class PlansRelation implements Relation {
    private static final byte QUEUE = 'q';
    private static final byte DUE = 'd';
    private static final byte PRIORITY = 'p';
    private static final byte USAGE = 'u';

    private final Index index;

    PlansRelation(Index index) {
        this.index = index;
    }

    @Override
    public void enter(Ledger ledger) {
        for (Shard shard : index.shards()) {
            index.walk(shard, "states of pages", all -> all.pages(Shard.ALL), (key, row) -> expect(key, row, ledger));
            index.walk(
                    shard,
                    "queue",
                    all -> all.queue(Shard.ALL),
                    (key, row) -> ledger.store(named(QUEUE, key.toBytes()), 1, row.depth(), row.redirects()));
            index.walk(
                    shard,
                    "due",
                    all -> all.due(Shard.ALL),
                    (key, row) -> ledger.store(
                            named(DUE, key.toBytes()),
                            row == DueRow.LEASE_END ? 1 : 0,
                            row == DueRow.RETRY ? 1 : 0,
                            row == DueRow.RECRAWL ? 1 : 0));
            shard.weights().ifPresent(weights -> enterPriorities(shard, weights, ledger));
            if (shard.countsUsage()) {
                enterUsage(shard, ledger);
            }
        }
    }

    private void enterUsage(Shard shard, Ledger ledger) {
        index.walk(shard, "pages of hosts", all -> all.pages(Shard.ALL), (page, row) -> {
            long pages = Usage.uses(row) ? 1 : 0;
            long seeds = Usage.isSeed(row) ? 1 : 0;
            if (pages + seeds > 0) {
                ledger.expect(named(USAGE, page.hostKey()), pages, seeds);
            }
        });
        index.walk(
                shard,
                "usage",
                all -> all.usage(Shard.ALL),
                (host, row) -> ledger.store(named(USAGE, host.toBytes()), row.pages(), row.seeds()));
    }

    /** Pages and their counts are in the same order. */
    private void enterPriorities(Shard shard, PriorityWeights weights, Ledger ledger) {
        try (ReferringSites sites = new ReferringSites(shard)) {
            index.walk(shard, "priorities", all -> all.pages(Shard.ALL), (page, row) -> {
                if (row.state() instanceof PageState.Queued(int priority, long _)) {
                    byte[] key = named(PRIORITY, page.bytes());
                    ledger.expect(key, 1L + weights.of(row, sites.of(page)).priority());
                    ledger.store(key, 1L + priority);
                }
            });
        }
    }

    /** How many sites link to pages that are asked for in the order of their keys. */
    private static final class ReferringSites implements AutoCloseable {
        private final Rows<CountsKey, CountsRow> counts;
        private boolean more;

        ReferringSites(Shard shard) {
            this.counts = shard.counts(CountsKey.allPages());
            this.more = counts.next();
        }

        long of(PageKey page) {
            byte[] wanted = CountsKey.ofPage(page).bytes();
            while (more && Arrays.compareUnsigned(counts.keyBytes(), wanted) < 0) {
                more = counts.next();
            }
            return more && Arrays.equals(counts.keyBytes(), wanted)
                    ? counts.row().sites().live()
                    : 0;
        }

        @Override
        public void close() {
            counts.close();
        }
    }

    private static void expect(PageKey page, PageRow row, Ledger ledger) {
        switch (row.state()) {
            case PageState.Known _ -> {}
            case PageState.Queued queued ->
                ledger.expect(named(QUEUE, QueueKey.of(page, queued).toBytes()), 1, row.depth(), row.redirects());
            case PageState.Ordered ordered ->
                ledger.expect(named(DUE, new DueKey(ordered.leaseUntilMillis(), page).toBytes()), 1, 0);
            case PageState.Visited visited -> {
                if (visited.isDue()) {
                    ledger.expect(
                            named(DUE, DueKey.of(visited, page).toBytes()),
                            0,
                            visited.recrawl() ? 0 : 1,
                            visited.recrawl() ? 1 : 0);
                }
            }
        }
    }

    private static byte[] named(byte name, byte[] key) {
        byte[] named = new byte[key.length + 1];
        named[0] = name;
        System.arraycopy(key, 0, named, 1, key.length);
        return named;
    }

    @Override
    public void tell(byte[] key, Ledger.Numbers expected, Ledger.Numbers stored, Findings findings) {
        byte[] rowKey = Arrays.copyOfRange(key, 1, key.length);
        if (key[0] == QUEUE) {
            PageKey page = QueueKey.ofBytes(rowKey).page();
            findings.add(CheckReport.Kind.QUEUE, page + " " + shown("queued", "in the queue", expected, stored));
        } else if (key[0] == PRIORITY) {
            findings.add(
                    CheckReport.Kind.PRIORITY,
                    PageKey.ofBytes(rowKey) + " waits with priority " + (stored.at(0) - 1) + " and is to have "
                            + (expected.at(0) - 1));
        } else if (key[0] == USAGE) {
            findings.add(
                    CheckReport.Kind.USAGE,
                    host(rowKey) + " has " + pages(expected) + ", and by its row " + pages(stored));
        } else {
            DueKey due = DueKey.ofBytes(rowKey);
            findings.add(
                    CheckReport.Kind.DUE,
                    due.page() + " " + shown("to be looked at", "due", expected, stored) + " at " + due.atMillis());
        }
    }

    private static String host(byte[] key) {
        try {
            return UrlKey.toHost(key);
        } catch (IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static String pages(Ledger.Numbers usage) {
        return usage.at(0) + " pages ordered or visited and " + usage.at(1) + " seeds";
    }

    private static String shown(String state, String place, Ledger.Numbers expected, Ledger.Numbers stored) {
        if (stored.isNothing()) {
            return "is " + state + " by its state and not " + place;
        }
        return expected.isNothing()
                ? "is " + place + " and not " + state + " by its state"
                : "is " + place + " in another way than its state says";
    }
}
