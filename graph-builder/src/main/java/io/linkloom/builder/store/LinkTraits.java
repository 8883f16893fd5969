package io.linkloom.builder.store;

/**
 * What the links of a page have in common, as its row of family {@code outlinks} has it: kind, place, rel and count, each combination
 * written once and numbered from 1 in the order in which they come, the first {@link #MOST} of them. Not thread-safe.
 */
final class LinkTraits {
    /** Few enough that to look through all of them costs nothing, whatever a page invents; and that a number takes one byte. */
    static final int MOST = 31;

    private final int[] kinds = new int[MOST];
    private final int[] places = new int[MOST];
    private final long[] rels = new long[MOST];
    private final long[] counts = new long[MOST];
    private int size;

    /** Forgets all, for the next row. */
    void clear() {
        size = 0;
    }

    /** Gives these a number, if there is one left. */
    void add(int kind, int place, long rel, long count) {
        if (size < MOST) {
            kinds[size] = kind;
            places[size] = place;
            rels[size] = rel;
            counts[size] = count;
            size++;
        }
    }

    /** The number of these, 0 if they have none. */
    int numberOf(int kind, int place, long rel, long count) {
        for (int i = 0; i < size; i++) {
            if (rels[i] == rel && kinds[i] == kind && places[i] == place && counts[i] == count) {
                return i + 1;
            }
        }
        return 0;
    }

    /** Whether there are traits of this number. */
    boolean has(long number) {
        return number > 0 && number <= size;
    }

    int kind(int number) {
        return kinds[number - 1];
    }

    int place(int number) {
        return places[number - 1];
    }

    long rel(int number) {
        return rels[number - 1];
    }

    long count(int number) {
        return counts[number - 1];
    }
}
