package io.linkloom.builder.store;

import io.linkloom.common.model.Origin;
import java.util.HashMap;
import java.util.Map;

/**
 * By how much changes of pages change what is spent on hosts. It follows from the pages alone, so that it can be counted again.
 * Not thread-safe.
 */
public final class Usage {
    private static final int ROWS_AT_ONCE = 10_000;

    /**
     * What was spent on a host before the changes, and what with them.
     *
     * @param before as stored
     */
    public record Change(UsageRow before, UsageRow now) {}

    private final Map<HostKey, UsageRow> more = new HashMap<>();

    /** Whether a page has used a place: it is ordered, or was visited. */
    public static boolean uses(PageRow page) {
        return page.lastVisit() != null || page.state() instanceof PageState.Ordered;
    }

    /** Whether a page is a seed. */
    public static boolean isSeed(PageRow page) {
        return page.origin() == Origin.SEED;
    }

    void add(PageKey page, int pages, int seeds) {
        if (pages != 0 || seeds != 0) {
            HostKey host = HostKey.of(page);
            more.put(host, more.getOrDefault(host, UsageRow.NONE).plus(pages, seeds));
        }
    }

    /** Adds the changed rows to {@code writes}. */
    Map<HostKey, Change> writeTo(WriteSet writes, Known stored) {
        Map<HostKey, Change> changes = new HashMap<>();
        more.forEach((host, added) -> {
            if (!added.equals(UsageRow.NONE)) {
                UsageRow before = stored.usage(host);
                UsageRow now = before.plus(added.pages(), added.seeds());
                put(writes, host, now);
                changes.put(host, new Change(before, now));
            }
        });
        return changes;
    }

    private static void put(WriteSet writes, HostKey host, UsageRow row) {
        if (row.equals(UsageRow.NONE)) {
            writes.delete(Family.USAGE, host.toBytes());
        } else {
            writes.put(Family.USAGE, host.toBytes(), row.encode());
        }
    }

    /** Counts all of a shard that an older version wrote, which did not count; begun again by whoever opens it next if it is interrupted. */
    public static void countAll(Shard shard) {
        WriteSet writes = new WriteSet();
        Usage all = new Usage();
        try (Rows<PageKey, PageRow> pages = shard.pages(Shard.ALL)) {
            while (pages.next()) {
                PageRow row = pages.row();
                all.add(pages.key(), uses(row) ? 1 : 0, isSeed(row) ? 1 : 0);
                if (all.more.size() > ROWS_AT_ONCE) {
                    // The last one may have more pages behind.
                    HostKey last = HostKey.of(pages.key());
                    UsageRow kept = all.more.remove(last);
                    writes = all.written(writes, shard);
                    if (kept != null) {
                        all.more.put(last, kept);
                    }
                }
            }
        }
        writes = all.written(writes, shard);
        MetaRows.putCountsUsage(writes);
        shard.write(writes);
    }

    private WriteSet written(WriteSet writes, Shard shard) {
        more.forEach((host, row) -> put(writes, host, row));
        more.clear();
        shard.write(writes);
        return new WriteSet();
    }
}
