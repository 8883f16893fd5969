package io.linkloom.builder.store;

/**
 * How native memory is divided that all shards of a process may use together, in bytes.
 *
 * @param total all of it; what the parts leave over is for what nobody counts: memory given back and not yet free, files being
 *     merged, rows being read
 * @param blocks for blocks read from disk
 * @param writeBuffers for rows not yet on disk
 * @param tables for filters and indexes of files, which stay in memory as long as they are no more than this; the shards
 *     that are opened when they are have theirs among the blocks
 */
public record MemoryBudget(long total, long blocks, long writeBuffers, long tables) {
    private static final int PARTS = 8;
    private static final int OF_BLOCKS = 3;
    private static final int OF_WRITE_BUFFERS = 2;
    private static final int OF_TABLES = 2;

    /** A budget of so many bytes, divided as measurements suggest. */
    public static MemoryBudget of(long total) {
        return new MemoryBudget(
                total, total / PARTS * OF_BLOCKS, total / PARTS * OF_WRITE_BUFFERS, total / PARTS * OF_TABLES);
    }
}
