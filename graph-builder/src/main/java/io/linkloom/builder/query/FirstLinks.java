package io.linkloom.builder.query;

import io.linkloom.builder.store.InlinkKey;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The first of many links in the order of their keys, whatever order they come in. Not thread-safe. */
final class FirstLinks {
    /**
     * A link that is among the first so far.
     *
     * @param key the bytes of its {@link InlinkKey}
     */
    @SuppressWarnings("ArrayRecordComponent") // carried, never compared as a whole
    record Found(byte[] key, Backlink link) {}

    private static final Comparator<Found> BY_KEY = (a, b) -> Arrays.compareUnsigned(a.key, b.key);

    private final int limit;
    private final PriorityQueue<Found> kept = new PriorityQueue<>(BY_KEY.reversed());
    /** Of the last one kept, once full: what has a greater one is not among the first. */
    private byte[] lastTarget = {};

    FirstLinks(int limit) {
        this.limit = limit;
    }

    boolean isFull() {
        return kept.size() >= limit;
    }

    /** The target of the last one, when full. */
    byte[] lastTarget() {
        return lastTarget;
    }

    /** Whether a link with this key is among the first so far. */
    boolean takes(byte[] key) {
        return !isFull() || Arrays.compareUnsigned(key, kept.element().key) < 0;
    }

    void add(byte[] key, Backlink link) {
        kept.add(new Found(key, link));
        if (kept.size() > limit) {
            kept.remove();
        }
        if (isFull()) {
            byte[] last = kept.element().key;
            lastTarget = Arrays.copyOf(last, InlinkKey.targetLength(last));
        }
    }

    List<Found> inOrder() {
        return kept.stream().sorted(BY_KEY).toList();
    }
}
