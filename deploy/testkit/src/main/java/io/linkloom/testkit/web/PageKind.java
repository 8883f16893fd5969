package io.linkloom.testkit.web;

/** What a page answers. */
enum PageKind {
    HTML(200, "fetched"),
    SLOW_HTML(200, "fetched"),
    REDIRECT(302, "redirected"),
    /** One of two pages that redirect to each other. */
    LOOP(302, "redirected"),
    NOT_FOUND(404, "gone"),
    GONE(410, "gone"),
    SERVER_ERROR(500, "server_error"),
    PDF(200, "wrong_type"),
    PNG(200, "wrong_type"),
    /** Begins an answer and never ends it. */
    SLOW_RIDER(0, "timeout"),
    /** Closes the connection without an answer. */
    SILENT_CLOSE(0, "malformed_response");

    /** The HTTP status, 0 where no complete answer comes; for redirects see {@link PageTable#redirectStatus}. */
    final int status;

    /** What a crawler must report. */
    final String outcome;

    PageKind(int status, String outcome) {
        this.status = status;
        this.outcome = outcome;
    }

    boolean isHtml() {
        return this == HTML || this == SLOW_HTML;
    }

    boolean isRedirect() {
        return this == REDIRECT || this == LOOP;
    }
}
