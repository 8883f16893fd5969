package io.linkloom.worker.queue;

import io.linkloom.common.topic.ReceivedOrder;

/**
 * An order that waits, or waited, in the queue of its host.
 *
 * @param postponed whether it had its turn before and gave way to the host's robots.txt
 * @param expiresNanos when it is worth nothing any more, on the queue's scale; means nothing for one that never expires
 */
public record QueuedOrder(ReceivedOrder received, boolean postponed, long expiresNanos) {

    /** Whether it is worth nothing at {@code nanos}. */
    boolean expiresBefore(long nanos) {
        return received.order().expiresAtMillis() != 0 && expiresNanos - nanos < 0;
    }
}
