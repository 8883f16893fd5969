package io.linkloom.testkit.web;

/** Writes attributes of HTML elements, quoted and escaped in one of the ways authors do it. */
final class Attribute {

    private static final byte[] AMP = Words.bytes("&amp;");
    private static final byte[] NUMERIC_AMP = Words.bytes("&#38;");
    private static final byte[] QUOTE_ENTITY = Words.bytes("&quot;");

    private Attribute() {}

    /**
     * Writes {@code name=value} with a space before it.
     *
     * @param value the value in UTF-8, without escapes
     */
    static void write(ByteSink out, byte[] name, ByteSink value, long hash, boolean isLatin1) {
        int draw = (int) hash & 31;
        int quote = draw < 24 ? '"' : draw < 28 ? '\'' : mayBeUnquoted(value) ? 0 : '"';
        out.put(' ');
        out.put(name);
        if ((hash & 0x3E0) == 0) {
            out.put(' ');
        }
        out.put('=');
        if (quote != 0) {
            out.put(quote);
        }
        writeValue(out, value, hash, isLatin1);
        if (quote != 0) {
            out.put(quote);
        }
    }

    private static void writeValue(ByteSink out, ByteSink value, long hash, boolean isLatin1) {
        int copied = 0;
        for (int i = 0; i < value.length(); i++) {
            int b = value.at(i);
            boolean isForeign = isLatin1 && b < 0;
            if (b != '&' && b != '"' && !isForeign) {
                continue;
            }
            out.put(value, copied, i);
            if (isForeign) {
                i = writeCodePoint(out, value, i);
            } else if (b == '"') {
                out.put(QUOTE_ENTITY);
            } else {
                writeAmpersand(out, hash);
            }
            copied = i + 1;
        }
        out.put(value, copied, value.length());
    }

    /** An ampersand that is left as it is stands before no letters that are the name of an entity. */
    private static void writeAmpersand(ByteSink out, long hash) {
        switch ((int) (hash >>> 12) & 7) {
            case 0 -> out.put('&');
            case 1 -> out.put(NUMERIC_AMP);
            default -> out.put(AMP);
        }
    }

    /**
     * Writes a character of a value in UTF-8 as Latin-1 or, if that lacks it, as a character reference.
     *
     * @return the index of the character's last byte
     */
    private static int writeCodePoint(ByteSink out, ByteSink value, int from) {
        int lead = value.at(from) & 0xFF;
        int following = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
        int codePoint = lead & (0x3F >> following);
        for (int i = 1; i <= following; i++) {
            codePoint = (codePoint << 6) | (value.at(from + i) & 0x3F);
        }
        if (codePoint <= 0xFF) {
            out.put(codePoint);
        } else {
            out.ascii("&#");
            out.decimal(codePoint);
            out.put(';');
        }
        return from + following;
    }

    private static boolean mayBeUnquoted(ByteSink value) {
        for (int i = 0; i < value.length(); i++) {
            int b = value.at(i);
            boolean isSpace = b >= 0 && b <= ' ';
            if (isSpace || b == '"' || b == '\'' || b == '`' || b == '=' || b == '<' || b == '>') {
                return false;
            }
        }
        return value.length() > 0;
    }
}
