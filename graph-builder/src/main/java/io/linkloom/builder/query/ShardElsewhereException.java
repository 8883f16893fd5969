package io.linkloom.builder.query;

/** The shard that could answer is not open in this process; ask the one that owns it. */
public final class ShardElsewhereException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With the partition that is wanted. */
    public ShardElsewhereException(int partition) {
        super("partition " + partition + " is not open in this process; ask the builder that owns it");
    }
}
