package io.linkloom.builder.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes over all families that take effect as one. For one key the order of calls counts; between keys there is none.
 *
 * <p>Not thread-safe.
 */
public final class WriteSet {
    /** What is to happen to a key. */
    enum Kind {
        PUT,
        DELETE
    }

    @SuppressWarnings("ArrayRecordComponent") // carried through, never compared as a whole
    record Write(byte[] key, Kind kind, byte @Nullable [] value) implements Comparable<Write> {
        @Override
        public int compareTo(Write other) {
            return Arrays.compareUnsigned(key, other.key);
        }
    }

    private final Map<Family, List<Write>> byFamily = new EnumMap<>(Family.class);
    private int size;
    private long bytes;

    /** Sets the value of {@code key}. */
    public void put(Family family, byte[] key, byte[] value) {
        note(family, new Write(key, Kind.PUT, value), value.length);
    }

    /** Removes {@code key}, whether it is there or not. */
    public void delete(Family family, byte[] key) {
        note(family, new Write(key, Kind.DELETE, null), 0);
    }

    private void note(Family family, Write write, int valueBytes) {
        byFamily.computeIfAbsent(family, _ -> new ArrayList<>()).add(write);
        size++;
        bytes += write.key().length + valueBytes;
    }

    /** Whether there is nothing in it. */
    public boolean isEmpty() {
        return size == 0;
    }

    /** How many writes are in it. */
    public int size() {
        return size;
    }

    /** Bytes of all keys and values. */
    public long bytes() {
        return bytes;
    }

    /** The writes by family, each family's in order of key, those of one key in order of call. */
    Map<Family, List<Write>> sorted() {
        byFamily.values().forEach(writes -> writes.sort(null));
        return byFamily;
    }
}
