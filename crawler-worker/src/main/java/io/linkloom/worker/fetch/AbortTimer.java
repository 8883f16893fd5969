package io.linkloom.worker.fetch;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The one timer that ends all fetches that take too long. Thread-safe. */
final class AbortTimer implements AutoCloseable {
    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("fetch-deadlines").daemon(true).factory());

    AbortTimer() {
        executor.setRemoveOnCancelPolicy(true);
    }

    /** Begins the time of a fetch. */
    Abort start(Duration within) {
        Abort abort = new Abort();
        abort.scheduled(executor.schedule(abort, within.toNanos(), TimeUnit.NANOSECONDS));
        return abort;
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
