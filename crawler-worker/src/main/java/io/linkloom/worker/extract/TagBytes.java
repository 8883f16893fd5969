package io.linkloom.worker.extract;

/** What bytes mean within a tag. */
final class TagBytes {
    private static final int SPACE = 1;
    private static final int SLASH = 1 << 1;
    private static final int CLOSE = 1 << 2;
    private static final int EQUALS = 1 << 3;

    private static final byte[] CLASSES = new byte[256];
    private static final byte[] LOWER = new byte[256];

    static {
        for (int i = 0; i < 256; i++) {
            LOWER[i] = (byte) (i >= 'A' && i <= 'Z' ? i | 0x20 : i);
        }
        // A zero byte would be no byte of a packed name; it is in none of ours.
        LOWER[0] = 1;
        CLASSES[' '] = SPACE;
        CLASSES['\t'] = SPACE;
        CLASSES['\n'] = SPACE;
        CLASSES['\r'] = SPACE;
        CLASSES['\f'] = SPACE;
        CLASSES['/'] = SLASH;
        CLASSES['>'] = CLOSE;
        CLASSES['='] = EQUALS;
    }

    private TagBytes() {}

    static boolean isLetter(byte b) {
        int lower = b | 0x20;
        return lower >= 'a' && lower <= 'z';
    }

    static byte lower(byte b) {
        return LOWER[b & 0xFF];
    }

    static boolean isSpace(byte b) {
        return CLASSES[b & 0xFF] == SPACE;
    }

    /** Whether it stands between attributes and means nothing there. */
    static boolean isBetween(byte b) {
        return (CLASSES[b & 0xFF] & (SPACE | SLASH)) != 0;
    }

    /** Whether it ends the name of a tag. */
    static boolean endsName(byte b) {
        return (CLASSES[b & 0xFF] & (SPACE | SLASH | CLOSE)) != 0;
    }

    /** Whether it ends the name of an attribute. */
    static boolean endsAttribute(byte b) {
        return CLASSES[b & 0xFF] != 0;
    }

    /** Whether it ends a value without quotes. */
    static boolean endsValue(byte b) {
        return (CLASSES[b & 0xFF] & (SPACE | CLOSE)) != 0;
    }
}
