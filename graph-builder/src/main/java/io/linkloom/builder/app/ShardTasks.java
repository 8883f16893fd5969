package io.linkloom.builder.app;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What takes long for a shard, such as opening it, is done here while the others go on: in the order of the calls for each
 * shard, at the same time for different ones. Tasks are given by one thread.
 */
final class ShardTasks implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ShardTasks.class);

    private final Executor executor;
    private final Runnable shutdown;
    private final Duration closeWithin;
    private final Map<Integer, CompletableFuture<?>> last = new HashMap<>();

    private ShardTasks(Executor executor, Runnable shutdown, Duration closeWithin) {
        this.executor = executor;
        this.shutdown = shutdown;
        this.closeWithin = closeWithin;
    }

    /**
     * On threads of their own.
     *
     * @param threads how many shards at once; each reads a whole family of its shard as it opens
     * @param closeWithin how long {@link #close} waits for what was given
     */
    static ShardTasks inBackground(int threads, Duration closeWithin) {
        ExecutorService executor = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().daemon(true).name("shards-", 0).factory());
        return new ShardTasks(executor, executor::shutdown, closeWithin);
    }

    /** Within the calls, for those that step by hand. */
    static ShardTasks atOnce() {
        return new ShardTasks(Runnable::run, () -> {}, Duration.ZERO);
    }

    /** Does the task when all that was given for the shard before it has ended, well or not. */
    <T> CompletableFuture<T> after(int partition, Supplier<T> task) {
        CompletableFuture<?> before = last.getOrDefault(partition, CompletableFuture.completedFuture(null));
        CompletableFuture<T> done = before.handle((_, _) -> partition).thenApplyAsync(_ -> task.get(), executor);
        last.put(partition, done);
        return done;
    }

    /** Waits for all that was given, up to the deadline, and takes no more. */
    @Override
    public void close() {
        if (!awaitEnd()) {
            LOG.warn("some shards are still being opened or closed after {} s, and are left to that", closeWithin);
        }
        shutdown.run();
    }

    /** Whether all that was given has ended within the deadline. */
    private boolean awaitEnd() {
        try {
            var _ = CompletableFuture.allOf(last.values().toArray(CompletableFuture[]::new))
                    .get(closeWithin.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException failedAndSaidSo) {
            return last.values().stream().allMatch(CompletableFuture::isDone);
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
