package io.linkloom.standalone.process;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The wish that the process ends: Ctrl-C, SIGTERM, or {@link #request} by a test.
 *
 * <p>Who runs the process looks at it now and then, and closes it when everything is closed and said; until then, but not
 * longer than its patience, it keeps the machine from ending the process. May be used by any thread.
 */
public final class StopSignal implements AutoCloseable {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private final CountDownLatch requested = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook;

    private StopSignal(Duration patience) {
        this.hook = Thread.ofPlatform().name("stop-signal").unstarted(() -> {
            request();
            awaitEnd(patience);
        });
    }

    /**
     * Listens to the signals of this process.
     *
     * @param patience how long the process has to end cleanly
     */
    public static StopSignal ofProcess(Duration patience) {
        StopSignal signal = new StopSignal(patience);
        Runtime.getRuntime().addShutdownHook(signal.hook);
        return signal;
    }

    /** Listens to nothing but {@link #request}. */
    public static StopSignal byHand() {
        return new StopSignal(Duration.ZERO);
    }

    /** Asks for the end. */
    public void request() {
        requested.countDown();
    }

    /** Whether the end was asked for. */
    public boolean isRequested() {
        return requested.getCount() == 0;
    }

    /** Waits until the end is asked for, this long at most; says whether it was. */
    public boolean await(Duration atMost) throws InterruptedException {
        return requested.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * Waits until the end is asked for, or there is a reason for it.
     *
     * @param reason looked at ten times a second
     * @return the reason; null if the end was asked for
     */
    public @Nullable String awaitOr(Supplier<@Nullable String> reason) throws InterruptedException {
        while (!await(BETWEEN_LOOKS)) {
            String why = reason.get();
            if (why != null) {
                return why;
            }
        }
        return null;
    }

    private void awaitEnd(Duration patience) {
        try {
            // Past the deadline the process ends as if it was killed, which it has to survive anyway.
            boolean ignored = ended.await(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets the process end. */
    @Override
    public void close() {
        ended.countDown();
        try {
            boolean ignored = Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyEnding) {
            // Then the hook runs, and has just been let go.
        }
    }
}
