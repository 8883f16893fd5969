package io.linkloom.builder.store;

import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Blocks of bytes that one batch after the other is written into, so that the garbage collector neither clears nor copies what
 * a batch takes for as long as it grows: a fifteenth of all that folding allocated. Thread-safe.
 */
final class SpareBlocks {
    /** Small enough that the garbage collector treats a block as any other object, see G1's humongous regions. */
    static final int BLOCK_BYTES = 256 << 10;

    /** All shards of a process together keep no more: as much as a large batch has, or the sixteenth part of a small heap. */
    private static final int MOST_BYTES =
            (int) Math.min(64 << 20, Runtime.getRuntime().maxMemory() / 16);

    private static final int LEAST_BATCH = 1 << 20;
    /** What RocksDB copies for nothing takes less than to make room anew: an eighth of a batch at most. */
    private static final int ROOM = 8;

    private static final int MOST_BLOCKS = MOST_BYTES / BLOCK_BYTES;

    static final SpareBlocks OF_PROCESS = new SpareBlocks();

    private final ArrayDeque<byte[]> blocks = new ArrayDeque<>();
    /** What a whole batch was written into last, of as many bytes at most as all blocks have. */
    private byte @Nullable [] batch;

    /** A block of {@link #BLOCK_BYTES}, whatever is in it. */
    byte[] take() {
        byte[] spare = poll();
        return spare == null ? new byte[BLOCK_BYTES] : spare;
    }

    private synchronized byte @Nullable [] poll() {
        return blocks.poll();
    }

    /** Takes those back that are of the usual size; whoever gives them has no use for them any more. */
    synchronized void giveBack(List<byte[]> used) {
        for (byte[] block : used) {
            if (block.length == BLOCK_BYTES && blocks.size() < MOST_BLOCKS) {
                blocks.push(block);
            }
        }
    }

    /** Bytes for a batch of {@code length} or a little more, whatever is in them: those of an earlier one if they fit, which are kept otherwise. */
    synchronized byte[] takeBatch(int length) {
        byte[] spare = batch;
        if (spare != null && spare.length >= length && spare.length - length <= length / ROOM) {
            batch = null;
            return spare;
        }
        return new byte[isKept(length) ? length + length / (2 * ROOM) : length];
    }

    /** None that the collector treats as any other object, and none that is too large. */
    private static boolean isKept(int length) {
        return length >= LEAST_BATCH && length <= MOST_BYTES;
    }

    /** Takes the bytes of a batch that is written; whoever gives them has no use for them any more. */
    synchronized void giveBackBatch(byte[] used) {
        if (isKept(used.length)) {
            batch = used;
        }
    }
}
