package io.linkloom.worker.crawl;

import io.linkloom.common.model.PageVisit;
import java.time.Duration;

/** What came of one attempt at an order. */
public sealed interface Step {

    /**
     * The order is done.
     *
     * @param asked whether the page's host was sent a request
     * @param delay the gap that the host wants now
     */
    record Visited(PageVisit visit, boolean asked, Duration delay) implements Step {}

    /** The host was asked for its robots.txt; the page comes after the gap that the host wants. */
    record Postponed(Duration delay) implements Step {}

    /** The worker stops; the order is as if it had never been tried. */
    record Aborted() implements Step {}
}
