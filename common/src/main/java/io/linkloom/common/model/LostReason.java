package io.linkloom.common.model;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Why a link is known to be gone.
 *
 * <p>Codes are part of the wire and the stored format: append, never reuse.
 */
public enum LostReason {
    /** The page is there and no longer has the link. */
    LINK_REMOVED(1),
    /** The page answers 404 or 410. */
    PAGE_GONE(2),
    /** The page now redirects. */
    PAGE_REDIRECTED(3),
    /** The page has failed for longer than the grace period. */
    PAGE_ERROR(4),
    /** The page now asks not to be indexed. */
    PAGE_NOINDEX(5),
    /** The page now names another as its canonical one. */
    NOT_CANONICAL(6),
    /** robots.txt now forbids the page. */
    ROBOTS_DISALLOWED(7),
    /** The page has moved to another address of its site, and the link with it. */
    MOVED(8);

    private static final @Nullable LostReason[] BY_CODE = new LostReason[9];

    static {
        for (LostReason value : values()) {
            BY_CODE[value.code] = value;
        }
    }

    private final int code;
    private final String label = name().toLowerCase(Locale.ROOT);

    LostReason(int code) {
        this.code = code;
    }

    /** The number in records and rows. */
    public int code() {
        return code;
    }

    /** The constant with {@code code}, null if there is none. */
    public static @Nullable LostReason ofCode(int code) {
        return code < 0 || code >= BY_CODE.length ? null : BY_CODE[code];
    }

    /** The name in API and exports: lower case with underscores. */
    public String label() {
        return label;
    }
}
