package io.linkloom.builder.fold;

import org.jspecify.annotations.Nullable;

/**
 * Pages that no shard has heard of and that several sites link to all the same, in ways that lead to no new pages: pictures for
 * the most part. When one of them becomes known, the shard has to be asked how many sites; of all other new pages there is
 * nothing to ask, and they are the most. Takes ten to fifteen bytes each; with no memory left the shard is asked of every new
 * page. Not thread-safe.
 */
final class LinkedElsewhere {
    private final SeenMemory memory;
    private @Nullable FingerprintSet pages;
    private boolean full;

    /** None. */
    LinkedElsewhere(SeenMemory memory) {
        this.memory = memory;
    }

    /** Notes such a page. */
    void add(long fingerprint) {
        if (full) {
            return;
        }
        if (pages == null) {
            pages = new FingerprintSet(memory);
        }
        if (!pages.put(fingerprint, 0)) {
            askAlways();
        }
    }

    /** From now on any page may be one. */
    void askAlways() {
        close();
        full = true;
    }

    /** Whether the page may be one. */
    boolean mayContain(long fingerprint) {
        return full || (pages != null && pages.get(fingerprint) >= 0);
    }

    /** Gives the memory back. */
    void close() {
        if (pages != null) {
            memory.giveBack(pages.bytes());
            pages = null;
        }
    }
}
