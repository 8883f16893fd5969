package io.linkloom.common.topic;

/**
 * Names a received order, to say later that it is done. It stays true when the partition moves away and comes back: a visit that is
 * safe is safe.
 *
 * @param partition of topic frontier
 * @param offset there
 */
public record OrderReceipt(int partition, long offset) {}
