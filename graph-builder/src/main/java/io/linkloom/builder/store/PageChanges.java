package io.linkloom.builder.store;

import io.linkloom.common.model.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Pages changed and not yet written, over pages as they are stored.
 *
 * <p>Keeps together what belongs together: a page is in the queue exactly while its state is queued, it has a lease exactly
 * while it is ordered, it is due again exactly while another visit is planned, and the totals count its state and what came of its
 * last visit. Not thread-safe.
 */
public final class PageChanges {
    /**
     * What became of a page.
     *
     * @param from null if it was not known
     */
    public record Move(PageKey page, @Nullable PageState from, PageState to) {}

    private record Pending(@Nullable PageRow stored, PageRow now) {
        /** Whether its place in the queue stays what it is, and what its order is to say does not. */
        boolean foundOtherwise() {
            return stored != null && (stored.depth() != now.depth() || stored.redirects() != now.redirects());
        }

        /** Whether it is where it was, and what it is ranked by is the same but for links to it. */
        boolean waitedAlike() {
            return stored != null
                    && stored.state().equals(now.state())
                    && stored.depth() == now.depth()
                    && stored.origin() == now.origin()
                    && stored.marks() == now.marks()
                    && stored.sitemapPriority() == now.sitemapPriority();
        }
    }

    private final Known stored;
    private final Map<PageKey, Pending> pending = new HashMap<>();
    /** What was read and not changed, so that a batch reads a page once. */
    private final Map<PageKey, @Nullable PageRow> read = new HashMap<>();

    private Map<HostKey, Usage.Change> usage = Map.of();

    /** No changes over {@code stored}. */
    public PageChanges(Known stored) {
        this.stored = stored;
    }

    /** The page as it is with the changes, null if it is not known. */
    public @Nullable PageRow page(PageKey key) {
        Pending changed = pending.get(key);
        if (changed != null) {
            return changed.now;
        }
        PageRow row = read.get(key);
        if (row == null && !read.containsKey(key)) {
            row = stored.page(key);
            read.put(key, row);
        }
        return row;
    }

    /** Reads at once those of the pages that are not known here. */
    public void read(List<PageKey> keys) {
        List<PageKey> missing = keys.stream()
                .filter(key -> !pending.containsKey(key) && !read.containsKey(key))
                .toList();
        List<@Nullable PageRow> rows = stored.pages(missing);
        for (int i = 0; i < rows.size(); i++) {
            read.put(missing.get(i), rows.get(i));
        }
    }

    /** Notes that the page at {@code key} was read elsewhere and found like this. */
    public void remember(PageKey key, @Nullable PageRow row) {
        read.put(key, row);
    }

    /**
     * Changes a page.
     *
     * @param before what {@link #page} gave, or null for a page that is certainly new
     */
    public void put(PageKey key, @Nullable PageRow before, PageRow now) {
        Pending changed = pending.get(key);
        pending.put(key, new Pending(changed == null ? before : changed.stored, now));
    }

    /** The page as it is with the changes, or as it was read for them; null if it was neither changed nor read. */
    @Nullable
    PageRow held(PageKey key) {
        Pending changed = pending.get(key);
        return changed == null ? read.get(key) : changed.now;
    }

    /** Pages as they are with the changes; what is read for this is not kept. Null where a page is not known. */
    public List<@Nullable PageRow> pagesOnce(List<PageKey> keys) {
        List<PageKey> missing =
                keys.stream().filter(key -> held(key) == null).sorted().toList();
        List<@Nullable PageRow> read = stored.pages(missing);
        Map<PageKey, PageRow> rows = new HashMap<>();
        for (int i = 0; i < missing.size(); i++) {
            PageRow row = read.get(i);
            if (row != null) {
                rows.put(missing.get(i), row);
            }
        }
        List<@Nullable PageRow> all = new ArrayList<>(keys.size());
        for (PageKey key : keys) {
            PageRow held = held(key);
            all.add(held == null ? rows.get(key) : held);
        }
        return all;
    }

    /**
     * Pages that wait now and did not before, or whose place in the queue rests on something else.
     *
     * @param mayBeLinked which pages to take of those that are new
     */
    List<PageKey> unranked(Predicate<PageKey> mayBeLinked) {
        List<PageKey> keys = new ArrayList<>();
        pending.forEach((key, page) -> {
            boolean asked = page.stored == null ? mayBeLinked.test(key) : !page.waitedAlike();
            if (asked && page.now.state() instanceof PageState.Queued) {
                keys.add(key);
            }
        });
        return keys;
    }

    /** How many pages are changed. */
    public int size() {
        return pending.size();
    }

    /** Adds the changed pages, their queue rows, their leases and what is spent on their hosts to {@code writes}. */
    public void writeTo(WriteSet writes) {
        Usage spent = new Usage();
        pending.forEach((key, page) -> {
            spent.add(key, difference(page, Usage::uses), difference(page, Usage::isSeed));
            writes.put(Family.PAGES, key.bytes(), page.now.encode());
            PageState before = page.stored == null ? null : page.stored.state();
            if (!page.now.state().equals(before)) {
                writeState(writes, key, before, page.now);
            } else if (page.now.state() instanceof PageState.Queued queued && page.foundOtherwise()) {
                writeQueued(writes, key, queued, page.now);
            }
        });
        usage = spent.writeTo(writes, stored);
    }

    /** What the changes change of what is spent on hosts; after {@link #writeTo}. */
    public Map<HostKey, Usage.Change> usage() {
        return usage;
    }

    private static void writeQueued(WriteSet writes, PageKey key, PageState.Queued queued, PageRow page) {
        byte[] row = new QueueRow(page.depth(), page.redirects()).encode();
        writes.put(Family.QUEUE, QueueKey.of(key, queued).toBytes(), row);
    }

    private static void writeState(WriteSet writes, PageKey key, @Nullable PageState before, PageRow now) {
        if (before instanceof PageState.Queued queued) {
            writes.delete(Family.QUEUE, QueueKey.of(key, queued).toBytes());
        } else if (before instanceof PageState.Ordered ordered) {
            writes.delete(Family.DUE, new DueKey(ordered.leaseUntilMillis(), key).toBytes());
        } else if (before instanceof PageState.Visited visited && visited.isDue()) {
            writes.delete(Family.DUE, DueKey.of(visited, key).toBytes());
        }
        if (now.state() instanceof PageState.Queued queued) {
            writeQueued(writes, key, queued, now);
        } else if (now.state() instanceof PageState.Ordered ordered) {
            byte[] row = DueRow.LEASE_END.encode();
            writes.put(Family.DUE, new DueKey(ordered.leaseUntilMillis(), key).toBytes(), row);
        } else if (now.state() instanceof PageState.Visited visited && visited.isDue()) {
            DueRow row = visited.recrawl() ? DueRow.RECRAWL : DueRow.RETRY;
            writes.put(Family.DUE, DueKey.of(visited, key).toBytes(), row.encode());
        }
    }

    /** Counts the changes of state, and of what came of the last visit. */
    public void countIn(ShardTotals totals) {
        for (Pending page : pending.values()) {
            totals.pageMoved(
                    page.stored == null ? null : page.stored.state().name(),
                    page.now.state().name());
            totals.outcomeMoved(outcome(page.stored), outcome(page.now));
            totals.addAwaitingRetry(difference(page, PageRow::awaitsRetry));
            totals.addAwaitingRecrawl(difference(page, PageRow::awaitsRecrawl));
            totals.addOrderedAgain(difference(page, PageRow::isOrderedAgain));
        }
    }

    private static int difference(Pending page, Predicate<PageRow> what) {
        int before = page.stored != null && what.test(page.stored) ? 1 : 0;
        return (what.test(page.now) ? 1 : 0) - before;
    }

    private static @Nullable Outcome outcome(@Nullable PageRow page) {
        PageRow.LastVisit visit = page == null ? null : page.lastVisit();
        return visit == null ? null : visit.outcome();
    }

    /** The changes of state, in no order. */
    public List<Move> moves() {
        List<Move> moves = new ArrayList<>();
        pending.forEach((key, page) -> {
            PageState before = page.stored == null ? null : page.stored.state();
            if (!page.now.state().equals(before)) {
                moves.add(new Move(key, before, page.now.state()));
            }
        });
        return moves;
    }
}
