package io.linkloom.builder.store;

/** A walk through rows in the order of their keys. For one thread. */
public interface Cursor extends AutoCloseable {
    /** Goes to the next row, at first to the first one; false at the end. */
    boolean next();

    /** A copy of this row's key. */
    byte[] key();

    /** A copy of this row's value. */
    byte[] value();

    @Override
    void close();
}
