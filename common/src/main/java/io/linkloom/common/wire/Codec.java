package io.linkloom.common.wire;

/**
 * Between a record and its bytes. Thread-safe, without state.
 *
 * @param <T> the record
 */
public interface Codec<T> {
    /** The version of the meaning of all messages that this code writes, and the highest that it reads. */
    int FORMAT = 1;

    /** The record's bytes. */
    byte[] encode(T value);

    /**
     * The record in {@code bytes}.
     *
     * @throws UnreadableRecordException if the bytes are no such record, are of a higher format, or lack what the record
     *     needs
     */
    T decode(byte[] bytes) throws UnreadableRecordException;
}
