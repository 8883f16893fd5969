package io.linkloom.builder.schedule;

import io.linkloom.builder.store.HostKey;
import io.linkloom.builder.store.QueueKey;
import io.linkloom.common.model.HostState;
import io.linkloom.common.url.UrlKey;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A host with pages in the queue or orders outstanding. Not thread-safe. */
final class WaitingHost {
    private final HostKey key;
    private final WaitingSite site;
    private ScheduleLimits limits;
    /** Whether it is to have no orders, whatever its limit. */
    private boolean held;

    private final UrlKey.Range queue;
    private HostState state;
    private int waiting;
    /** Of those waiting, the pages that were visited before. */
    private int again;
    /** Pages that are ordered or were visited, as written. */
    private long spent;
    /** Pages that were taken and are not written yet as ordered. */
    private int claimed;

    /** Whether {@link #waiting} is known; if not, nothing of it may be taken, and it is 0. */
    private boolean counted = true;
    /** Pages that were visited before and wait before this key were taken and are not written yet, null if there are none. */
    private byte @Nullable [] behind;

    private int outstanding;
    private int mostOutstanding;
    private int limit;
    /** Visits since the limit last changed. */
    private int inTime;

    private boolean inLine;
    private ReadyHosts.@Nullable Place place;
    /**
     * No page of the host waits before this key: what was there is gone, and its traces need not be walked over again. It is the
     * key of the first page that waits, or of one that was and that left the queue without an order.
     */
    private byte[] from;

    /**
     * With nothing waiting.
     *
     * @param spent its pages that are ordered or were visited
     */
    WaitingHost(HostKey key, WaitingSite site, HostState state, ScheduleLimits limits, long spent) {
        this.key = key;
        this.site = site;
        this.spent = spent;
        this.limits = limits;
        this.queue = QueueKey.at(key.toBytes());
        this.from = queue.from();
        this.state = state;
        this.mostOutstanding = mostOutstanding();
        this.limit = mostOutstanding;
    }

    HostKey key() {
        return key;
    }

    WaitingSite site() {
        return site;
    }

    /** Its pages that are ordered or were visited, with those just taken. */
    long spent() {
        return spent + claimed;
    }

    /** Notes how many of its pages are ordered or were visited, as written. */
    void spent(long pages) {
        spent = pages;
    }

    /** Whether none of its pages was ordered, as written. */
    boolean isUnspent() {
        return spent == 0;
    }

    /** What was taken once is written. */
    void settle() {
        claimed--;
        site.settle();
    }

    /** Its manners, as far as known. */
    HostState state() {
        return state;
    }

    /** Notes what is known of its manners now. */
    void learn(HostState now) {
        state = now;
        limitAnew();
    }

    /** Takes what operators say of it: whether it is to have no orders, and the limits that its delay makes. */
    void obey(boolean isHeld, ScheduleLimits itsLimits) {
        held = isHeld;
        limits = itsLimits;
        limitAnew();
    }

    /** Whether it is to have no orders. */
    boolean isHeld() {
        return held;
    }

    private void limitAnew() {
        boolean unhurried = limit == mostOutstanding;
        mostOutstanding = mostOutstanding();
        limit = unhurried ? mostOutstanding : Math.min(limit, mostOutstanding);
    }

    /** How long its next order may take. */
    Duration lease() {
        return limits.lease(state, outstanding);
    }

    /**
     * Of a host that nobody has been told about, one: orders that are given before its robots.txt is read do not say what that asks
     * for, and a worker that takes over from another knows only what orders say.
     */
    private int mostOutstanding() {
        return state.equals(HostState.UNKNOWN) ? 1 : limits.perHost(state);
    }

    /** When it may be asked again; in the past if it may be now. */
    long blockedUntilMillis() {
        return state.blockedUntilMillis();
    }

    /** Where its pages wait. */
    UrlKey.Range queue() {
        return new UrlKey.Range(from, queue.to());
    }

    int waiting() {
        return waiting;
    }

    /** Of the pages that wait, those that were visited before. */
    int again() {
        return again;
    }

    int outstanding() {
        return outstanding;
    }

    /** How many more orders it may have now. */
    int room() {
        return held ? 0 : Math.max(0, limit - outstanding);
    }

    /** Whether it has more orders than it may have by now. */
    boolean isOvercommitted() {
        return held || outstanding > limit;
    }

    boolean isReady() {
        return waiting > 0 && room() > 0;
    }

    /** Whether it is among those that take turns, or among those that wait for their time. */
    boolean isInLine() {
        return inLine;
    }

    void setInLine(boolean now) {
        inLine = now;
    }

    /** Where it is among those that take turns, null if it is not among them. */
    ReadyHosts.@Nullable Place place() {
        return place;
    }

    void setPlace(ReadyHosts.@Nullable Place now) {
        place = now;
    }

    /** That of its first page; a better one where that has just left the queue without an order. */
    int priority() {
        return waiting == 0 ? QueueKey.LAST_PRIORITY : QueueKey.priorityOf(from, queue);
    }

    /** Whether the page at {@code queueKey} is now the first one waiting. */
    boolean queued(byte[] queueKey, boolean wasVisited) {
        waiting++;
        again += wasVisited ? 1 : 0;
        if (waiting > 1 && Arrays.compareUnsigned(queueKey, from) >= 0) {
            return false;
        }
        from = queueKey;
        return true;
    }

    void unqueued(boolean wasVisited) {
        waiting--;
        again -= wasVisited ? 1 : 0;
    }

    /** The page at {@code queueKey}, the first one waiting, gets its order. */
    void taken(byte[] queueKey, boolean wasVisited) {
        unqueued(wasVisited);
        outstanding++;
        if (!wasVisited) {
            claimed++;
            site.claim();
        }
        from = Arrays.copyOf(queueKey, queueKey.length + 1);
    }

    /** The page at {@code queueKey}, which was visited before, gets its order, from behind others. */
    void takenBehind(byte[] queueKey) {
        unqueued(true);
        outstanding++;
        behind = Arrays.copyOf(queueKey, queueKey.length + 1);
    }

    /** What was taken from behind others is written. */
    void settleBehind() {
        behind = null;
    }

    /** Where pages may wait that were visited before. */
    UrlKey.Range againQueue() {
        byte[] begin = behind == null || Arrays.compareUnsigned(behind, from) < 0 ? from : behind;
        return new UrlKey.Range(begin, queue.to());
    }

    /** Whether it is known what waits at it. */
    boolean isCounted() {
        return counted;
    }

    void setCounted(boolean now) {
        counted = now;
    }

    /** The same waits at it as at {@code other}, which is the same host. */
    void countedAs(WaitingHost other) {
        waiting = other.waiting;
        again = other.again;
        from = other.from;
    }

    /** The page at {@code queueKey} is the first one waiting. */
    void first(byte[] queueKey) {
        from = queueKey;
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
