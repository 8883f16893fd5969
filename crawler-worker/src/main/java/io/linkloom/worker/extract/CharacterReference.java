package io.linkloom.worker.extract;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jsoup.nodes.Entities;

/**
 * Reads character references (HTML standard, 13.2.5.72 to 80). The names are jsoup's table. One object reads one after
 * the other; what was read is good until the next.
 */
final class CharacterReference {
    private static final int LONGEST_NAME = 32;
    private static final int REPLACEMENT = 0xFFFD;
    /** What references to C1 controls mean (13.2.5.80). */
    private static final String WINDOWS_1252 = windows1252();

    private final int[] named = new int[2];
    private int end;
    private int first;
    private int second;

    private static String windows1252() {
        byte[] controls = new byte[32];
        for (int i = 0; i < 32; i++) {
            controls[i] = (byte) (0x80 + i);
        }
        return new String(controls, Charset.forName("windows-1252"));
    }

    /** The index behind the reference. */
    int end() {
        return end;
    }

    /** The code point that it means. */
    int first() {
        return first;
    }

    /** The second one that a few names mean, 0 for all others. */
    int second() {
        return second;
    }

    /**
     * Reads what an ampersand begins.
     *
     * @param at the index of the ampersand
     * @return whether it is a reference; if not, it means itself
     */
    boolean read(byte[] bytes, int at, int to, boolean inAttribute) {
        second = 0;
        int from = at + 1;
        if (from >= to) {
            return false;
        }
        return bytes[from] == '#' ? readNumber(bytes, from + 1, to) : readName(bytes, from, to, inAttribute);
    }

    private boolean readNumber(byte[] bytes, int from, int to) {
        boolean hex = from < to && (bytes[from] | 0x20) == 'x';
        int start = hex ? from + 1 : from;
        int radix = hex ? 16 : 10;
        int value = 0;
        int at = start;
        for (; at < to; at++) {
            int digit = bytes[at] < 0 ? -1 : Character.digit(bytes[at], radix);
            if (digit < 0) {
                break;
            }
            value = Math.min(value * radix + digit, Character.MAX_CODE_POINT + 1);
        }
        if (at == start) {
            return false;
        }
        end = at < to && bytes[at] == ';' ? at + 1 : at;
        first = meaning(value);
        return true;
    }

    private static int meaning(int value) {
        if (value >= 0x80 && value < 0xA0) {
            char c = WINDOWS_1252.charAt(value - 0x80);
            return c == REPLACEMENT ? value : c;
        }
        boolean surrogate = value >= Character.MIN_SURROGATE && value <= Character.MAX_SURROGATE;
        return value == 0 || surrogate || value > Character.MAX_CODE_POINT ? REPLACEMENT : value;
    }

    private boolean readName(byte[] bytes, int from, int to, boolean inAttribute) {
        int at = from;
        int most = Math.min(to, from + LONGEST_NAME);
        while (at < most && isAlphanumeric(bytes[at])) {
            at++;
        }
        if (at == from) {
            return false;
        }
        boolean closed = at < to && bytes[at] == ';';
        if (closed && readCommon(bytes, from, at)) {
            return true;
        }
        String name = new String(bytes, from, at - from, StandardCharsets.US_ASCII);
        if (closed && Entities.isNamedEntity(name)) {
            return take(name, at + 1);
        }
        return readOpen(bytes, from, to, name, inAttribute);
    }

    private boolean readCommon(byte[] bytes, int from, int at) {
        int length = at - from;
        if (length == 4 && matches(bytes, from, "nbsp")) {
            first = 0xA0;
        } else if (length == 3 && matches(bytes, from, "amp")) {
            first = '&';
        } else if (length == 2 && matches(bytes, from, "lt")) {
            first = '<';
        } else if (length == 2 && matches(bytes, from, "gt")) {
            first = '>';
        } else if (length == 4 && matches(bytes, from, "quot")) {
            first = '"';
        } else {
            return false;
        }
        end = at + 1;
        return true;
    }

    /** Names from of old need no semicolon; but in attributes they do where they could be part of a query. */
    private boolean readOpen(byte[] bytes, int from, int to, String run, boolean inAttribute) {
        int length = run.length();
        while (length > 1 && !Entities.isBaseNamedEntity(run.substring(0, length))) {
            length--;
        }
        int behind = from + length;
        if (length <= 1) {
            return false;
        }
        boolean closed = behind < to && bytes[behind] == ';';
        boolean goesOn = behind < to && (bytes[behind] == '=' || isAlphanumeric(bytes[behind]));
        if (inAttribute && !closed && goesOn) {
            return false;
        }
        return take(run.substring(0, length), closed ? behind + 1 : behind);
    }

    private boolean take(String name, int behind) {
        int count = Entities.codepointsForName(name, named);
        first = named[0];
        second = count > 1 ? named[1] : 0;
        end = behind;
        return count > 0;
    }

    private static boolean matches(byte[] bytes, int from, String name) {
        for (int i = 0; i < name.length(); i++) {
            if (bytes[from + i] != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAlphanumeric(byte b) {
        return TagBytes.isLetter(b) || (b >= '0' && b <= '9');
    }
}
