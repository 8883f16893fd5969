package io.linkloom.worker.crawl;

import io.linkloom.common.model.Outcome;
import io.linkloom.testkit.misbehaving.Misbehaviour;

/**
 * What a visit of a misbehaving host's front page must come to.
 *
 * @param detail what the visit's sentence says, or a part of it
 * @param hasLink whether the page's one link is found, as it must be wherever there is a page at all
 * @param after the outcome of the next page of the same host, which is a good one
 */
record Expected(Outcome outcome, String detail, boolean hasLink, Outcome after) {

    /** The page is read. */
    private static Expected page() {
        return new Expected(Outcome.FETCHED, "", true, Outcome.FETCHED);
    }

    /** The page fails, and the host goes on. */
    private static Expected fails(Outcome outcome, String detail) {
        return new Expected(outcome, detail, false, Outcome.FETCHED);
    }

    /** Nothing of the host can be had. */
    private static Expected hostFails(Outcome outcome, String detail) {
        return new Expected(outcome, detail, false, outcome);
    }

    /**
     * The row of a misbehaviour.
     *
     * @throws IllegalArgumentException if it has none yet
     */
    static Expected of(Misbehaviour misbehaviour) {
        return ofTimeAndSize(misbehaviour);
    }

    /** Slow, endless, bombs. */
    private static Expected ofTimeAndSize(Misbehaviour misbehaviour) {
        return switch (misbehaviour) {
            case SLOW_HEAD, SLOW_BODY, SLOW_CHUNKS, SLOW_CHUNK_SIZE -> fails(Outcome.TIMEOUT, "took longer than");
            case SILENCE -> fails(Outcome.TIMEOUT, "no response within");
            case SILENCE_IN_BODY -> fails(Outcome.TIMEOUT, "the response paused for");

            case ENDLESS_BODY, ENDLESS_CHUNKS -> page();
            case ENDLESS_CHUNK_EXTENSION, ENDLESS_TRAILERS, ENDLESS_HEADER_LINE, ENDLESS_HEADERS ->
                fails(Outcome.TOO_LARGE, "headers");
            case ENDLESS_INTERIM_RESPONSES -> fails(Outcome.MALFORMED_RESPONSE, "interim");

            case GZIP_BOMB, GZIP_ENDLESS, GZIP_TWICE, BROTLI_BOMB, ZSTD_BOMB -> fails(Outcome.TOO_LARGE, "decompress");
            case GZIP_EMPTY -> new Expected(Outcome.FETCHED, "", false, Outcome.FETCHED);
            case GZIP_LIE, GZIP_CUT -> fails(Outcome.MALFORMED_RESPONSE, "");
            case UNKNOWN_CODING -> fails(Outcome.MALFORMED_RESPONSE, "x-secret was not asked for");
            default -> ofRedirectsAndRobots(misbehaviour);
        };
    }

    /** Redirects and robots.txt. */
    private static Expected ofRedirectsAndRobots(Misbehaviour misbehaviour) {
        return switch (misbehaviour) {
            case REDIRECT_TO_ITSELF -> fails(Outcome.REDIRECT_LOOP, "the page itself");
            case REDIRECT_LOOP, REDIRECT_CHAIN_5, REDIRECT_CHAIN_11, REDIRECT_ENDLESS, REDIRECT_INSIDE ->
                fails(Outcome.REDIRECTED, "");
            case REDIRECT_TO_NO_PAGE -> fails(Outcome.REDIRECTED, "no web page");
            case REDIRECT_NOWHERE -> fails(Outcome.MALFORMED_RESPONSE, "status 302");

            case ROBOTS_503, ROBOTS_429 -> hostFails(Outcome.ROBOTS_UNREACHABLE, "robots.txt");
            case ROBOTS_403,
                    ROBOTS_ELSEWHERE,
                    ROBOTS_LOOP,
                    ROBOTS_CHAIN_11,
                    ROBOTS_HTML,
                    ROBOTS_600_KIB,
                    ROBOTS_ENDLESS -> page();
            case ROBOTS_CHAIN_5 -> hostFails(Outcome.ROBOTS_DISALLOWED, "robots.txt");
            case ROBOTS_RESET -> hostFails(Outcome.MALFORMED_RESPONSE, "robots.txt");
            case ROBOTS_SILENCE, ROBOTS_SLOW -> hostFails(Outcome.TIMEOUT, "robots.txt");
            default -> ofFraming(misbehaviour);
        };
    }

    /** Answers and connections. */
    private static Expected ofFraming(Misbehaviour misbehaviour) {
        return switch (misbehaviour) {
            case RESET_AT_ONCE -> fails(Outcome.MALFORMED_RESPONSE, "broke");
            case CLOSE_AT_ONCE -> fails(Outcome.MALFORMED_RESPONSE, "without a response");
            case RESET_IN_BODY, CLOSE_IN_HEAD, HALF_CLOSED, CHUNKS_CUT, NO_LAST_CHUNK, LENGTH_TOO_LONG ->
                fails(Outcome.MALFORMED_RESPONSE, "");
            case BAD_CHUNK_SIZE, HUGE_CHUNK_SIZE, LENGTH_NO_NUMBER, TWO_LENGTHS ->
                fails(Outcome.MALFORMED_RESPONSE, "not HTTP");
            case LENGTH_TOO_SHORT, EXTRA_ANSWER, CLOSES_AFTER_EACH -> page();
            case HTTP_0_9, NOT_HTTP, HEADER_WITHOUT_COLON -> fails(Outcome.MALFORMED_RESPONSE, "not HTTP");
            case BARE_LINE_FEEDS, FOLDED_HEADERS, NO_REASON -> page();
            case UNKNOWN_STATUS -> fails(Outcome.MALFORMED_RESPONSE, "status 799");
            case UNASKED_NOT_MODIFIED -> fails(Outcome.MALFORMED_RESPONSE, "status 304");
            case OTHER_PROTOCOL -> fails(Outcome.MALFORMED_RESPONSE, "status 101");
            default -> ofContentAndHost(misbehaviour);
        };
    }

    /** What is on the page, and whether there is a way to it. */
    private static Expected ofContentAndHost(Misbehaviour misbehaviour) {
        return switch (misbehaviour) {
            case HUGE_ATTRIBUTE, MANY_LINKS, DEEP_NESTING -> page();
            case WRONG_CHARSET_UTF_16, WRONG_CHARSET_UTF_8, WRONG_CHARSET_LATIN_1, UNKNOWN_CHARSET -> page();
            case NO_TYPE -> page();
            case NO_TYPE_BINARY, WRONG_TYPE, LARGE_FILE -> fails(Outcome.WRONG_TYPE, "");
            case BINARY_AS_HTML -> new Expected(Outcome.FETCHED, "", false, Outcome.FETCHED);

            case BUSY_429_SECONDS, BUSY_429_DATE, BUSY_429, BUSY_NONSENSE, BUSY_CENTURY ->
                fails(Outcome.CLIENT_ERROR, "");
            case BUSY_503_SECONDS, BUSY_503_DATE, BUSY_503 -> fails(Outcome.SERVER_ERROR, "");

            case TLS_SELF_SIGNED, TLS_WRONG_NAME, TLS_PLAIN, TLS_GARBAGE -> hostFails(Outcome.TLS_FAILURE, "TLS");
            case TLS_SILENCE -> hostFails(Outcome.TIMEOUT, "TLS handshake");
            case TLS_SLOW -> hostFails(Outcome.TIMEOUT, "took longer than");
            case NO_SUCH_NAME -> hostFails(Outcome.DNS_FAILURE, "no-such-name.invalid");
            case REFUSED -> hostFails(Outcome.CONNECT_FAILURE, "refused");
            default -> throw new IllegalArgumentException("what is to come of " + misbehaviour + "?");
        };
    }

    /** Whether the host ends only by a deadline of the crawler's. */
    static boolean isUntilDeadline(Misbehaviour misbehaviour) {
        return of(misbehaviour).outcome() == Outcome.TIMEOUT;
    }

    /** Whether the host asks to be left alone for a while. */
    static boolean isBusy(Misbehaviour misbehaviour) {
        return misbehaviour.label().startsWith("busy-");
    }
}
