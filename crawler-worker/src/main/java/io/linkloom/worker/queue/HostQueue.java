package io.linkloom.worker.queue;

import io.linkloom.common.model.HostState;
import io.linkloom.common.url.WebUrl;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/** What is known of one host while orders for it wait or its gap lasts. */
final class HostQueue extends Timed {
    final String name;
    /** The name without the port, to find the address by. */
    final String hostName;
    /** One of each page at most, in the order in which they are to be fetched. */
    final LinkedHashMap<WebUrl, QueuedOrder> orders = new LinkedHashMap<>();

    HostState state;
    /** When {@link #state} was learned from the host itself, 0 if it never was. */
    long learnedAtMillis;
    /** What its responses take. */
    long responseNanos;
    /** The gap between the end of a turn and the next one. */
    long gapNanos;
    /** When an order came or a turn ended. */
    long touchedNanos;
    /** Where its requests go, null until that is known. */
    @Nullable
    String ip;
    /** Whether it stands in the line of an address; it is not in the heap then. */
    boolean inLine;
    /** Whether {@link #nextNanos} is later than the gap makes it, because the host must be left alone. */
    boolean blocked;

    /** Whether the host was asked and no visit tells so: its order waits for the gap, or was given up meanwhile. */
    boolean untold;

    /** What makes the gap. */
    Pace pace;

    HostQueue(WebUrl page, HostState state, Pace pace, long nowNanos) {
        super(nowNanos);
        this.pace = pace;
        this.name = page.host();
        this.hostName = page.hostName();
        this.state = state;
    }

    /** Makes the gap what is known of the host asks for. */
    void paceAnew() {
        gapNanos = pace.gapNanos(state.crawlDelay(), responseNanos);
    }

    /**
     * Takes in what an order says of the host, where that is newer than what is known.
     *
     * <p>A shard may not have heard of the latest visits when it gives an order. So what is said of failures counts only if it is
     * a reason to wait, and was said after the host was last asked.
     */
    void hear(HostState told, long saidAtMillis, long nowMillis) {
        boolean newRobots = told.robotsAtMillis() > state.robotsAtMillis();
        boolean newBlock = learnedAtMillis == 0
                ? told.blockedUntilMillis() > state.blockedUntilMillis()
                : saidAtMillis > learnedAtMillis
                        && told.blockedUntilMillis() > Math.max(nowMillis, state.blockedUntilMillis());
        if (newRobots || newBlock) {
            HostState failures = newBlock ? told : state;
            state = (newRobots ? told : state).blocked(failures.failures(), failures.blockedUntilMillis());
        }
    }
}
