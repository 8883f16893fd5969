package io.linkloom.worker.extract;

import java.util.Arrays;

/**
 * The links that are open, and the cells and objects that keep those within apart from those around: what of the list of
 * active formatting elements (HTML standard, 13.2.4.3) concerns links.
 */
final class OpenLinks {
    /** What is kept of a link of SVG, which is an element like any other there. */
    private static final int SVG = -1;

    private static final int MARKER = -2;

    /** Of each link of HTML, how many tables were open when it began. */
    private int[] entries = new int[16];

    private int size;

    private void push(int entry) {
        if (size == entries.length) {
            entries = Arrays.copyOf(entries, 2 * size);
        }
        entries[size++] = entry;
    }

    void open(int tables) {
        push(tables);
    }

    void openSvg() {
        push(SVG);
    }

    void mark() {
        push(MARKER);
    }

    /** Whether the innermost link is one of HTML, and no cell or object is between. */
    boolean isOpen() {
        return size > 0 && entries[size - 1] >= 0;
    }

    boolean isSvgOpen() {
        return size > 0 && entries[size - 1] == SVG;
    }

    /** Whether an end tag reaches the innermost link: it does not out of a table that began within. */
    boolean isInScope(int tables) {
        return isOpen() && entries[size - 1] >= tables;
    }

    void close() {
        size--;
    }

    /** Takes one entry off, down to and with the last marker; returns whether it was a link. */
    boolean closeToMarker() {
        return size > 0 && entries[--size] != MARKER;
    }
}
