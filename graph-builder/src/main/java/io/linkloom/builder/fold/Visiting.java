package io.linkloom.builder.fold;

import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.PageRow;
import io.linkloom.builder.store.PageRow.LinksSeen;
import io.linkloom.common.model.PageVisit;

/**
 * A visit while it is folded.
 *
 * @param known the page as it was before
 * @param offset of the visit in its topic
 */
record Visiting(PageKey page, PageRow known, long offset, PageVisit visit, ChangeSet changes) {

    LinksSeen seen() {
        return known.links();
    }

    long atMillis() {
        return visit.fetchedAtMillis();
    }

    /** Whether the links are known as they were later than this. */
    boolean isStale() {
        return atMillis() < known.links().asOfMillis();
    }
}
