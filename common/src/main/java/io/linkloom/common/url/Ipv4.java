package io.linkloom.common.url;

/** The IPv4 parser and serializer of the URL standard (3.5, 3.6): dotted, octal, hexadecimal and shortened spellings. */
final class Ipv4 {
    /** Given for a text that is no IPv4 address. */
    static final long NONE = -1;

    private static final long TOO_LARGE = 1L << 32;

    private Ipv4() {}

    /** The "ends in a number checker": whether a host must be an IPv4 address or nothing. */
    static boolean endsInNumber(String host) {
        int end = host.endsWith(".") ? host.length() - 1 : host.length();
        int start = host.lastIndexOf('.', end - 1) + 1;
        if (start >= end) {
            return false;
        }
        return isAllDigits(host, start, end) || number(host, start, end) != NONE;
    }

    /** The address as an unsigned 32-bit number, or {@link #NONE}. */
    static long parse(String host) {
        int end = host.endsWith(".") ? host.length() - 1 : host.length();
        long address = 0;
        int parts = 0;
        for (int start = 0; start <= end; ) {
            int dot = host.indexOf('.', start);
            int stop = dot < 0 || dot > end ? end : dot;
            long part = number(host, start, stop);
            parts++;
            boolean last = stop == end;
            if (part == NONE || parts > 4 || part >= (last ? 1L << (8 * (5 - parts)) : 256)) {
                return NONE;
            }
            address |= last ? part : part << (8 * (4 - parts));
            start = stop + 1;
        }
        return address;
    }

    static String serialize(long address) {
        return (address >> 24) + "." + (address >> 16 & 255) + "." + (address >> 8 & 255) + "." + (address & 255);
    }

    /** The "IPv4 number parser"; a number past 32 bits is given as one that is too large, not exactly. */
    private static long number(String text, int from, int to) {
        if (from >= to) {
            return NONE;
        }
        int radix = 10;
        int at = from;
        if (to - from >= 2 && text.charAt(from) == '0') {
            boolean hex = (text.charAt(from + 1) | 0x20) == 'x';
            radix = hex ? 16 : 8;
            at += hex ? 2 : 1;
        }
        long value = 0;
        for (; at < to; at++) {
            int digit = Ascii.hexValue(text.charAt(at));
            if (digit < 0 || digit >= radix) {
                return NONE;
            }
            value = Math.min(value * radix + digit, TOO_LARGE);
        }
        return value;
    }

    private static boolean isAllDigits(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!Ascii.isDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
