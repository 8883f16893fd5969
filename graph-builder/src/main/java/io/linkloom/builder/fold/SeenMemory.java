package io.linkloom.builder.fold;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How much memory all shards of a process together may use to know which pages they have. A shard that would need more than is
 * left makes do with what it has, see {@link SeenPages}. Thread-safe.
 */
public final class SeenMemory {
    private final long mostBytes;
    private final AtomicLong bytes = new AtomicLong();

    /** At most so much; what shards need to begin with, a few kilobytes each, they take in any case. */
    public SeenMemory(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** Without a bound. */
    public static SeenMemory unbounded() {
        return new SeenMemory(Long.MAX_VALUE);
    }

    /** Bytes in use. */
    public long bytes() {
        return bytes.get();
    }

    /** The bound. */
    public long mostBytes() {
        return mostBytes;
    }

    /** Takes so many more bytes if that many are left. */
    boolean tryTake(long more) {
        if (bytes.addAndGet(more) <= mostBytes) {
            return true;
        }
        bytes.addAndGet(-more);
        return false;
    }

    /** Takes so many bytes in any case. */
    void take(long more) {
        bytes.addAndGet(more);
    }

    void giveBack(long less) {
        bytes.addAndGet(-less);
    }
}
