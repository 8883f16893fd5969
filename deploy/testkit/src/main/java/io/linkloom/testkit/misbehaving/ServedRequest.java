package io.linkloom.testkit.misbehaving;

/**
 * A request that reached the server.
 *
 * @param host the Host header without port, in lower case
 * @param address the address of the server that the client connected to
 * @param path path and query as they were sent
 * @param arrivedNanos {@link System#nanoTime} when its head had been read
 * @param lastSendNanos {@link System#nanoTime} just before the last bytes of the answer so far were handed over: the client
 *     cannot have had the whole answer any earlier; {@code arrivedNanos} before the first
 * @param answeredNanos {@link System#nanoTime} when the answer was over, because it was complete or the connection broke;
 *     {@link #UNDER_WAY} before
 */
public record ServedRequest(
        String host, String address, String path, long arrivedNanos, long lastSendNanos, long answeredNanos) {
    /** Not answered yet. */
    public static final long UNDER_WAY = Long.MAX_VALUE;
}
