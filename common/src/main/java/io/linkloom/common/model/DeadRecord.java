package io.linkloom.common.model;

/**
 * A record that could not be read, as it goes to the dead-letter topic.
 *
 * @param reason one sentence
 * @param value the record's value as it was
 */
@SuppressWarnings("ArrayRecordComponent") // carried through, never compared
public record DeadRecord(String topic, int partition, long offset, String reason, long diedAtMillis, byte[] value) {}
