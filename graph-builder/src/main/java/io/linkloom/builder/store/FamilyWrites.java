package io.linkloom.builder.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The writes to one family, in blocks of bytes: for each the length of the key as a varint, the key, and where a value is put the
 * same of the value. Sorted by moving places, not bytes. Not thread-safe.
 */
final class FamilyWrites {
    private static final int OFFSET_BITS = 31;
    private static final long OFFSET_MASK = (1L << OFFSET_BITS) - 1;
    private static final int MOST_VARINT_BYTES = 5;
    private static final int WORD_BYTES = Long.BYTES;
    private static final int FEW = 24;
    /** Of halvings that halve; who meets more of them has keys made to be slow. */
    private static final int MOST_NESTED = 64;

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final List<byte[]> blocks = new ArrayList<>();
    private byte[] block = new byte[0];
    private int end;
    /** Block and offset of each write, lowest bit set if it removes. Rising in the order of calls until they are sorted. */
    private long[] places = new long[64];

    private int size;
    private long bytes;

    int size() {
        return size;
    }

    void put(byte[] key, byte[] value) {
        begin(2 * MOST_VARINT_BYTES + key.length + value.length, 0);
        append(key);
        append(value);
    }

    void delete(byte[] key) {
        begin(MOST_VARINT_BYTES + key.length, 1);
        append(key);
    }

    /** Makes room for a write that is about to be appended. */
    private void begin(int mostBytes, int removes) {
        if (block.length - end < mostBytes) {
            block = mostBytes > SpareBlocks.BLOCK_BYTES ? new byte[mostBytes] : SpareBlocks.OF_PROCESS.take();
            blocks.add(block);
            end = 0;
        }
        if (size == places.length) {
            places = Arrays.copyOf(places, size * 2);
        }
        places[size++] = ((blocks.size() - 1L) << OFFSET_BITS | end) << 1 | removes;
    }

    private void append(byte[] part) {
        int begin = end;
        end = Varints.write(part.length, block, end);
        System.arraycopy(part, 0, block, end, part.length);
        end += part.length;
        bytes += end - begin;
    }

    private byte[] blockOf(long place) {
        return blocks.get((int) (place >>> (1 + OFFSET_BITS)));
    }

    private static int offsetOf(long place) {
        return (int) (place >>> 1 & OFFSET_MASK);
    }

    private static boolean removes(long place) {
        return (place & 1) != 0;
    }

    /** Gives its blocks away; it is not to be used any more. */
    void release() {
        SpareBlocks.OF_PROCESS.giveBack(blocks);
        blocks.clear();
        block = new byte[0];
        size = 0;
        bytes = 0;
    }

    void forEach(Family family, WriteSet.Sink sink) {
        for (int i = 0; i < size; i++) {
            byte[] in = blockOf(places[i]);
            int key = offsetOf(places[i]);
            int keyStart = Varints.end(in, key);
            int keyEnd = keyStart + Varints.read(in, key);
            int valueStart = removes(places[i]) ? keyEnd : Varints.end(in, keyEnd);
            byte[] value = removes(places[i])
                    ? null
                    : Arrays.copyOfRange(in, valueStart, valueStart + Varints.read(in, keyEnd));
            sink.write(family, Arrays.copyOfRange(in, keyStart, keyEnd), value);
        }
    }

    /** The bytes of a write as they lie here: key, and value if there is one. */
    int copy(int index, byte[] target, int at) {
        byte[] in = blockOf(places[index]);
        int from = offsetOf(places[index]);
        int to = Varints.end(in, from) + Varints.read(in, from);
        if (!removes(places[index])) {
            to = Varints.end(in, to) + Varints.read(in, to);
        }
        System.arraycopy(in, from, target, at, to - from);
        return at + to - from;
    }

    boolean removesAt(int index) {
        return removes(places[index]);
    }

    /** The bytes that all {@link #copy copies} together take. */
    long bytes() {
        return bytes;
    }

    /**
     * By key as unsigned bytes, then in the order of calls.
     *
     * <p>Multikey quicksort (Bentley and Sedgewick 1997) by eight bytes at a time: keys have long prefixes in common, which a
     * comparison sort reads again in each of its comparisons.
     */
    void sort() {
        long[] words = new long[size];
        loadWords(0, size, 0, words);
        sort(0, size, 0, words, 0);
    }

    /** Sorts writes whose words are those at a depth. */
    private void sort(int from, int to, int depth, long[] words, int nested) {
        int low = from;
        int high = to;
        int at = depth;
        if (nested > MOST_NESTED) {
            plainSort(from, to);
            return;
        }
        while (high - low > FEW) {
            long pivot = median(words[low], words[(low + high) >>> 1], words[high - 1]);
            int less = low;
            int more = high;
            for (int i = low; i < more; ) {
                int order = Long.compare(words[i], pivot);
                if (order < 0) {
                    swap(i++, less++, words);
                } else if (order > 0) {
                    swap(i, --more, words);
                } else {
                    i++;
                }
            }
            sort(low, less, at, words, nested + 1);
            sort(more, high, at, words, nested + 1);
            if (ended(less, at)) {
                // Equal words of keys that end within them: their lengths decide, then the order of calls.
                plainSort(less, more);
                return;
            }
            low = less;
            high = more;
            at += WORD_BYTES;
            loadWords(low, high, at, words);
        }
        insertionSort(low, high, words);
    }

    /** Signed so that they compare as unsigned; what is behind the end of a key counts as zeros. */
    private void loadWords(int from, int to, int depth, long[] words) {
        for (int i = from; i < to; i++) {
            byte[] in = blockOf(places[i]);
            int offset = offsetOf(places[i]);
            int start = Varints.end(in, offset) + depth;
            int left = Varints.read(in, offset) - depth;
            words[i] = word(in, start, left) ^ Long.MIN_VALUE;
        }
    }

    private static long word(byte[] in, int start, int left) {
        if (left <= 0) {
            return 0;
        }
        if (start + WORD_BYTES <= in.length) {
            long word = (long) WORDS.get(in, start);
            return left >= WORD_BYTES ? word : word & (-1L << ((WORD_BYTES - left) * Byte.SIZE));
        }
        long word = 0;
        for (int i = 0; i < WORD_BYTES; i++) {
            word = word << Byte.SIZE | (i < left ? in[start + i] & 0xFF : 0);
        }
        return word;
    }

    private boolean ended(int index, int depth) {
        return Varints.read(blockOf(places[index]), offsetOf(places[index])) <= depth + WORD_BYTES;
    }

    private static long median(long a, long b, long c) {
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    }

    private void swap(int a, int b, long[] words) {
        long place = places[a];
        places[a] = places[b];
        places[b] = place;
        long word = words[a];
        words[a] = words[b];
        words[b] = word;
    }

    private void plainSort(int from, int to) {
        Long[] boxed = new Long[to - from];
        Arrays.setAll(boxed, i -> places[from + i]);
        Arrays.sort(boxed, this::compare);
        for (int i = 0; i < boxed.length; i++) {
            places[from + i] = boxed[i];
        }
    }

    /** By words, which are at hand; by whole keys where those are the same. */
    private void insertionSort(int from, int to, long[] words) {
        for (int i = from + 1; i < to; i++) {
            long place = places[i];
            long word = words[i];
            int j = i;
            while (j > from && (words[j - 1] > word || (words[j - 1] == word && compare(places[j - 1], place) > 0))) {
                places[j] = places[j - 1];
                words[j] = words[j - 1];
                j--;
            }
            places[j] = place;
            words[j] = word;
        }
    }

    private int compare(long a, long b) {
        byte[] inA = blockOf(a);
        byte[] inB = blockOf(b);
        int fromA = Varints.end(inA, offsetOf(a));
        int fromB = Varints.end(inB, offsetOf(b));
        int order = Arrays.compareUnsigned(
                inA, fromA, fromA + Varints.read(inA, offsetOf(a)), inB, fromB, fromB + Varints.read(inB, offsetOf(b)));
        return order != 0 ? order : Long.compare(a, b);
    }
}
