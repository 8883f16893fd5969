package io.linkloom.builder.app;

import io.linkloom.builder.fold.Outgoing;
import io.linkloom.common.model.FetchOrder;
import io.linkloom.common.runtime.Health;
import io.linkloom.common.topic.ShardOffsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends, and when that fails makes the outlet anew after a while: 0.2 s at first, doubling up to 30 s. For one thread.
 *
 * <p>The group's own offsets, which only lag monitors read, go with every transaction, and by themselves where no link changes
 * are to be sent for some seconds.
 */
final class Sender implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sender.class);
    private static final String COMPONENT = "links";
    private static final long FIRST_BACKOFF_NANOS = Duration.ofMillis(200).toNanos();
    private static final long LAST_BACKOFF_NANOS = Duration.ofSeconds(30).toNanos();
    private static final long OFFSETS_INTERVAL_NANOS = Duration.ofSeconds(5).toNanos();

    private final Supplier<Outlet> connect;
    private final Health health;
    private final Map<Integer, ShardOffsets> uncommitted = new TreeMap<>();
    private @Nullable Outlet outlet;
    private long retryAtNanos;
    private long committedAtNanos;
    private int failures;

    Sender(Supplier<Outlet> connect, Health health, long nowNanos) {
        this.connect = connect;
        this.health = health;
        this.retryAtNanos = nowNanos;
        this.committedAtNanos = nowNanos;
    }

    /** Whether something can be sent; connects if it is time to. */
    boolean isReady(long nowNanos) {
        if (outlet == null && nowNanos - retryAtNanos >= 0) {
            try {
                Outlet made = connect.get();
                outlet = made;
                health.up(COMPONENT, made.connected());
            } catch (RuntimeException e) {
                failed(e, nowNanos);
            }
        }
        return outlet != null;
    }

    /**
     * Sends all of the link changes or none.
     *
     * @param applied how far each shard of the batch then is
     * @return false if they are not sent, or that is uncertain
     */
    boolean commit(List<Outgoing> links, Map<Integer, ShardOffsets> applied, long nowNanos) {
        uncommitted.putAll(applied);
        if (links.isEmpty() && nowNanos - committedAtNanos < OFFSETS_INTERVAL_NANOS) {
            return true;
        }
        boolean sent = attempt(connected -> connected.commit(links, uncommitted), nowNanos);
        uncommitted.clear();
        committedAtNanos = nowNanos;
        return sent;
    }

    /** Sends orders; false if one of them may be lost. */
    boolean order(Map<Integer, List<FetchOrder>> byPartition, long nowNanos) {
        return attempt(connected -> connected.order(byPartition), nowNanos);
    }

    private interface Attempt {
        void with(Outlet outlet);
    }

    private boolean attempt(Attempt attempt, long nowNanos) {
        Outlet connected = outlet;
        if (connected == null) {
            return false;
        }
        try {
            attempt.with(connected);
        } catch (RuntimeException e) {
            failed(e, nowNanos);
            return false;
        }
        if (failures > 0) {
            failures = 0;
            health.up(COMPONENT, "link changes and orders are sent");
        }
        return true;
    }

    private void failed(RuntimeException why, long nowNanos) {
        String sentence = "link changes or orders could not be sent, trying again: " + why.getMessage();
        LOG.warn(sentence, why);
        health.down(COMPONENT, sentence);
        retryAtNanos = nowNanos + Math.min(LAST_BACKOFF_NANOS, FIRST_BACKOFF_NANOS << Math.min(failures, 20));
        failures++;
        Outlet broken = outlet;
        outlet = null;
        if (broken != null) {
            try {
                broken.abandon();
            } catch (RuntimeException e) {
                LOG.debug("a broken producer did not even close", e);
            }
        }
    }

    @Override
    public void close() {
        Outlet last = outlet;
        outlet = null;
        if (last != null) {
            last.close();
        }
        health.remove(COMPONENT);
    }
}
