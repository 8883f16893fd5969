package io.linkloom.worker.extract;

import java.nio.charset.StandardCharsets;

/**
 * Reads the attributes of a tag (HTML standard, 13.2.5.32 to 40) and keeps where the values of those are that somebody
 * may ask for. Of several with one name the first counts.
 */
final class ScannedAttributes implements TagAttributes {
    /** The page ended within the tag, which then is none. */
    static final int UNFINISHED = -1;

    private final byte[] bytes;
    private final int to;
    private final CharacterReference reference = new CharacterReference();

    private final int[] starts = new int[Attr.COUNT];
    private final int[] ends = new int[Attr.COUNT];
    private int present;
    private boolean selfClosing;

    /** Of the value read last. */
    private int valueStart;

    private int valueEnd;

    ScannedAttributes(byte[] bytes, int to) {
        this.bytes = bytes;
        this.to = to;
    }

    /** Whether the tag read last ended with a slash. */
    boolean selfClosing() {
        return selfClosing;
    }

    /** Reads from behind the name of a tag to behind the tag, the index of which it returns. */
    int read(int from) {
        present = 0;
        int at = from;
        while (true) {
            int begin = skipBetween(at);
            if (begin >= to) {
                return UNFINISHED;
            }
            if (bytes[begin] == '>') {
                selfClosing = begin > at && bytes[begin - 1] == '/';
                return begin + 1;
            }
            at = readOne(begin);
            if (at == UNFINISHED) {
                return UNFINISHED;
            }
        }
    }

    /** The same without keeping anything. */
    int skip(int from) {
        int at = from;
        while (true) {
            int begin = skipBetween(at);
            if (begin >= to) {
                return UNFINISHED;
            }
            if (bytes[begin] == '>') {
                selfClosing = begin > at && bytes[begin - 1] == '/';
                return begin + 1;
            }
            at = readValue(skipName(begin));
            if (at == UNFINISHED) {
                return UNFINISHED;
            }
        }
    }

    private int skipBetween(int from) {
        int at = from;
        while (at < to && TagBytes.isBetween(bytes[at])) {
            at++;
        }
        return at;
    }

    /** An equals sign where a name begins is part of it. */
    private int skipName(int from) {
        int at = from + 1;
        while (at < to && !TagBytes.endsAttribute(bytes[at])) {
            at++;
        }
        return at;
    }

    private int readOne(int from) {
        int nameEnd = skipName(from);
        int behind = readValue(nameEnd);
        int attr = nameEnd - from > PackedWords.MAX_LENGTH ? PackedWords.NONE : attrAt(from, nameEnd);
        if (attr >= 0 && (present & (1 << attr)) == 0) {
            present |= 1 << attr;
            starts[attr] = valueStart;
            ends[attr] = valueEnd;
        }
        return behind;
    }

    private int attrAt(int from, int nameEnd) {
        long low = 0;
        long high = 0;
        int middle = Math.min(nameEnd, from + 8);
        for (int i = middle - 1; i >= from; i--) {
            low = (low << 8) | (TagBytes.lower(bytes[i]) & 0xFF);
        }
        for (int i = nameEnd - 1; i >= middle; i--) {
            high = (high << 8) | (TagBytes.lower(bytes[i]) & 0xFF);
        }
        return Attr.ordinalOfPacked(low, high);
    }

    /** Reads an equals sign and what follows it, if there is one behind a name. */
    private int readValue(int nameEnd) {
        int at = skipSpace(nameEnd);
        if (at >= to) {
            return UNFINISHED;
        }
        if (bytes[at] != '=') {
            valueStart = at;
            valueEnd = at;
            return at;
        }
        at = skipSpace(at + 1);
        if (at >= to) {
            return UNFINISHED;
        }
        byte quote = bytes[at];
        return quote == '"' || quote == '\'' ? readQuoted(at + 1, quote) : readUnquoted(at);
    }

    private int readQuoted(int from, byte quote) {
        int close = ByteSearch.indexOf(bytes, from, to, quote);
        valueStart = from;
        valueEnd = close;
        return close < to ? close + 1 : UNFINISHED;
    }

    private int readUnquoted(int from) {
        int at = from;
        while (at < to && !TagBytes.endsValue(bytes[at])) {
            at++;
        }
        valueStart = from;
        valueEnd = at;
        return at;
    }

    private int skipSpace(int from) {
        int at = from;
        while (at < to && TagBytes.isSpace(bytes[at])) {
            at++;
        }
        return at;
    }

    @Override
    public boolean has(Attr attr) {
        return (present & (1 << index(attr))) != 0;
    }

    @Override
    public String value(Attr attr) {
        return has(attr) ? decode(starts[index(attr)], ends[index(attr)]) : "";
    }

    @Override
    public long run(Attr attr) {
        return has(attr) ? ScannedText.attributeRun(starts[index(attr)], ends[index(attr)]) : TextRuns.NOTHING;
    }

    @SuppressWarnings("EnumOrdinal") // An index into arrays that live as long as a page.
    private static int index(Attr attr) {
        return attr.ordinal();
    }

    private String decode(int from, int end) {
        int at = from;
        while (at < end && bytes[at] > 0 && bytes[at] != '&') {
            at++;
        }
        if (at == end) {
            return new String(bytes, from, end - from, StandardCharsets.ISO_8859_1);
        }
        return decodeRest(from, at, end);
    }

    private String decodeRest(int from, int firstOdd, int end) {
        StringBuilder value = new StringBuilder(end - from);
        int plain = from;
        int at = firstOdd;
        while (at < end) {
            if (bytes[at] == '&' && reference.read(bytes, at, end, true)) {
                value.append(new String(bytes, plain, at - plain, StandardCharsets.UTF_8))
                        .appendCodePoint(reference.first());
                if (reference.second() != 0) {
                    value.appendCodePoint(reference.second());
                }
                at = reference.end();
                plain = at;
            } else {
                at++;
            }
        }
        value.append(new String(bytes, plain, end - plain, StandardCharsets.UTF_8));
        return value.toString().replace('\0', '\uFFFD');
    }
}
