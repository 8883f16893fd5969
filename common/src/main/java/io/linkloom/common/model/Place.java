package io.linkloom.common.model;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where on its page a link stands.
 *
 * <p>Codes are part of the wire and the stored format: append, never reuse.
 */
public enum Place {
    OTHER(0),
    MAIN(1),
    ARTICLE(2),
    NAV(3),
    HEADER(4),
    FOOTER(5),
    ASIDE(6);

    private static final @Nullable Place[] BY_CODE = new Place[7];

    static {
        for (Place value : values()) {
            BY_CODE[value.code] = value;
        }
    }

    private final int code;
    private final String label = name().toLowerCase(Locale.ROOT);

    Place(int code) {
        this.code = code;
    }

    /** The number in records and rows. */
    public int code() {
        return code;
    }

    /** The constant with {@code code}, null if there is none. */
    public static @Nullable Place ofCode(int code) {
        return code < 0 || code >= BY_CODE.length ? null : BY_CODE[code];
    }

    /** The name in API and exports: lower case. */
    public String label() {
        return label;
    }
}
