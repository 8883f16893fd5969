package io.linkloom.common.model;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What came of a host's robots.txt when it was last asked for (RFC 9309, section 2.3.1).
 *
 * <p>Codes are part of the wire and the stored format: append, never reuse.
 */
public enum RobotsState {
    /** It was not asked for. */
    UNKNOWN(0),
    /** It was read, and its rules hold. */
    READ(1),
    /** The server has none (HTTP 4xx), or it leads nowhere: all is allowed. */
    ABSENT(2),
    /** The server failed to give it (HTTP 5xx, 429): all is forbidden for now. */
    SERVER_FAILED(3),
    /** The server could not be reached: all is forbidden for now. */
    UNREACHABLE(4),
    /** It has failed for so long that it is taken for absent. */
    GIVEN_UP(5);

    private static final @Nullable RobotsState[] BY_CODE = new RobotsState[6];

    static {
        for (RobotsState value : values()) {
            BY_CODE[value.code] = value;
        }
    }

    private final int code;
    private final String label = name().toLowerCase(Locale.ROOT);

    RobotsState(int code) {
        this.code = code;
    }

    /** The number in records and rows. */
    public int code() {
        return code;
    }

    /** The constant with {@code code}, null if there is none. */
    public static @Nullable RobotsState ofCode(int code) {
        return code < 0 || code >= BY_CODE.length ? null : BY_CODE[code];
    }

    /** The name in API and exports: lower case with underscores. */
    public String label() {
        return label;
    }
}
