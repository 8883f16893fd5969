package io.linkloom.worker.fetch;

import io.linkloom.common.model.Outcome;

/** What came of a request. No case is an exception: to a crawler they are all in a day's work. */
public sealed interface FetchResult {

    /**
     * A final response. The body is there if the status is 2xx; of other statuses nothing but the head matters.
     *
     * @param ip the address connected to
     */
    record Response(int status, ResponseHeaders headers, Body body, String ip) implements FetchResult {}

    /** A response with status 2xx whose type is not wanted; its body was not read. */
    record WrongType(int status, ResponseHeaders headers, String ip) implements FetchResult {}

    /**
     * No response, or none that can be used.
     *
     * @param outcome one of the failures
     * @param detail one sentence for people
     * @param ip the address connected to, empty if none
     */
    record Failure(Outcome outcome, String detail, String ip) implements FetchResult {}

    /** This thread was interrupted because the worker stops; the fetch is as if it had never begun. */
    record Aborted() implements FetchResult {}
}
