package io.linkloom.builder.app;

import io.linkloom.common.runtime.Time;
import java.time.Duration;

/** A clock that moves when told to. */
final class ManualTime implements Time {
    private long nanos = 1_000_000_000_000L;

    void advance(Duration by) {
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
