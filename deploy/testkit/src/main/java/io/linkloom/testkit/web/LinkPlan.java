package io.linkloom.testkit.web;

import static io.linkloom.testkit.web.Mix.mix;

import java.util.Arrays;

/**
 * The links of one page as numbers, in document order. Reused from page to page; not for more than one thread at a time.
 *
 * <p>A link is a target and a hash. How it is spelled, marked up, worded and related follows from the hash, once for
 * the writer of the HTML and once for the oracle.
 */
final class LinkPlan {

    /** The part of the page that a link stands in. */
    enum Place {
        NAV,
        MAIN,
        FOOTER
    }

    private static final long EMPTY = -1;

    private int size;
    private long[] targets = new long[128];
    private long[] hashes = new long[128];
    private Place[] places = new Place[128];
    private long[] distinct = new long[512];
    private int distinctSize;

    void clear() {
        size = 0;
        distinctSize = 0;
        Arrays.fill(distinct, EMPTY);
    }

    int size() {
        return size;
    }

    /** The number of different targets. */
    int distinctSize() {
        return distinctSize;
    }

    /** The target of a link, as a {@link PageId}. */
    long target(int index) {
        return targets[index];
    }

    Place place(int index) {
        return places[index];
    }

    boolean isArea(int index) {
        return place(index) == Place.MAIN && (hashes[index] & 63) == 0;
    }

    Rel rel(int index, int sourceSite) {
        return Rel.of(mix(hashes[index], 1), PageId.site(targets[index]) != sourceSite);
    }

    long anchorHash(int index) {
        return mix(hashes[index], 2);
    }

    long hrefHash(int index) {
        return mix(hashes[index], 3);
    }

    long markupHash(int index) {
        return mix(hashes[index], 4);
    }

    /** Adds a link, whether or not there is one to its target. */
    void add(long target, long hash, Place place) {
        if (size == targets.length) {
            targets = Arrays.copyOf(targets, size * 2);
            hashes = Arrays.copyOf(hashes, size * 2);
            places = Arrays.copyOf(places, size * 2);
        }
        remember(target);
        targets[size] = target;
        hashes[size] = hash;
        places[size] = place;
        size++;
    }

    /** Adds a link if there is none to its target. */
    void addNew(long target, long hash, Place place) {
        if (!contains(target)) {
            add(target, hash, place);
        }
    }

    private boolean contains(long target) {
        return distinct[slot(target)] == target;
    }

    private void remember(long target) {
        int slot = slot(target);
        if (distinct[slot] == target) {
            return;
        }
        distinct[slot] = target;
        distinctSize++;
        if (distinctSize * 2 > distinct.length) {
            long[] old = distinct;
            distinct = new long[old.length * 2];
            Arrays.fill(distinct, EMPTY);
            for (long each : old) {
                if (each != EMPTY) {
                    distinct[slot(each)] = each;
                }
            }
        }
    }

    private int slot(long target) {
        int mask = distinct.length - 1;
        int slot = (int) mix(target) & mask;
        while (distinct[slot] != EMPTY && distinct[slot] != target) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }
}
