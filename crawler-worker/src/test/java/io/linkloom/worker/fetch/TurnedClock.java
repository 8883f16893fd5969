package io.linkloom.worker.fetch;

import io.linkloom.common.runtime.Time;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that a test turns. */
public final class TurnedClock implements Time {
    private final AtomicLong nanos = new AtomicLong();

    @Override
    public long millis() {
        return nanos.get() / 1_000_000;
    }

    @Override
    public long nanos() {
        return nanos.get();
    }

    public void pass(Duration duration) {
        long ignored = nanos.addAndGet(duration.toNanos());
    }
}
