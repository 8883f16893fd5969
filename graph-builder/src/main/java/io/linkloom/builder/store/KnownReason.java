package io.linkloom.builder.store;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Why a page that is known is not to be fetched.
 *
 * <p>Codes are part of the stored format: append, never reuse.
 */
public enum KnownReason {
    /** Outside of what the crawl's scope takes in. */
    OUT_OF_SCOPE(1),
    /** Further from a seed than the crawl goes. */
    TOO_DEEP(2),
    /** Behind more redirects in a row than are followed. */
    TOO_MANY_REDIRECTS(3),
    /** Kept out by a rule of the crawl's scope file. */
    DENIED(4),
    /** Enough pages of its directory or site were fetched, of which hardly any had new content; a link from another site lets it in. */
    LOW_YIELD(5),
    /** Enough pages of its directory were fetched; a link from another site lets it in. */
    DIRECTORY_FULL(6),
    /** An operator dropped it; no link brings it back. */
    DROPPED(20);

    private static final @Nullable KnownReason[] BY_CODE = new KnownReason[21];

    static {
        for (KnownReason value : values()) {
            BY_CODE[value.code] = value;
        }
    }

    private final int code;
    private final String label = name().toLowerCase(Locale.ROOT);

    KnownReason(int code) {
        this.code = code;
    }

    /** Whether that is so of what lies beside many like it, and not of what other sites link to. */
    public boolean isOfDirectory() {
        return this == LOW_YIELD || this == DIRECTORY_FULL;
    }

    /** The number in rows. */
    public int code() {
        return code;
    }

    /** The constant with {@code code}, null if there is none. */
    public static @Nullable KnownReason ofCode(int code) {
        return code < 0 || code >= BY_CODE.length ? null : BY_CODE[code];
    }

    /** The name in API and exports: lower case with underscores. */
    public String label() {
        return label;
    }
}
