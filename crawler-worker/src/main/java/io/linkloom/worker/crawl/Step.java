package io.linkloom.worker.crawl;

import io.linkloom.common.model.HostState;
import io.linkloom.common.model.PageVisit;

/** What came of one attempt at an order. */
public sealed interface Step {

    /**
     * The order is done.
     *
     * @param visit tells what is known of the host's manners now
     * @param asked whether the page's host was sent a request
     */
    record Visited(PageVisit visit, boolean asked) implements Step {}

    /**
     * The host was asked for its robots.txt; the page comes after the gap that the host wants.
     *
     * @param host what is known of the host's manners now
     */
    record Postponed(HostState host) implements Step {}

    /** The worker stops; the order is as if it had never been tried. */
    record Aborted() implements Step {}
}
