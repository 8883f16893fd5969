package io.linkloom.testkit.web;

import java.util.ArrayList;
import java.util.List;

/**
 * What an invented web was asked for and when, for tests of politeness. Keeps the first requests up to a bound and counts
 * the rest. For any number of threads.
 */
public final class RequestLog {

    /**
     * A request that reached the server.
     *
     * @param host the Host header without port, in lower case
     * @param path path and query as they were sent
     * @param isConditional whether it asks only for what has changed, by an entity tag
     * @param nanoTime {@link System#nanoTime} when the request was read
     * @param wallMillis {@link System#currentTimeMillis} when the request was read
     */
    public record Entry(String host, String path, boolean isConditional, long nanoTime, long wallMillis) {}

    private final int bound;
    private final List<Entry> entries = new ArrayList<>();
    private long dropped;

    /** A log that keeps at most {@code bound} requests. */
    public RequestLog(int bound) {
        this.bound = bound;
    }

    synchronized void add(Entry entry) {
        if (entries.size() < bound) {
            entries.add(entry);
        } else {
            dropped++;
        }
    }

    /** The requests kept so far, in the order in which they were read. */
    public synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** The number of requests that were not kept because the log was full. */
    public synchronized long dropped() {
        return dropped;
    }
}
