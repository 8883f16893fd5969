package io.linkloom.builder.fold;

import io.linkloom.builder.store.PageKey;

/**
 * What a change does to the number of links, kept until all changes of a batch are counted.
 *
 * @param from the page that has the link, or had it
 * @param follow by how much the number of links that are followed changes
 * @param firstSeenMillis of the link
 */
record LinkNote(SourceVisit visit, What what, PageKey from, PageKey target, int follow, long firstSeenMillis) {

    /** What became of the link, as the history has it. */
    enum What {
        ADDED(1),
        RESTORED(1),
        CHANGED(0),
        LOST(-1),
        /** Lost here; it is noted once more as {@link #ARRIVED}. */
        MOVED(-1),
        /** Lost here, and the page has moved to one that has it as well. */
        MERGED(-1),
        /** Live at the new address of its page. */
        ARRIVED(1);

        private final int live;

        What(int live) {
            this.live = live;
        }
    }

    /**
     * A visit that showed links of a page come, change or go.
     *
     * @param host of the page
     * @param isNew whether the page never had a link before
     */
    record SourceVisit(PageKey page, String host, String site, boolean isNew, long atMillis) {}

    /** By how much the number of live links changes. */
    int live() {
        return what.live;
    }

    /** Whether it is of this very visit; there may be another one of the same page at the same time. */
    @SuppressWarnings("ReferenceEquality")
    boolean isOf(SourceVisit one) {
        return visit == one;
    }

    /** The host of the page that has the link. */
    String host() {
        return from.equals(visit.page) ? visit.host : from.url().host();
    }

    /** Whether its source has told of the link for the first time, as far as it remembers. */
    boolean mayBeFirst() {
        return what == What.ADDED || what == What.ARRIVED;
    }

    /** Whether it can be told without a look at what is stored that the link never was. */
    boolean isFirst() {
        return what == What.ADDED && visit.isNew;
    }
}
