package io.linkloom.builder.schedule;

import io.linkloom.builder.store.QueueKey;
import io.linkloom.common.url.UrlKey;
import java.util.Arrays;

/** A host with pages in the queue or orders outstanding. Not thread-safe. */
final class WaitingHost {
    private final UrlKey.Range queue;
    private int waiting;
    private int outstanding;
    private final int mostOutstanding;
    private int limit;
    /** Visits since the limit last changed. */
    private int inTime;

    private boolean inRing;
    /** No page of the host waits before this key: what was there is gone, and its traces need not be walked over again. */
    private byte[] from;

    WaitingHost(byte[] hostKey, int limit) {
        this.queue = QueueKey.at(hostKey);
        this.from = queue.from();
        this.mostOutstanding = limit;
        this.limit = limit;
    }

    /** Where its pages wait. */
    UrlKey.Range queue() {
        return new UrlKey.Range(from, queue.to());
    }

    int waiting() {
        return waiting;
    }

    /** How many more orders it may have now. */
    int room() {
        return Math.max(0, limit - outstanding);
    }

    boolean isReady() {
        return waiting > 0 && room() > 0;
    }

    boolean isIdle() {
        return waiting == 0 && outstanding == 0;
    }

    boolean enterRing() {
        boolean entered = !inRing && isReady();
        inRing |= entered;
        return entered;
    }

    void leaveRing() {
        inRing = false;
    }

    void queued(byte[] key) {
        waiting++;
        if (Arrays.compareUnsigned(key, from) < 0) {
            from = key;
        }
    }

    void unqueued() {
        waiting--;
    }

    /** The page at {@code key}, the first one waiting, gets its order. */
    void taken(byte[] key) {
        waiting--;
        outstanding++;
        from = Arrays.copyOf(key, key.length + 1);
    }

    void ordered() {
        outstanding++;
    }

    void ended() {
        outstanding--;
    }

    /** Orders came to nothing in time: the host, or who fetches from it, is slower than was thought. */
    void slowDown() {
        limit = Math.max(1, limit / 2);
        inTime = 0;
    }

    /** An order became a visit. After as many as it may have at once, a host that was slow may have one more. */
    void visited() {
        inTime++;
        if (limit < mostOutstanding && inTime >= limit) {
            limit++;
            inTime = 0;
        }
    }
}
