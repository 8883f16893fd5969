package io.linkloom.worker.fetch;

import io.linkloom.common.model.Outcome;

/** What came of a request. No case is an exception: to a crawler they are all in a day's work. */
public sealed interface FetchResult {

    /**
     * A final response. The body is there if the status is 2xx; of other statuses nothing but the head matters.
     *
     * @param type what the body is; OTHER where there is none
     */
    record Response(int status, ResponseHeaders headers, BodyType type, Body body, Transfer transfer)
            implements FetchResult {
        /** The address connected to. */
        public String ip() {
            return transfer.ip();
        }
    }

    /** A response with status 2xx whose type is not wanted; its body was not read. */
    record WrongType(int status, ResponseHeaders headers, Transfer transfer) implements FetchResult {
        /** The address connected to. */
        public String ip() {
            return transfer.ip();
        }
    }

    /**
     * No response, or none that can be used.
     *
     * @param outcome one of the failures
     * @param detail one sentence for people
     * @param ip the address connected to, empty if none
     * @param fault whose failure it is; only the host's own may count against it
     */
    record Failure(Outcome outcome, String detail, String ip, Fault fault) implements FetchResult {}

    /** Who failed. */
    enum Fault {
        /** The host that was to be fetched from, or the way to it. */
        HOST,
        /** This worker or its proxy; the host may never have heard of the request. */
        OURS
    }

    /** This thread was interrupted because the worker stops; the fetch is as if it had never begun. */
    record Aborted() implements FetchResult {}
}
