package io.linkloom.builder.store;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Keeps what is about to be released from those who would use it, and waits for those who still do.
 *
 * <p>Native memory that is used after it was released ends the process; so every use enters and leaves, and whoever releases
 * closes the gate first. Thread-safe; leaving may be done by another thread than entering.
 */
final class Gate {
    private static final long CLOSED = 1L << 62;
    private static final long POLL_NANOS = 200_000;

    private final AtomicLong users = new AtomicLong();

    /** Whether the caller may go on; who may has to {@link #leave}. */
    boolean enter() {
        if ((users.incrementAndGet() & CLOSED) == 0) {
            return true;
        }
        users.decrementAndGet();
        return false;
    }

    /** Ends what {@link #enter} allowed. */
    void leave() {
        users.decrementAndGet();
    }

    /** Lets nobody in any more; false if it was closed before. */
    boolean close() {
        return (users.getAndUpdate(now -> now | CLOSED) & CLOSED) == 0;
    }

    /** Waits until all who entered have left; false if they have not in time. */
    boolean awaitEmpty(Duration within) {
        // The number of polls is the clock: only the runtime package reads one.
        for (long polls = within.toNanos() / POLL_NANOS; polls > 0; polls--) {
            if (users.get() == CLOSED) {
                return true;
            }
            LockSupport.parkNanos(this, POLL_NANOS);
        }
        return users.get() == CLOSED;
    }
}
