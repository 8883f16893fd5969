package io.linkloom.builder.app;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Has each shard flushed every so often, one at a time, so that a process that is killed has little to fold again. */
final class Flushing {
    private final long intervalNanos;
    private final Map<ActiveShard, Long> flushedAtNanos = new HashMap<>();

    Flushing(Duration interval) {
        this.intervalNanos = interval.toNanos();
    }

    /** Flushes at most one shard. */
    void tick(long nowNanos, ShardKeeper shards) {
        flushedAtNanos.keySet().retainAll(shards.active());
        for (ActiveShard shard : shards.active()) {
            long last = flushedAtNanos.computeIfAbsent(shard, _ -> nowNanos);
            if (nowNanos - last >= intervalNanos) {
                flushedAtNanos.put(shard, nowNanos);
                flush(shard, shards);
                return;
            }
        }
    }

    private static void flush(ActiveShard shard, ShardKeeper shards) {
        try {
            shard.shard().flush();
        } catch (RuntimeException e) {
            shards.fail(shard, e);
        }
    }
}
