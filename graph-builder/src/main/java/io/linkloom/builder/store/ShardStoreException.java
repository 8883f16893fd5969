package io.linkloom.builder.store;

/** The disk or what is on it fails: the shard is to be closed and, if it was the disk's mood, opened again. */
public class ShardStoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With one sentence for the operator. */
    public ShardStoreException(String message) {
        super(message);
    }

    /** With one sentence for the operator and what led to it. */
    public ShardStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
