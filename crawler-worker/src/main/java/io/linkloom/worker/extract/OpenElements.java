package io.linkloom.worker.extract;

import java.util.Arrays;

/**
 * The open elements that matter, as a stack in which the nearest of each tag is found at once, however deep it is.
 *
 * <p>Elements that end a scope (HTML standard, 13.2.4.2) hide what is around them from end tags within.
 */
final class OpenElements {
    static final int NONE = -1;

    private static final Tag[] TAGS = Tag.values();

    private byte[] tags = new byte[64];
    /** Of each element, where the one of the same tag before it is, and the scope around it. */
    private int[] sameBefore = new int[64];

    private int[] scopeBefore = new int[64];
    private int size;
    private int scope = NONE;
    private final int[] last = new int[TAGS.length];
    /** Of elements that are not on the stack, how many began and have no end tag yet. */
    private final int[] begun = new int[TAGS.length];

    OpenElements() {
        Arrays.fill(last, NONE);
    }

    int size() {
        return size;
    }

    /** The innermost element; there must be one. */
    Tag top() {
        return TAGS[tags[size - 1]];
    }

    void push(Tag tag, boolean endsScope) {
        if (size == tags.length) {
            tags = Arrays.copyOf(tags, 2 * size);
            sameBefore = Arrays.copyOf(sameBefore, 2 * size);
            scopeBefore = Arrays.copyOf(scopeBefore, 2 * size);
        }
        int index = index(tag);
        tags[size] = (byte) index;
        sameBefore[size] = last[index];
        scopeBefore[size] = scope;
        last[index] = size;
        if (endsScope) {
            scope = size;
        }
        size++;
    }

    /** Takes the innermost element off; there must be one. */
    Tag pop() {
        size--;
        int index = tags[size];
        last[index] = sameBefore[size];
        scope = scopeBefore[size];
        return TAGS[index];
    }

    /** Where the innermost element of a tag is, {@link #NONE} if there is none. */
    int last(Tag tag) {
        return last[index(tag)];
    }

    /** The same, if no scope ends between it and here; an element that ends a scope is in its own. */
    int lastInScope(Tag tag) {
        int at = last[index(tag)];
        return at >= scope ? at : NONE;
    }

    /** Notes the start of an element whose nesting does not matter. */
    void begin(Tag tag) {
        begun[index(tag)]++;
    }

    /** Whether an end tag may belong to an element that began; of those that end without one some may be left over. */
    boolean end(Tag tag) {
        int index = index(tag);
        if (begun[index] == 0) {
            return false;
        }
        begun[index]--;
        return true;
    }

    @SuppressWarnings("EnumOrdinal") // An index into arrays that live as long as a page.
    private static int index(Tag tag) {
        return tag.ordinal();
    }
}
