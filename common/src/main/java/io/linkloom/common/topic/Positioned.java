package io.linkloom.common.topic;

/**
 * A record and its offset in its partition.
 *
 * @param <T> the record
 */
public record Positioned<T>(long offset, T value) {}
