package io.linkloom.common.model;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a page became known.
 *
 * <p>Codes are part of the wire and the stored format: append, never reuse.
 */
public enum Origin {
    /** A page links to it. */
    LINK(1),
    /** Somebody asked for it. */
    SEED(2),
    /** A sitemap lists it. */
    SITEMAP(3),
    /** It is a sitemap itself, named by a robots.txt, a page or a sitemap index. */
    SITEMAP_FILE(4);

    private static final @Nullable Origin[] BY_CODE = new Origin[5];

    static {
        for (Origin value : values()) {
            BY_CODE[value.code] = value;
        }
    }

    private final int code;
    private final String label = name().toLowerCase(Locale.ROOT);

    Origin(int code) {
        this.code = code;
    }

    /** The number in records and rows. */
    public int code() {
        return code;
    }

    /** The constant with {@code code}, null if there is none. */
    public static @Nullable Origin ofCode(int code) {
        return code < 0 || code >= BY_CODE.length ? null : BY_CODE[code];
    }

    /** The name in API and exports: lower case. */
    public String label() {
        return label;
    }
}
