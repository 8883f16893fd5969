package io.linkloom.worker.fetch;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * So many may hold something large at once, and the others wait for them: hundreds of fetches go on at a time, and all could
 * need it at the same moment. Thread-safe.
 */
final class Places {
    private final Semaphore places;
    private final Duration longestWait;
    private final String complaint;

    /** @param complaint what to say where the wait was too long */
    Places(int most, Duration longestWait, String complaint) {
        this.places = new Semaphore(most);
        this.longestWait = longestWait;
        this.complaint = complaint;
    }

    /** There was no place for too long. */
    static final class NoPlaceException extends IOException {
        private static final long serialVersionUID = 1L;

        NoPlaceException(String complaint) {
            super(complaint);
        }
    }

    /** Waits for a place, which has to be left again. */
    void enter() throws IOException {
        try {
            if (!places.tryAcquire(longestWait.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new NoPlaceException(complaint);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoPlaceException(complaint);
        }
    }

    /** Takes a place if one is free. */
    void enterNow() throws NoPlaceException {
        if (!places.tryAcquire()) {
            throw new NoPlaceException(complaint);
        }
    }

    void leave() {
        places.release();
    }

    /** How many are free now. */
    int free() {
        return places.availablePermits();
    }
}
