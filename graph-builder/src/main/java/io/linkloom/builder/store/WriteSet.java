package io.linkloom.builder.store;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes over all families that take effect as one. For one key the order of calls counts; between keys there is none.
 *
 * <p>Keys and values are copied into large blocks, so that a million writes are a few hundred objects to the garbage collector.
 * Not thread-safe.
 */
public final class WriteSet {
    private final Map<Family, FamilyWrites> byFamily = new EnumMap<>(Family.class);
    private int size;
    private long bytes;
    private boolean released;

    /** Takes writes one by one. */
    interface Sink {
        /** What a key is to be set to, null if it is to be removed. */
        void write(Family family, byte[] key, byte @Nullable [] value);
    }

    /** Sets the value of {@code key}. */
    public void put(Family family, byte[] key, byte[] value) {
        of(family).put(key, value);
        count(key.length + value.length);
    }

    /** Removes {@code key}, whether it is there or not. */
    public void delete(Family family, byte[] key) {
        of(family).delete(key);
        count(key.length);
    }

    private FamilyWrites of(Family family) {
        if (released) {
            throw new IllegalStateException("what was written is not to be used again");
        }
        return byFamily.computeIfAbsent(family, _ -> new FamilyWrites());
    }

    private void count(int more) {
        size++;
        bytes += more;
    }

    /** To be called when it has been written: another one may use its memory, and nobody is to use it again. */
    public void release() {
        released = true;
        byFamily.values().forEach(FamilyWrites::release);
        byFamily.clear();
        size = 0;
        bytes = 0;
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

    /** The writes by family, to be {@linkplain FamilyWrites#sort sorted}. */
    Map<Family, FamilyWrites> byFamily() {
        return byFamily;
    }

    /** Gives all writes by family in order of key, those of one key in order of call. */
    void forEach(Sink sink) {
        byFamily.forEach((family, writes) -> {
            writes.sort();
            writes.forEach(family, sink);
        });
    }
}
