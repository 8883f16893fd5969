package io.linkloom.worker.queue;

import io.linkloom.common.topic.ReceivedOrder;

/**
 * An order that waits, or waited, in the queue of its host.
 *
 * @param postponed whether it had its turn before and gave way to the host's robots.txt
 */
public record QueuedOrder(ReceivedOrder received, boolean postponed) {}
