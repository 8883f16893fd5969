package io.linkloom.worker.extract;

/**
 * The runs of text of a page in bytes: a run is where it begins, in the upper half, and where it ends, in the lower,
 * which also says whether it is an attribute's value.
 */
final class ScannedText implements RunSource {
    private static final long IN_ATTRIBUTE = 1L << 31;
    private static final int REPLACEMENT = 0xFFFD;
    /** How far before the middle of a run a reference may have begun that reaches beyond it. */
    private static final int LOOK_BACK = 40;

    private final byte[] bytes;
    private final CharacterReference reference = new CharacterReference();
    private int next;

    ScannedText(byte[] bytes) {
        this.bytes = bytes;
    }

    static long run(int from, int to) {
        return ((long) from << 32) | to;
    }

    static long attributeRun(int from, int to) {
        return run(from, to) | IN_ATTRIBUTE;
    }

    @Override
    public int length(long run) {
        return end(run) - start(run);
    }

    @Override
    public int append(long run, int from, int most, FoldedText text) {
        int begin = start(run) + from;
        int end = end(run);
        int stop = end - begin <= most ? end : begin + most;
        int at = from == 0 ? begin : whole(start(run), begin, end);
        boolean inAttribute = (run & IN_ATTRIBUTE) != 0;
        while (true) {
            at = text.appendPlain(bytes, at, stop);
            if (at >= stop || text.isFull()) {
                return Math.max(0, at - begin);
            }
            at = bytes[at] == '&' ? appendReference(at, end, inAttribute, text) : appendCharacter(at, end, text);
        }
    }

    @Override
    public void profile(long run, TextProfile profile) {
        profile.add(bytes, start(run), end(run));
    }

    private static int start(long run) {
        return (int) (run >>> 32);
    }

    private static int end(long run) {
        return (int) (run & (IN_ATTRIBUTE - 1));
    }

    /** Where the character or reference begins or ends that an index is in the middle of. */
    private int whole(int start, int index, int end) {
        for (int i = index - 1; i >= start && i >= index - LOOK_BACK && bytes[i] > ' ' && bytes[i] != ';'; i--) {
            if (bytes[i] == '&') {
                return i;
            }
        }
        int at = index;
        while (at < end && (bytes[at] & 0xC0) == 0x80) {
            at++;
        }
        return at;
    }

    private int appendReference(int at, int end, boolean inAttribute, FoldedText text) {
        if (!reference.read(bytes, at, end, inAttribute)) {
            text.appendCodePoint('&');
            return at + 1;
        }
        text.appendCodePoint(reference.first());
        if (reference.second() != 0) {
            text.appendCodePoint(reference.second());
        }
        return reference.end();
    }

    private int appendCharacter(int at, int end, FoldedText text) {
        text.appendCodePoint(decode(at, end));
        return next;
    }

    /** The code point at an index, and what is behind it; of a fault as much is left out as decoders of the web do. */
    private int decode(int at, int end) {
        int lead = bytes[at] & 0xFF;
        int more = lead < 0xC2 ? 0 : lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : lead < 0xF5 ? 3 : 0;
        next = at + 1;
        if (more == 0 || next >= end || !Utf8.isSecond(lead, bytes[next])) {
            return REPLACEMENT;
        }
        int codePoint = lead & (0x3F >> more);
        for (int i = 0; i < more; i++) {
            if (next >= end || (bytes[next] & 0xC0) != 0x80) {
                return REPLACEMENT;
            }
            codePoint = (codePoint << 6) | (bytes[next++] & 0x3F);
        }
        return codePoint;
    }
}
