package io.linkloom.worker.crawl;

import io.linkloom.common.model.FetchOrder;
import io.linkloom.common.model.HostState;
import io.linkloom.worker.fetch.Fetcher;

/** Orders from robots.txt to page, with no gap between. */
final class Attempts {
    private Attempts() {}

    /** Tries an order until it is done, or given up. */
    static Step whole(CrawlStep step, FetchOrder order, HostState known, Fetcher fetcher) {
        Step first = step.crawl(order, known, true, fetcher);
        return first instanceof Step.Postponed(HostState told) ? step.crawl(order, told, false, fetcher) : first;
    }
}
