package io.linkloom.worker.fetch;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Bounds the memory of bodies: most are small, but every one of hundreds could be as large as the limit allows at the same
 * time. Only so many may be large at once, and the others wait for them. Thread-safe.
 */
final class LargeBodies {
    private static final int MOST_AT_ONCE = 64;

    private final Semaphore places = new Semaphore(MOST_AT_ONCE);
    private final Duration longestWait;

    LargeBodies(Duration longestWait) {
        this.longestWait = longestWait;
    }

    /** There are too many large bodies for too long. */
    static final class NoRoomException extends IOException {
        private static final long serialVersionUID = 1L;

        NoRoomException() {
            super("too many large pages at once");
        }
    }

    /** Waits for a place, which has to be left again. */
    void enter() throws IOException {
        try {
            if (!places.tryAcquire(longestWait.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new NoRoomException();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoRoomException();
        }
    }

    void leave() {
        places.release();
    }
}
