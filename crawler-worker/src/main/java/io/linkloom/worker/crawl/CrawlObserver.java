package io.linkloom.worker.crawl;

import io.linkloom.common.model.PageVisit;

/** Hears what the crawl does, for meters. Called by any thread; must be quick. */
public interface CrawlObserver {
    /**
     * A visit was made, and goes on its way.
     *
     * @param nanos from taking up the order to the visit, robots.txt included
     */
    void visited(PageVisit visit, long nanos);

    /** A visit is safe, and its order done. */
    void completed();

    /** An order met an error in the crawler itself. */
    void crawlerError();

    /** Orders were given up because they expired, or would have, before their host may be asked. */
    void expired(int orders);

    /** Orders were given up because their partition is another worker's now. */
    void dropped(int orders);
}
