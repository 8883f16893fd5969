package io.linkloom.builder.store;

/** The walk through nothing. */
enum NoRows implements Cursor {
    NONE;

    @Override
    public boolean next() {
        return false;
    }

    @Override
    public byte[] key() {
        throw new IllegalStateException("the cursor is on no row");
    }

    @Override
    public byte[] value() {
        throw new IllegalStateException("the cursor is on no row");
    }

    @Override
    public void close() {}
}
