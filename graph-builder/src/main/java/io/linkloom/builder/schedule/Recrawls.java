package io.linkloom.builder.schedule;

import io.linkloom.builder.store.DueKey;
import io.linkloom.builder.store.DueRow;
import io.linkloom.builder.store.Recrawl;
import io.linkloom.builder.store.Rows;
import io.linkloom.builder.store.Shard;
import io.linkloom.common.url.UrlKey;
import java.util.function.Predicate;

/**
 * Pages that are due to be visited again. They stay where they are until a host has room for them, and so keep no place in the queue
 * from pages never seen; a look at them goes on where the last one ended, so that those of a busy host hold up no other's.
 *
 * <p>Not thread-safe.
 */
final class Recrawls {
    private static final int MOST_LOOKED_AT = 1000;

    private final Shard shard;
    private final Recrawl plan;
    /** No page is due before. */
    private long nextMillis;
    /** Where the next look begins. */
    private byte[] from = DueKey.recrawlsUntil(0).from();
    /** Whether a page was left behind since a look last began with the first one. */
    private boolean left;
    /** Parts of an order that the share has left over. */
    private double carried;

    Recrawls(Shard shard, Recrawl plan) {
        this.shard = shard;
        this.plan = plan;
        this.nextMillis = plan.on() ? first(DueKey.recrawlsUntil(0).from()) : Long.MAX_VALUE;
    }

    /** When the first page is due, {@link Long#MAX_VALUE} if none will be. */
    long nextMillis() {
        return nextMillis;
    }

    /** Notes that a page is planned to be visited again. */
    void planned(long dueMillis) {
        if (plan.on()) {
            nextMillis = Math.min(nextMillis, dueMillis);
        }
    }

    /** How many of {@code room} orders are for pages due again while others wait too; over time it is the share exactly. */
    long reserved(long room) {
        if (room <= 0) {
            return 0;
        }
        double all = room * plan.share() + carried;
        long whole = (long) Math.floor(all + 1e-9);
        carried = Math.max(0, all - whole);
        return Math.min(whole, room);
    }

    /**
     * Looks at pages that are due by now.
     *
     * @param most pages that may be taken
     * @param take whether a page was taken; the others are asked for again later
     * @return how many were
     */
    int take(long most, long nowMillis, Predicate<DueKey> take) {
        if (most <= 0 || nextMillis > nowMillis) {
            return 0;
        }
        UrlKey.Range due = DueKey.recrawlsUntil(nowMillis);
        int taken = 0;
        try (Rows<DueKey, DueRow> rows = shard.due(new UrlKey.Range(from, due.to()))) {
            for (int looked = 0; rows.next(); looked++) {
                if (taken >= most || looked == MOST_LOOKED_AT) {
                    from = rows.keyBytes();
                    left = true;
                    return taken;
                }
                if (take.test(rows.key())) {
                    taken++;
                } else {
                    left = true;
                }
            }
        }
        from = due.from();
        if (!left) {
            nextMillis = first(due.to());
        }
        left = false;
        return taken;
    }

    private long first(byte[] key) {
        try (Rows<DueKey, DueRow> rows = shard.due(new UrlKey.Range(key, Shard.ALL.to()))) {
            return rows.next() ? rows.key().atMillis() : Long.MAX_VALUE;
        }
    }
}
