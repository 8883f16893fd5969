package io.linkloom.worker.extract;

import java.nio.charset.StandardCharsets;

/**
 * Where those parts of a page end that are not tags: comments, and the contents of elements in which tags do not count.
 * Sections are those of the HTML standard's tokenizer, 13.2.5; each answers {@code to} if the end never comes.
 */
final class MarkupEnd {
    private static final byte[] SCRIPT = "script".getBytes(StandardCharsets.US_ASCII);

    private MarkupEnd() {}

    /** Behind a comment whose content begins at an index (13.2.5.43 to 52): {@code -->} or {@code --!>}, or at once. */
    static int ofComment(byte[] bytes, int from, int to) {
        if (startsWith(bytes, from, to, '>')) {
            return from + 1;
        }
        if (startsWith(bytes, from, to, '-') && startsWith(bytes, from + 1, to, '>')) {
            return from + 2;
        }
        int close = ByteSearch.indexOf(bytes, from, to, (byte) '>');
        while (close < to && !closesComment(bytes, from, close)) {
            close = ByteSearch.indexOf(bytes, close + 1, to, (byte) '>');
        }
        return Math.min(close + 1, to);
    }

    private static boolean closesComment(byte[] bytes, int from, int close) {
        int last = close > from && bytes[close - 1] == '!' ? close - 1 : close;
        return last - 2 >= from && bytes[last - 1] == '-' && bytes[last - 2] == '-';
    }

    /** Behind a bogus comment or a DOCTYPE, which both end at the next angle bracket (13.2.5.41, 53 to 68). */
    static int ofDeclaration(byte[] bytes, int from, int to) {
        return Math.min(ByteSearch.indexOf(bytes, from, to, (byte) '>') + 1, to);
    }

    /** At the {@code ]]>} of a CDATA section (13.2.5.69). */
    static int ofCdata(byte[] bytes, int from, int to) {
        int close = ByteSearch.indexOf(bytes, from, to, (byte) '>');
        while (close < to && !(close - 2 >= from && bytes[close - 1] == ']' && bytes[close - 2] == ']')) {
            close = ByteSearch.indexOf(bytes, close + 1, to, (byte) '>');
        }
        return close < to ? close - 2 : to;
    }

    /** At the end tag of an element whose content is RCDATA or RAWTEXT (13.2.5.2, 3, 9 to 14). */
    static int ofText(byte[] bytes, int from, int to, byte[] name) {
        int at = ByteSearch.indexOf(bytes, from, to, (byte) '<');
        while (at < to && !isEndTag(bytes, at, to, name)) {
            at = ByteSearch.indexOf(bytes, at + 1, to, (byte) '<');
        }
        return at;
    }

    /** At the end tag of a script (13.2.5.4, 15 to 31). */
    static int ofScript(byte[] bytes, int from, int to) {
        int at = ByteSearch.indexOf(bytes, from, to, (byte) '<');
        while (at < to && !isEndTag(bytes, at, to, SCRIPT)) {
            int next = at + 1;
            if (isCommentStart(bytes, at, to)) {
                next = ofEscapedScript(bytes, at + 2, to);
                if (next < to && bytes[next] == '<') {
                    return next;
                }
            }
            at = ByteSearch.indexOf(bytes, next, to, (byte) '<');
        }
        return at;
    }

    /**
     * Where the script data escaped state is left: at the end tag, which is an opening angle bracket, or at the closing
     * one of {@code -->}. Within it a script of its own has its own end tag: the script data double escaped state.
     *
     * @param from at the two hyphens that began it, which may also be those that end it
     */
    private static int ofEscapedScript(byte[] bytes, int from, int to) {
        boolean doubleEscaped = false;
        for (int at = from; at < to; at++) {
            if (bytes[at] == '>' && at >= from + 2 && bytes[at - 1] == '-' && bytes[at - 2] == '-') {
                return at;
            }
            if (bytes[at] == '<') {
                boolean ends = isEndTag(bytes, at, to, SCRIPT);
                if (ends && !doubleEscaped) {
                    return at;
                }
                doubleEscaped = !ends && (doubleEscaped || isName(bytes, at + 1, to, SCRIPT));
            }
        }
        return to;
    }

    private static boolean isCommentStart(byte[] bytes, int at, int to) {
        return at + 3 < to && bytes[at + 1] == '!' && bytes[at + 2] == '-' && bytes[at + 3] == '-';
    }

    private static boolean isEndTag(byte[] bytes, int at, int to, byte[] name) {
        return startsWith(bytes, at + 1, to, '/') && isName(bytes, at + 2, to, name);
    }

    /** Whether a tag's whole name stands at an index. */
    private static boolean isName(byte[] bytes, int from, int to, byte[] name) {
        int behind = from + name.length;
        if (behind >= to || !TagBytes.endsName(bytes[behind])) {
            return false;
        }
        for (int i = 0; i < name.length; i++) {
            if ((bytes[from + i] | 0x20) != name[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean startsWith(byte[] bytes, int at, int to, char c) {
        return at < to && bytes[at] == c;
    }
}
