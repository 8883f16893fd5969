package io.linkloom.builder.store;

/** The shard must not be opened as it was asked: start again with what the message says. */
public final class ShardRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With one sentence for the operator that has both values. */
    public ShardRefusedException(String message) {
        super(message);
    }

    /** With one sentence for the operator and what led to it. */
    public ShardRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
