package io.linkloom.builder.app;

import io.linkloom.builder.store.Shard;
import io.linkloom.common.runtime.Health;
import io.linkloom.common.runtime.Time;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a snapshot of each shard taken every so often, one at a time, in the background. One that cannot be taken is said to and
 * tried again after a minute; the shards go on meanwhile. For one thread.
 */
final class Snapshots {
    private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);
    private static final String COMPONENT = "snapshots";
    private static final Duration AFTER_FAILURE = Duration.ofMinutes(1);

    private record Running(int partition, CompletableFuture<SnapshotTaking.Turn> turn) {}

    private final @Nullable SnapshotTaking taking;
    private final Health health;
    private final BuilderMeters meters;
    private final Time time;
    /** When it is a shard's turn, by partition. */
    private final Map<Integer, Long> turns = new TreeMap<>();

    private @Nullable Running running;

    /**
     * With no turn yet.
     *
     * @param taking null if no snapshots are wanted
     */
    Snapshots(@Nullable SnapshotTaking taking, Health health, BuilderMeters meters, Time time) {
        this.taking = taking;
        this.health = health;
        this.meters = meters;
        this.time = time;
    }

    /** Begins at most one snapshot. */
    void tick(ShardKeeper shards) {
        if (taking == null || !isFree()) {
            return;
        }
        turns.keySet().removeIf(partition -> shards.active(partition) == null);
        long now = time.nanos();
        for (ActiveShard each : shards.active()) {
            if (now - turns.computeIfAbsent(each.partition(), _ -> now) >= 0) {
                Shard shard = each.shard();
                SnapshotTaking wanted = taking;
                running = new Running(
                        each.partition(),
                        shards.inBackground(each.partition(), () -> wanted.turn(shard, time.millis())));
                return;
            }
        }
    }

    private boolean isFree() {
        Running last = running;
        if (last == null) {
            return true;
        }
        if (!last.turn.isDone()) {
            return false;
        }
        running = null;
        try {
            SnapshotTaking.Turn done = last.turn.join();
            next(last.partition, done.pause());
            if (done.taken()) {
                meters.snapshots.increment();
                health.up(COMPONENT, "snapshots are taken");
            }
        } catch (CompletionException e) {
            next(last.partition, AFTER_FAILURE);
            String sentence = "no snapshot of shard " + last.partition + " could be taken, trying again in a minute: "
                    + (e.getCause() == null ? e : e.getCause()).getMessage();
            LOG.warn(sentence, e);
            health.down(COMPONENT, sentence);
        }
        return true;
    }

    private void next(int partition, Duration pause) {
        turns.put(partition, time.nanos() + pause.toNanos());
    }
}
