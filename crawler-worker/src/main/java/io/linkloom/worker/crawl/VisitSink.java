package io.linkloom.worker.crawl;

import io.linkloom.common.model.PageVisit;
import io.linkloom.common.topic.Acknowledgement;

/** Where visits go. Thread-safe. */
public interface VisitSink {
    /**
     * Sends a visit; may wait for room.
     *
     * @param whenDone hears whether the visit is safe, perhaps on another thread
     */
    void send(PageVisit visit, Acknowledgement whenDone);

    /** Waits until all visits sent so far are acknowledged. */
    void flush();
}
