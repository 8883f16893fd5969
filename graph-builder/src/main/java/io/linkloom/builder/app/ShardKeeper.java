package io.linkloom.builder.app;

import io.linkloom.builder.store.Shard;
import io.linkloom.builder.store.ShardStoreException;
import io.linkloom.common.runtime.Health;
import io.linkloom.common.runtime.Time;
import io.linkloom.common.topic.FoldConsumer;
import io.linkloom.common.topic.TopicException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the shards that are this process's, closes those that are not any more, and takes out of work those that fail.
 *
 * <p>Opening, reading anew and closing are tasks in the background, while the other shards go on; {@link #tick} takes what is
 * ready to work. A shard that fails, or of which a row cannot be read, is closed and opened again after a while: its health
 * component says why and when, the others go on. What else keeps a shard from being opened is thrown by {@link #tick}. For one
 * thread, but for {@link #failure}.
 */
final class ShardKeeper implements FoldConsumer.Listener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ShardKeeper.class);

    private record Coming(Opening opening, CompletableFuture<ActiveShard> shard) {}

    private final ShardOpener opener;
    private final OpenShards open;
    private final Health health;
    private final ShardTasks tasks;
    private final Time time;
    private final Map<Integer, ActiveShard> active = new TreeMap<>();
    private final Map<Integer, Coming> coming = new TreeMap<>();
    private final FailedShards failed = new FailedShards();

    /**
     * With no shard.
     *
     * @param opener opens the shard of a partition
     */
    ShardKeeper(ShardOpener opener, OpenShards open, Health health, ShardTasks tasks, Time time) {
        this.opener = opener;
        this.open = open;
        this.health = health;
        this.tasks = tasks;
        this.time = time;
    }

    @Override
    public void assigned(int partition) {
        forget(partition);
        begin(partition);
    }

    private void begin(int partition) {
        Opening opening = new Opening();
        coming.put(partition, new Coming(opening, tasks.after(partition, () -> {
            opening.check();
            return opener.open(partition, opening);
        })));
    }

    @Override
    public void revoked(int partition) {
        forget(partition);
        open.closed(partition);
        ActiveShard shard = active.remove(partition);
        if (shard != null) {
            close(shard.shard());
        }
        Coming unwanted = coming.remove(partition);
        if (unwanted != null) {
            unwanted.opening.cancel();
            var _ = tasks.after(partition, () -> {
                if (unwanted.shard.state() == Future.State.SUCCESS) {
                    unwanted.shard.resultNow().shard().close();
                }
                return partition;
            });
        }
    }

    /** Lets shards work that have become ready, and tries again those that have waited for it; {@code feed} brings what is theirs. */
    void tick(Feed feed) {
        // Of keys, since an entry of a tree map can become another's when that is removed.
        for (int partition : List.copyOf(coming.keySet())) {
            Coming next = coming.get(partition);
            if (next != null && next.shard.isDone() && coming.remove(partition, next) && !came(partition, next, feed)) {
                // Nor will it answer the next one, and each question takes its time.
                break;
            }
        }
        failed.sentences().keySet().forEach(feed::hold);
        for (int partition : failed.due(time.nanos())) {
            if (!coming.containsKey(partition)) {
                begin(partition);
            }
        }
    }

    /** False if Kafka did not answer. */
    private boolean came(int partition, Coming ready, Feed feed) {
        ActiveShard shard;
        try {
            shard = ready.shard.join();
        } catch (CompletionException e) {
            notOpened(partition, e.getCause());
            return true;
        }
        open.opened(shard.shard());
        try {
            Optional<String> missing = feed.begin(partition, shard.offsets());
            if (missing.isPresent()) {
                failForGood(shard, missing.get());
            } else {
                work(shard);
            }
            return true;
        } catch (TopicException e) {
            LOG.warn("shard {} waits: {}", partition, e.getMessage());
            ready.opening.says("waits for Kafka: " + e.getMessage());
            coming.put(partition, ready);
            return false;
        }
    }

    private void work(ActiveShard shard) {
        int partition = shard.partition();
        active.put(partition, shard);
        if (failed.works(partition, time.nanos())) {
            health.remove(component(partition));
            LOG.info("shard {} works again", partition);
        }
    }

    private void notOpened(int partition, @Nullable Throwable why) {
        open.closed(partition);
        switch (why) {
            case CancellationException _ -> {}
            case ShardStoreException e -> takeOut(partition, e);
            case TopicException e -> takeOut(partition, e);
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case null, default -> throw new IllegalStateException("shard " + partition + " did not open", why);
        }
    }

    private void close(Shard shard) {
        var _ = tasks.after(shard.partition(), () -> {
            try {
                shard.close();
            } catch (RuntimeException e) {
                LOG.warn("shard {} could not even be closed", shard.partition(), e);
            }
            return shard;
        });
    }

    /** Does something with a shard that is at work, while it goes on; before it is closed, should it be. */
    <T> CompletableFuture<T> inBackground(int partition, Supplier<T> task) {
        return tasks.after(partition, task);
    }

    /**
     * Has a shard read anew, so that all of it is as it was last written; it can be read meanwhile.
     *
     * @param why what it does meanwhile, for people
     */
    void reload(ActiveShard shard, Feed feed, String why) {
        int partition = shard.partition();
        feed.hold(partition);
        active.remove(partition);
        Opening opening = new Opening();
        opening.says(why);
        coming.put(partition, new Coming(opening, tasks.after(partition, () -> {
            try {
                return shard.anew();
            } catch (RuntimeException | Error e) {
                shard.shard().close();
                throw e;
            }
        })));
    }

    /** Takes a shard out of work for a while. */
    void fail(ActiveShard shard, RuntimeException why) {
        takeOut(shard.partition(), why);
        leave(shard);
    }

    private void failForGood(ActiveShard shard, String why) {
        String sentence = "shard " + shard.partition() + " does not work: " + why;
        LOG.error(sentence);
        health.down(component(shard.partition()), sentence);
        failed.failedForGood(shard.partition(), sentence, time.nanos());
        leave(shard);
    }

    private void leave(ActiveShard shard) {
        active.remove(shard.partition());
        open.closed(shard.partition());
        close(shard.shard());
    }

    private void takeOut(int partition, RuntimeException why) {
        String sentence = "shard " + partition + " does not work: " + why.getMessage();
        Duration pause = failed.failed(partition, sentence, time.nanos());
        LOG.error("{}; it is opened again in {} s", sentence, pause.toSeconds(), why);
        health.down(component(partition), sentence);
    }

    private void forget(int partition) {
        failed.forget(partition);
        health.remove(component(partition));
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

    /** The shards of this process that do not work yet or any more, with what is the matter. */
    List<BuilderStatus.Resting> resting() {
        Map<Integer, BuilderStatus.Resting> resting = new TreeMap<>();
        coming.forEach((partition, ready) ->
                resting.put(partition, new BuilderStatus.Resting(partition, false, ready.opening.sentence())));
        failed.sentences()
                .forEach((partition, sentence) ->
                        resting.put(partition, new BuilderStatus.Resting(partition, true, sentence)));
        return List.copyOf(resting.values());
    }

    /** Why a shard does not work, null if none has failed. Any thread. */
    @Nullable
    String failure() {
        return failed.sentences().values().stream().findFirst().orElse(null);
    }

    /** Waits, up to a deadline, until the shards that were let go are closed. */
    @Override
    public void close() {
        tasks.close();
    }
}
