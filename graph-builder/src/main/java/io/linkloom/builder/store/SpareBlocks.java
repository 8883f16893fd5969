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

    /** The bytes of an earlier batch, whatever is in them, null if there are none; they are the caller's until it gives others back. */
    synchronized byte @Nullable [] takeBatch() {
        byte[] spare = batch;
        batch = null;
        return spare;
    }

    /** Whether a batch of so many bytes is kept: none that the collector treats as any other object, and none that is too large. */
    static boolean keepsBatchOf(int length) {
        return length >= LEAST_BATCH && length <= MOST_BYTES;
    }

    /** Takes the bytes of a batch that is written; whoever gives them has no use for them any more. */
    synchronized void giveBackBatch(byte[] used) {
        if (keepsBatchOf(used.length)) {
            batch = used;
        }
    }
}
