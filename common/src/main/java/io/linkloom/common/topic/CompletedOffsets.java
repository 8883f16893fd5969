package io.linkloom.common.topic;

import java.util.Base64;
import java.util.BitSet;

/**
 * Which records of one partition are done, when they are done in any order.
 *
 * <p>The position to commit is the first offset not done. What is done behind it goes into the commit's metadata, so that
 * the next owner does not repeat it: {@code "1:"} and the Base64 of a bit set whose bit {@code i} stands for the position
 * plus {@code i}. Kafka takes 4,096 bytes of metadata; bits that do not fit are left out, and those records are repeated.
 *
 * <p>Policy only: no thread, no Kafka. Not thread-safe.
 */
final class CompletedOffsets {
    /** Longest metadata that a broker takes by default. */
    static final int MAX_METADATA = 4096;

    private static final String FORMAT = "1:";
    private static final int MAX_BITS = (MAX_METADATA - FORMAT.length()) / 4 * 3 * 8 - 8;

    /** Bit i: offset {@code position + i} is done. */
    private final BitSet done;

    private long position;
    private long next;

    private CompletedOffsets(long position, BitSet done) {
        this.position = position;
        this.next = position;
        this.done = done;
        advance();
    }

    /**
     * Goes on from a commit.
     *
     * @param metadata as {@link #metadata()} gave it, or anything else, which counts as nothing
     */
    static CompletedOffsets resume(long position, String metadata) {
        return new CompletedOffsets(position, bitsOf(metadata));
    }

    private static BitSet bitsOf(String metadata) {
        if (!metadata.startsWith(FORMAT)) {
            return new BitSet();
        }
        try {
            return BitSet.valueOf(Base64.getDecoder().decode(metadata.substring(FORMAT.length())));
        } catch (IllegalArgumentException e) {
            return new BitSet();
        }
    }

    /**
     * Notes that the record at {@code offset} was received; offsets between it and the one before hold no record.
     *
     * @return false if it was done before and is to be skipped
     */
    boolean received(long offset) {
        if (offset < position) {
            return false;
        }
        for (long gap = Math.max(next, position); gap < offset; gap++) {
            done.set(index(gap));
        }
        next = Math.max(next, offset + 1);
        boolean alreadyDone = done.get(index(offset));
        advance();
        return !alreadyDone;
    }

    /** Notes that the record at {@code offset} is done. */
    void completed(long offset) {
        if (offset >= position) {
            done.set(index(offset));
            advance();
        }
    }

    /** The first offset that is not done. */
    long position() {
        return position;
    }

    /** What is done behind the position, as text of at most {@link #MAX_METADATA} characters; empty if nothing. */
    String metadata() {
        if (done.isEmpty()) {
            return "";
        }
        BitSet kept = done.length() <= MAX_BITS ? done : done.get(0, MAX_BITS);
        return FORMAT + Base64.getEncoder().encodeToString(kept.toByteArray());
    }

    /** Records received and not done. */
    long pending() {
        return Math.max(0, next - position)
                - done.get(0, (int) Math.max(0, next - position)).cardinality();
    }

    private void advance() {
        int ready = done.nextClearBit(0);
        if (ready > 0) {
            BitSet rest = done.get(ready, Math.max(ready, done.length()));
            done.clear();
            done.or(rest);
            position += ready;
        }
    }

    private int index(long offset) {
        return Math.toIntExact(offset - position);
    }
}
