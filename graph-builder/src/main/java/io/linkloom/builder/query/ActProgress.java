package io.linkloom.builder.query;

import io.linkloom.builder.store.ActsRow;
import io.linkloom.builder.store.Shard;
import io.linkloom.builder.store.ShardClosedException;
import java.util.ArrayList;
import java.util.List;

/** How far shards are with what operators want done once, as they were when it was asked. Immutable. */
public final class ActProgress {
    private final List<ActsRow> shards;

    private ActProgress(List<ActsRow> shards) {
        this.shards = shards;
    }

    /** Of the shards that are open here; reads a row of each. */
    public static ActProgress of(ShardLookup open) {
        List<ActsRow> rows = new ArrayList<>();
        for (int partition = 0; partition < open.partitions(); partition++) {
            Shard shard = open.shard(partition);
            if (shard != null) {
                add(shard, rows);
            }
        }
        return new ActProgress(rows);
    }

    private static void add(Shard shard, List<ActsRow> rows) {
        try {
            rows.add(shard.acts());
        } catch (ShardClosedException justClosed) {
            // Then it is not here.
        }
    }

    /**
     * How far they are with one act.
     *
     * @param done shards that have done it
     * @param shards that were asked
     * @param pages that it changed in them so far
     */
    public record Progress(int done, int shards, long pages) {}

    /** How far they are with the act at an offset. */
    public Progress of(long act) {
        int done = 0;
        long pages = 0;
        for (ActsRow row : shards) {
            done += row.next() > act ? 1 : 0;
            pages += row.pagesOf(act).orElse(0);
        }
        return new Progress(done, shards.size(), pages);
    }
}
