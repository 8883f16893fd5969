package io.linkloom.common.model;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * By what a page points to another.
 *
 * <p>Codes are part of the wire and the stored format: append, never reuse.
 */
public enum LinkKind {
    A(1),
    AREA(2),
    REDIRECT(3),
    IMG(4),
    IFRAME(5),
    FRAME(6),
    FORM(7),
    LINK(8),
    CANONICAL(9),
    ALTERNATE(10),
    NEXT(11),
    PREV(12),
    META_REFRESH(13),
    HTTP_LINK(14),
    SITEMAP(15),
    AMPHTML(16),
    OG_URL(17);

    private static final @Nullable LinkKind[] BY_CODE = new LinkKind[18];

    static {
        for (LinkKind value : values()) {
            BY_CODE[value.code] = value;
        }
    }

    private final int code;
    private final String label = name().toLowerCase(Locale.ROOT);

    LinkKind(int code) {
        this.code = code;
    }

    /** The number in records and rows. */
    public int code() {
        return code;
    }

    /** The constant with {@code code}, null if there is none. */
    public static @Nullable LinkKind ofCode(int code) {
        return code < 0 || code >= BY_CODE.length ? null : BY_CODE[code];
    }

    /** The name in API and exports: lower case with underscores. */
    public String label() {
        return label;
    }
}
