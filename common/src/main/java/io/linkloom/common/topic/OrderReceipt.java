package io.linkloom.common.topic;

/**
 * Names a received order, to say later that it is done.
 *
 * @param partition of topic frontier
 * @param offset there
 * @param assignment ordinal of the assignment under which it was received; receipts of an earlier one do nothing
 */
public record OrderReceipt(int partition, long offset, long assignment) {}
