package io.linkloom.common.url;

/** A host name in a text and in a key: how the one becomes the other. {@link UrlKey} describes the format. */
final class HostName {
    /** Ends the name in a key. */
    static final byte NAME_END = ')';
    /** Stands between the labels in a key; the greatest byte that is escaped inside a label. */
    static final byte LABEL_END = ',';

    private static final byte ESCAPE = '|';

    private HostName() {}

    /** Whether a name in its normal form is an IPv4 or IPv6 address: no other name has only digits behind its last dot. */
    static boolean isAddress(String text, int from, int to) {
        if (text.charAt(from) == '[') {
            return true;
        }
        int i = to;
        while (i > from && Ascii.isDigit(text.charAt(i - 1))) {
            i--;
        }
        return i < to && i > from && text.charAt(i - 1) == '.';
    }

    /** How many bytes of a name need an escape in a key. */
    static int escapes(String text, int from, int to) {
        int escapes = 0;
        for (int i = from; i < to; i++) {
            escapes += text.charAt(i) <= LABEL_END ? 1 : 0;
        }
        return escapes;
    }

    /** Writes a name into a key and returns the offset behind it. */
    static int write(String text, int from, int to, byte[] key, int offset) {
        if (isAddress(text, from, to)) {
            return copy(text, from, to, key, offset);
        }
        int at = offset;
        int labelEnd = to;
        for (int i = to - 1; i >= from; i--) {
            if (text.charAt(i) == '.') {
                at = writeLabel(text, i + 1, labelEnd, key, at);
                key[at++] = LABEL_END;
                labelEnd = i;
            }
        }
        return writeLabel(text, from, labelEnd, key, at);
    }

    private static int writeLabel(String text, int from, int to, byte[] key, int offset) {
        int at = offset;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c <= LABEL_END) {
                key[at++] = ESCAPE;
            }
            key[at++] = (byte) c;
        }
        return at;
    }

    /** Copies ASCII and returns the offset behind it. */
    @SuppressWarnings("deprecation") // The one method that copies a part of a string without allocating; all is ASCII.
    static int copy(String text, int from, int to, byte[] bytes, int offset) {
        text.getBytes(from, to, bytes, offset);
        return offset + to - from;
    }

    /**
     * Where the name of a host in its normal form ends: at its port, or the end.
     *
     * @throws IllegalArgumentException if the host has a character that no host has
     */
    static int endInHost(String host) {
        boolean ipv6 = host.startsWith("[");
        int end = ipv6 ? host.indexOf(']') + 1 : host.indexOf(':') < 0 ? host.length() : host.indexOf(':');
        boolean valid = end > 0 && isPort(host, end);
        for (int i = 0; valid && i < end; i++) {
            valid = ipv6 ? isIpv6Byte(host.charAt(i)) : isNameByte(host.charAt(i));
        }
        if (!valid) {
            throw new IllegalArgumentException("not a host: " + host);
        }
        return end;
    }

    private static boolean isPort(String host, int from) {
        if (from == host.length()) {
            return true;
        }
        boolean digits = host.charAt(from) == ':' && from + 1 < host.length() && host.length() <= from + 6;
        for (int i = from + 1; digits && i < host.length(); i++) {
            digits = Ascii.isDigit(host.charAt(i));
        }
        return digits;
    }

    /** Where the name that begins a key ends, -1 if it is not a name. */
    static int endInKey(byte[] key, int from, int to) {
        boolean ipv6 = from < to && key[from] == '[';
        for (int i = from; i < to; i++) {
            byte b = key[i];
            if (b == NAME_END) {
                return i > from ? i : -1;
            }
            if (b == ESCAPE) {
                i++;
                if (i == to || key[i] > LABEL_END || !isNameByte(key[i])) {
                    return -1;
                }
            } else if (b < LABEL_END || !(ipv6 ? isIpv6Byte(b) : isNameByte(b))) {
                return -1;
            }
        }
        return -1;
    }

    private static boolean isNameByte(int c) {
        return c > 0 && !Ascii.isOrBeyond(c, Ascii.DOMAIN_FORBIDDEN) && !(c >= 'A' && c <= 'Z');
    }

    private static boolean isIpv6Byte(int c) {
        return c == '[' || c == ']' || c == ':' || Ascii.is(c, Ascii.HEX);
    }

    /** How many escapes a name in a key has. */
    static int escapesInKey(byte[] key, int from, int to) {
        int escapes = 0;
        for (int i = from; i < to; i++) {
            escapes += key[i] == ESCAPE ? 1 : 0;
        }
        return escapes;
    }

    /** Writes a name found in a key into a text, and returns the offset behind it. */
    static int read(byte[] key, int from, int to, byte[] text, int offset) {
        int end = offset + to - from - escapesInKey(key, from, to);
        int at = end;
        for (int start = from; start <= to; ) {
            int stop = labelEnd(key, start, to);
            at -= stop - start - escapesInKey(key, start, stop);
            readLabel(key, start, stop, text, at);
            if (stop < to) {
                text[--at] = '.';
            }
            start = stop + 1;
        }
        return end;
    }

    private static int labelEnd(byte[] key, int from, int to) {
        int i = from;
        while (i < to && key[i] != LABEL_END) {
            i += key[i] == ESCAPE ? 2 : 1;
        }
        return i;
    }

    private static void readLabel(byte[] key, int from, int to, byte[] text, int offset) {
        int at = offset;
        for (int i = from; i < to; i++) {
            if (key[i] != ESCAPE) {
                text[at++] = key[i];
            }
        }
    }
}
