package io.linkloom.builder.store;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A walk through typed rows in the order of their keys; keys and rows are only decoded when asked for. For one thread.
 *
 * @param <K> the key
 * @param <R> the row
 */
public final class Rows<K, R> implements AutoCloseable {
    /** Makes a row of a key and a value. */
    interface Decoder<R> {
        R decode(byte[] key, byte[] value);
    }

    private final Cursor cursor;
    private final Function<byte[], K> keys;
    private final Decoder<R> rows;
    /** Of this row, once asked for. */
    private byte @Nullable [] key;

    Rows(Cursor cursor, Function<byte[], K> keys, Decoder<R> rows) {
        this.cursor = cursor;
        this.keys = keys;
        this.rows = rows;
    }

    /** Goes to the next row, at first to the first one; false at the end. */
    public boolean next() {
        key = null;
        return cursor.next();
    }

    /** The key of this row. */
    public K key() {
        return keys.apply(keyBytes());
    }

    /** The bytes of the key of this row, which are not to be changed. */
    public byte[] keyBytes() {
        byte[] known = key;
        if (known == null) {
            known = cursor.key();
            key = known;
        }
        return known;
    }

    /**
     * This row.
     *
     * @throws UnreadableRowException if it cannot be read
     */
    public R row() {
        return rows.decode(keyBytes(), cursor.value());
    }

    @Override
    public void close() {
        cursor.close();
    }
}
