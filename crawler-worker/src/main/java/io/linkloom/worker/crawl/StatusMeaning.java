package io.linkloom.worker.crawl;

import io.linkloom.common.model.Outcome;

/**
 * What a status means for a page (RFC 9110, section 15).
 *
 * <pre>
 * status                                            outcome
 * 200–299                                           fetched
 * 301, 302, 303, 307, 308 with a Location           redirected
 * 304, if it was asked for                          not_modified
 * 404, 410                                          gone
 * other 400–499                                     client_error
 * 500–599                                           server_error
 * anything else                                     malformed_response
 * </pre>
 */
final class StatusMeaning {
    private StatusMeaning() {}

    static Outcome of(int status, boolean hasLocation, boolean conditional) {
        return switch (status) {
            case 301, 302, 303, 307, 308 -> hasLocation ? Outcome.REDIRECTED : Outcome.MALFORMED_RESPONSE;
            case 304 -> conditional ? Outcome.NOT_MODIFIED : Outcome.MALFORMED_RESPONSE;
            case 404, 410 -> Outcome.GONE;
            default -> ofClass(status / 100);
        };
    }

    private static Outcome ofClass(int hundreds) {
        return switch (hundreds) {
            case 2 -> Outcome.FETCHED;
            case 4 -> Outcome.CLIENT_ERROR;
            case 5 -> Outcome.SERVER_ERROR;
            default -> Outcome.MALFORMED_RESPONSE;
        };
    }
}
