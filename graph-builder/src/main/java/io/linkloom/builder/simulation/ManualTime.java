package io.linkloom.builder.simulation;

import io.linkloom.common.runtime.Time;
import java.time.Duration;

/** A clock that moves when told to. */
public final class ManualTime implements Time {
    private long nanos = 1_000_000_000_000L;

    /** Moves it on. */
    public void advance(Duration by) {
        nanos += by.toNanos();
    }

    @Override
    public long millis() {
        return nanos / 1_000_000;
    }

    @Override
    public long nanos() {
        return nanos;
    }
}
