package io.linkloom.builder.store;

/**
 * Native memory that open shards use together, in bytes, as RocksDB counts it.
 *
 * @param blocks blocks read from disk, at most what is set
 * @param writeBuffers rows not yet on disk, at most about what is set
 * @param tables what stands for open files: filters, and where in a file a key would be; grows with the index
 */
public record MemoryUse(long blocks, long writeBuffers, long tables) {

    /** All of it. */
    public long total() {
        return blocks + writeBuffers + tables;
    }
}
