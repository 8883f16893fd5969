package io.linkloom.testkit.misbehaving;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What the server knows of one of its hosts. For any number of threads. */
final class Host {
    private final AtomicInteger pagesAsked = new AtomicInteger();
    private final AtomicLong busyUntilNanos = new AtomicLong();
    private final LongAdder connections = new LongAdder();
    private final LongAdder bytes = new LongAdder();

    void connected() {
        connections.increment();
    }

    void took(int count) {
        bytes.add(count);
    }

    long connections() {
        return connections.sum();
    }

    long bytes() {
        return bytes.sum();
    }

    /** Whether this is the first request for a page. */
    boolean isFirstPage() {
        return pagesAsked.getAndIncrement() == 0;
    }

    void busyUntil(long nanoTime) {
        busyUntilNanos.set(nanoTime);
    }

    boolean isBusy(long nanoTime) {
        return busyUntilNanos.get() - nanoTime > 0;
    }
}
