package io.linkloom.builder.store;

import org.jspecify.annotations.Nullable;

/** What is counted together: the links to one page, to all pages of a host, to all pages of a site. */
public enum Level {
    PAGE('p'),
    HOST('h'),
    SITE('s');

    private final byte code;

    Level(char code) {
        this.code = (byte) code;
    }

    /** The first byte of keys of this level. */
    byte code() {
        return code;
    }

    static @Nullable Level ofCode(byte code) {
        return switch (code) {
            case 'p' -> PAGE;
            case 'h' -> HOST;
            case 's' -> SITE;
            default -> null;
        };
    }
}
