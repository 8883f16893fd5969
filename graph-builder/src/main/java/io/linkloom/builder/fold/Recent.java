package io.linkloom.builder.fold;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Rows that are read, changed and written again and again: those changed since the last writing, and of the others those that
 * were used last. Not thread-safe.
 *
 * @param <K> the key
 * @param <V> what changes
 */
final class Recent<K, V extends Recent.Changing> {
    /** Something that changes and is to be written then. */
    abstract static class Changing {
        private boolean changed;
    }

    private static final int FIRST_SLOTS = 64;
    private static final float LOAD = 0.75f;

    private final int most;
    private final Map<K, V> all = new LinkedHashMap<>(FIRST_SLOTS, LOAD, true);
    private final Map<K, V> changed = new LinkedHashMap<>();

    /** Keeps {@code most} from one writing to the next. */
    Recent(int most) {
        this.most = most;
    }

    /** What is kept of {@code key}, or what {@code read} gives, which is kept from now on. */
    V get(K key, Function<K, V> read) {
        V known = all.get(key);
        if (known == null) {
            known = read.apply(key);
            all.put(key, known);
        }
        return known;
    }

    /** Notes that this, as {@link #get} gave it, is to be written. */
    void changed(K key, V value) {
        Changing row = value;
        if (!row.changed) {
            row.changed = true;
            changed.put(key, value);
        }
    }

    /** Gives what is to be written to {@code sink}. */
    void forEachChanged(BiConsumer<K, V> sink) {
        changed.forEach(sink);
    }

    /** Notes that all was written, and forgets what is too much. */
    void written() {
        for (Changing row : changed.values()) {
            row.changed = false;
        }
        changed.clear();
        Iterator<V> eldest = all.values().iterator();
        for (int surplus = all.size() - most; surplus > 0; surplus--) {
            eldest.next();
            eldest.remove();
        }
    }
}
