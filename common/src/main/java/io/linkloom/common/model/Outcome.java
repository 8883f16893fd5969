package io.linkloom.common.model;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What came of an order; every failure has a name of its own, and every outcome a row in the table of {@link OutcomePolicy}.
 *
 * <p>Codes are part of the wire and the stored format: append, never reuse.
 */
public enum Outcome {
    /** A page was read, perhaps cut at the size limit; its links count. */
    FETCHED(1),
    /** The page is as it was at the last visit (HTTP 304). */
    NOT_MODIFIED(2),
    /** The page points elsewhere (HTTP 3xx with a Location); the redirect is its only link. */
    REDIRECTED(3),
    /** The page says that it does not exist (HTTP 404 and 410). */
    GONE(4),
    /** Another HTTP 4xx. */
    CLIENT_ERROR(5),
    /** HTTP 5xx. */
    SERVER_ERROR(6),
    /** robots.txt forbids the page. */
    ROBOTS_DISALLOWED(7),
    /** The host's address is one that the address guard refuses. */
    ADDRESS_REFUSED(8),
    /** The host name has no address. */
    DNS_FAILURE(9),
    /** No connection could be made. */
    CONNECT_FAILURE(10),
    /** The TLS handshake failed, or the certificate is not trusted. */
    TLS_FAILURE(11),
    /** A deadline passed. */
    TIMEOUT(12),
    /** A response beyond what is read at all. */
    TOO_LARGE(13),
    /** A content type that has no links for us; the body was not read. */
    WRONG_TYPE(14),
    /** Not HTTP as RFC 9112 has it, a body that does not decode, or a connection that broke. */
    MALFORMED_RESPONSE(15),
    /** Redirects that lead back to the page itself, or more than ten in a row. */
    REDIRECT_LOOP(16),
    /** robots.txt could not be read, so nothing of the host may be fetched for now (RFC 9309, section 2.3.1.4). */
    ROBOTS_UNREACHABLE(17);

    private static final @Nullable Outcome[] BY_CODE = new Outcome[18];

    static {
        for (Outcome value : values()) {
            BY_CODE[value.code] = value;
        }
    }

    private final int code;
    private final String label = name().toLowerCase(Locale.ROOT);

    Outcome(int code) {
        this.code = code;
    }

    /** The number in records and rows. */
    public int code() {
        return code;
    }

    /** The constant with {@code code}, null if there is none. */
    public static @Nullable Outcome ofCode(int code) {
        return code < 0 || code >= BY_CODE.length ? null : BY_CODE[code];
    }

    /** The name in metrics, API and exports: lower case with underscores. */
    public String label() {
        return label;
    }

    /** Whether the visit shows the page's links as they are now, so that links it does not show are gone. */
    public boolean showsLinks() {
        return this == FETCHED || this == REDIRECTED;
    }
}
