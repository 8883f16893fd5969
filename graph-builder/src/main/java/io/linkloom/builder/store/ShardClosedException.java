package io.linkloom.builder.store;

/** The shard was closed, as happens when it moves to another builder: ask whoever has it now. */
public final class ShardClosedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Of the shard at {@code where}. */
    public ShardClosedException(String where) {
        super("the shard at " + where + " is closed");
    }
}
