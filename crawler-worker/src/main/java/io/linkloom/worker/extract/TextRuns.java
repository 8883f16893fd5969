package io.linkloom.worker.extract;

import io.linkloom.common.model.Link;
import java.util.Arrays;

/**
 * The text of a page as runs in their order, with marks where words and paragraphs end. Nothing is decoded until a link
 * wants its words.
 *
 * <p>What is looked at for one link is bounded, so that neither links in links nor a desert of white space costs more
 * than the page is long.
 */
final class TextRuns {
    /** A run of which there is none. */
    static final long NOTHING = 0;

    private static final long SPACE = -1;
    private static final long BREAK = -2;

    /** How much is looked at for an anchor, in bytes or characters of the page, each mark counting as one. */
    private static final int MOST_FOR_ANCHOR = 4 << 10;
    /** The same for the text before or after. */
    private static final int MOST_AROUND = 1536;
    /** Enough for the text before in a script of single bytes; if it was not, twice as much is tried. */
    private static final int USUALLY_AROUND = 96;

    private final RunSource source;
    private final FoldedText anchor = new FoldedText(Link.MAX_ANCHOR);
    private final FoldedText before = new FoldedText(MOST_AROUND);
    private final FoldedText after = new FoldedText(Link.MAX_AROUND);
    private long[] runs = new long[256];
    private int size;

    TextRuns(RunSource source) {
        this.source = source;
    }

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    void add(long run) {
        if (size == runs.length) {
            runs = Arrays.copyOf(runs, 2 * size);
        }
        runs[size++] = run;
    }

    /** Ends a word. */
    void space() {
        add(SPACE);
    }

    /** Ends a paragraph, be it of one word. */
    void endBlock() {
        if (size == 0 || runs[size - 1] != BREAK) {
            add(BREAK);
        }
    }

    /** The text of runs, as an anchor. */
    String anchor(int from, int to) {
        FoldedText text = anchor.clear();
        int left = MOST_FOR_ANCHOR;
        for (int i = from; i < to && left > 0 && !text.isFull(); i++) {
            left -= appendStart(runs[i], left, text);
        }
        return text.isEmpty() ? "" : text.toString();
    }

    /** The text of one run, as an anchor. */
    String anchor(long run) {
        if (run == NOTHING) {
            return "";
        }
        FoldedText text = anchor.clear();
        appendStart(run, MOST_FOR_ANCHOR, text);
        return text.toString();
    }

    /** The last characters before a run, back to where its paragraph begins. */
    String before(int run) {
        int start = run;
        int most = USUALLY_AROUND;
        for (int seen = 0; start > 0 && runs[start - 1] != BREAK; ) {
            seen += length(runs[--start]);
            if (seen >= most) {
                appendLast(start, run, seen - most);
                if (before.codePoints() >= Link.MAX_AROUND || most >= MOST_AROUND) {
                    return before.last(Link.MAX_AROUND);
                }
                most *= 2;
                seen = 0;
                start = run;
            }
        }
        if (start == run) {
            return "";
        }
        appendLast(start, run, 0);
        return before.last(Link.MAX_AROUND);
    }

    private void appendLast(int from, int to, int leftOut) {
        before.clear();
        appendFrom(runs[from], leftOut, Integer.MAX_VALUE, before);
        for (int i = from + 1; i < to; i++) {
            appendStart(runs[i], Integer.MAX_VALUE, before);
        }
    }

    /** The first characters from a run on, as far as the paragraph goes that is open there. */
    String after(int run) {
        if (run > 0 && runs[run - 1] == BREAK) {
            return "";
        }
        FoldedText text = after.clear();
        int left = MOST_AROUND;
        for (int i = run; i < size && runs[i] != BREAK && left > 0 && !text.isFull(); i++) {
            left -= appendStart(runs[i], left, text);
        }
        return text.isEmpty() ? "" : text.toString();
    }

    /** 64 bits that stand for the whole text, see {@link TextProfile}. */
    long profile() {
        TextProfile profile = new TextProfile();
        for (int i = 0; i < size; i++) {
            if (runs[i] > 0 && source.length(runs[i]) >= TextProfile.LEAST_RUN) {
                source.profile(runs[i], profile);
            }
        }
        return profile.value();
    }

    private int length(long run) {
        return run < 0 ? 1 : source.length(run);
    }

    private int appendStart(long run, int most, FoldedText text) {
        return appendFrom(run, 0, most, text);
    }

    private int appendFrom(long run, int from, int most, FoldedText text) {
        if (run < 0) {
            text.space();
            return 1;
        }
        return Math.max(1, source.append(run, from, most, text));
    }
}
