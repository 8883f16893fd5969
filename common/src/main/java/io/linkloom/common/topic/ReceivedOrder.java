package io.linkloom.common.topic;

import io.linkloom.common.model.FetchOrder;

/** An order and the receipt by which it is reported done. */
public record ReceivedOrder(FetchOrder order, OrderReceipt receipt) {}
