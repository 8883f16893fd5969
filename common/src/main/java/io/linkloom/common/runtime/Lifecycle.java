package io.linkloom.common.runtime;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a process has opened, closed once in reverse order within a deadline.
 *
 * <p>Each part is closed on a thread of its own, so that one that hangs cannot keep the others from their turn: while others
 * wait behind it, a part gets half of the time that is left. What was opened before it is closed all the same, so
 * an owner of native memory has to refuse late callers by itself.
 *
 * <p>A process waits in {@link #awaitStop} for a signal or for a part that asks for the end by {@link #requestStop}, and then
 * calls {@link #close}. All methods may be called by any thread.
 */
public final class Lifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Lifecycle.class);
    private static final Duration LEAST_SHARE = Duration.ofMillis(50);

    private record Part(String name, Closing closing) {}

    private final Deque<Part> parts = new ArrayDeque<>();
    private final CountDownLatch stopRequested = new CountDownLatch(1);
    private final AtomicReference<@Nullable String> stopReason = new AtomicReference<>();
    private final CompletableFuture<ClosingReport> report = new CompletableFuture<>();
    private boolean closing;
    private @Nullable Thread hook;

    /** Takes charge of something that closes by itself, and gives it back. */
    public <T extends AutoCloseable> T add(String name, T closeable) {
        addTimed(name, within -> {
            closeable.close();
            return true;
        });
        return closeable;
    }

    /** Takes charge of something that wants to know its time, such as {@code runner::close}. */
    public synchronized void addTimed(String name, Closing part) {
        if (closing) {
            throw new IllegalStateException(name + " was opened while the process closes");
        }
        parts.push(new Part(name, part));
    }

    /** Asks for the end with a sentence that says why; only the first reason counts. Returns at once. */
    public void requestStop(String reason) {
        stopReason.compareAndSet(null, reason);
        stopRequested.countDown();
    }

    /** Waits for a request to stop, this long at most; says whether there was one. */
    public boolean awaitStop(Duration atMost) throws InterruptedException {
        return stopRequested.await(Deadline.nanosOf(atMost), TimeUnit.NANOSECONDS);
    }

    /** Why the end was asked for, or null while it was not. */
    public @Nullable String stopReason() {
        return stopReason.get();
    }

    /**
     * Closes everything when the process is told to end (SIGINT, SIGTERM, {@code System.exit}).
     *
     * <p>The process ends when that is done, also where parts did not end in time. A close before that takes the hook away
     * again.
     */
    public synchronized void closeOnSignal(Duration within) {
        if (hook != null || closing) {
            throw new IllegalStateException("closing is already arranged");
        }
        Thread thread = Thread.ofPlatform().name("shutdown").unstarted(() -> {
            requestStop("the process was told to end");
            close(within);
        });
        Runtime.getRuntime().addShutdownHook(thread);
        hook = thread;
    }

    /**
     * Closes all parts in reverse order of their registration. A second call waits for the first and gives the same report.
     *
     * @param within for all parts together; past it, each part that is left still gets a moment
     */
    public ClosingReport close(Duration within) {
        if (!isFirstToClose()) {
            return report.join();
        }
        requestStop("the process closes");
        Closer closer = new Closer(within);
        for (Part part = next(); part != null; part = next()) {
            closer.close(part, remainingParts());
        }
        ClosingReport result = closer.report();
        if (result.isClean()) {
            LOG.info("{}", result);
        } else {
            LOG.warn("{}", result);
        }
        report.complete(result);
        return result;
    }

    private synchronized boolean isFirstToClose() {
        boolean first = !closing;
        closing = true;
        if (first && hook != null && !Thread.currentThread().equals(hook)) {
            removeHook(hook);
        }
        return first;
    }

    private synchronized @Nullable Part next() {
        return parts.poll();
    }

    private synchronized int remainingParts() {
        return parts.size();
    }

    private static void removeHook(Thread hook) {
        try {
            boolean ignored = Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyShuttingDown) {
            // Then the hook runs, finds the close under way and waits for it.
        }
    }

    /** One run through all parts. */
    private static final class Closer {

        private final Time time = Time.system();
        private final long startNanos = time.nanos();
        private final Deadline deadline;
        private final List<String> closed = new ArrayList<>();
        private final List<ClosingReport.Failure> failed = new ArrayList<>();
        private final List<String> timedOut = new ArrayList<>();
        private boolean interrupted;

        Closer(Duration within) {
            deadline = Deadline.in(within, startNanos);
        }

        void close(Part part, int waiting) {
            Duration left = deadline.remaining(time.nanos());
            Duration half = waiting == 0 ? left : left.dividedBy(2);
            Duration share = half.compareTo(LEAST_SHARE) < 0 ? LEAST_SHARE : half;
            CompletableFuture<Boolean> outcome = new CompletableFuture<>();
            Thread.ofPlatform().name("close-" + part.name()).daemon(true).start(() -> run(part, share, outcome));
            await(part.name(), outcome, Deadline.in(share, time.nanos()));
        }

        private void await(String name, CompletableFuture<Boolean> outcome, Deadline end) {
            try {
                boolean ended = outcome.get(end.remainingNanos(time.nanos()), TimeUnit.NANOSECONDS);
                (ended ? closed : timedOut).add(name);
            } catch (TimeoutException late) {
                timedOut.add(name);
            } catch (ExecutionException e) {
                failed.add(new ClosingReport.Failure(name, Sentences.of(e.getCause() == null ? e : e.getCause())));
            } catch (InterruptedException e) {
                // Order matters more than haste, and the deadline bounds the wait: go on, and hand on the interrupt
                // later.
                interrupted = true;
                await(name, outcome, end);
            }
        }

        ClosingReport report() {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            return new ClosingReport(closed, failed, timedOut, Duration.ofNanos(time.nanos() - startNanos));
        }

        private static void run(Part part, Duration share, CompletableFuture<Boolean> outcome) {
            try {
                outcome.complete(part.closing().close(share));
            } catch (Throwable e) {
                outcome.completeExceptionally(e);
            }
        }
    }
}
