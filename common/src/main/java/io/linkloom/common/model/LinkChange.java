package io.linkloom.common.model;

import io.linkloom.common.url.WebUrl;

/** One change to the link between two pages, as a visit of the source showed it. */
public sealed interface LinkChange {
    /** The link as it is now; a lost one as it was. Position and surrounding text do not travel with changes. */
    Link link();

    /** The first visit that showed the link. */
    long firstSeenMillis();

    /** The source never had the link, as far as it remembers. */
    record Added(Link link, long firstSeenMillis) implements LinkChange {}

    /** The source had the link, lost it, and has it again. */
    record Restored(Link link, long firstSeenMillis) implements LinkChange {}

    /**
     * Kind, rel, anchor, place or count differ from the last visit, or the link is older than was known.
     *
     * @param relBefore rel as it was, so that a receiver that counts need not look
     */
    record Changed(Link link, long firstSeenMillis, int relBefore) implements LinkChange {}

    /** The link is gone. */
    record Lost(Link link, long firstSeenMillis, LostReason reason) implements LinkChange {}

    /**
     * The source page has moved, and the link with it: it is lost at the source, as {@link LostReason#MOVED}, and live at the new
     * address with the same first-seen time.
     *
     * @param to the new address of the source page, of the same site
     * @param alreadyThere whether the page at the new address had the link before, so that nothing changes there
     */
    record Moved(Link link, long firstSeenMillis, WebUrl to, boolean alreadyThere) implements LinkChange {}
}
