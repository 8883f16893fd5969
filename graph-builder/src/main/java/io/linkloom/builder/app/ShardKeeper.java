package io.linkloom.builder.app;

import io.linkloom.builder.store.UnreadableRowException;
import io.linkloom.common.runtime.Health;
import io.linkloom.common.topic.FoldConsumer;
import io.linkloom.common.topic.ShardOffsets;
import io.linkloom.common.topic.TopicException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the shards that are this process's, closes those that are not any more, and takes out of work those that fail.
 *
 * <p>A shard that fails, or of which a row cannot be read, is closed and stays so until it is assigned anew: its health
 * component says why, the others go on. What else keeps a shard from being opened is kept for {@link #throwIfRefused}, since
 * the group's callback is no place to end from. For one thread, but for {@link #failure}.
 */
final class ShardKeeper implements FoldConsumer.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(ShardKeeper.class);

    private final IntFunction<ActiveShard> opener;
    private final OpenShards open;
    private final Health health;
    private final Map<Integer, ActiveShard> active = new TreeMap<>();
    private final Map<Integer, String> failed = new TreeMap<>();
    private @Nullable RuntimeException refusal;
    private volatile @Nullable String failure;

    /**
     * With no shard.
     *
     * @param opener opens the shard of a partition, and makes it where it is missing
     */
    ShardKeeper(IntFunction<ActiveShard> opener, OpenShards open, Health health) {
        this.opener = opener;
        this.open = open;
        this.health = health;
    }

    @Override
    public ShardOffsets assigned(int partition) {
        forget(partition);
        try {
            return open(partition).offsets();
        } catch (UnreadableRowException e) {
            takeOut(partition, e);
            return ShardOffsets.START;
        } catch (RuntimeException e) {
            refusal = e;
            return ShardOffsets.START;
        }
    }

    @Override
    public void revoked(int partition) {
        ActiveShard shard = active.remove(partition);
        forget(partition);
        if (shard != null) {
            close(shard);
        }
    }

    @Override
    public void missed(int partition, String sentence) {
        ActiveShard shard = active.get(partition);
        if (shard != null) {
            fail(shard, new TopicException(sentence));
        }
    }

    /** Throws what kept a shard from being opened since the last call. */
    void throwIfRefused() {
        RuntimeException why = refusal;
        refusal = null;
        if (why != null) {
            throw why;
        }
    }

    private ActiveShard open(int partition) {
        ActiveShard shard = opener.apply(partition);
        active.put(partition, shard);
        open.opened(shard.shard());
        return shard;
    }

    private void close(ActiveShard shard) {
        open.closed(shard.partition());
        shard.shard().close();
    }

    /** Closes and opens a shard, so that all of it is as it was last written. */
    ActiveShard reopen(ActiveShard shard) {
        active.remove(shard.partition());
        close(shard);
        return open(shard.partition());
    }

    /** Takes a shard out of work. */
    void fail(ActiveShard shard, RuntimeException why) {
        takeOut(shard.partition(), why);
        try {
            close(shard);
        } catch (RuntimeException e) {
            LOG.warn("shard {} could not even be closed", shard.partition(), e);
        }
    }

    private void takeOut(int partition, RuntimeException why) {
        String sentence = "shard " + partition + " does not work any more: " + why.getMessage();
        LOG.error(sentence, why);
        health.down(component(partition), sentence);
        active.remove(partition);
        failed.put(partition, sentence);
        failure = failed.values().iterator().next();
    }

    private void forget(int partition) {
        if (failed.remove(partition) != null) {
            health.remove(component(partition));
        }
        failure = failed.isEmpty() ? null : failed.values().iterator().next();
    }

    private static String component(int partition) {
        return "shard " + partition;
    }

    /** Those at work, by partition. */
    Collection<ActiveShard> active() {
        return List.copyOf(active.values());
    }

    /** One of them, null if it is not at work. */
    @Nullable
    ActiveShard active(int partition) {
        return active.get(partition);
    }

    /** Why a shard does not work, null if all do. Any thread. */
    @Nullable
    String failure() {
        return failure;
    }
}
