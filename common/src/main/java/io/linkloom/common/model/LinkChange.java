package io.linkloom.common.model;

/** One change to the link between two pages, as a visit of the source showed it. */
public sealed interface LinkChange {
    /** The link as it is now; a lost one as it was. Position and surrounding text do not travel with changes. */
    Link link();

    /** The first visit that showed the link. */
    long firstSeenMillis();

    /** The source did not have the link at its last visit, or was never visited. */
    record Added(Link link, long firstSeenMillis) implements LinkChange {}

    /** Kind, rel, anchor, place or count differ from the last visit. */
    record Changed(Link link, long firstSeenMillis) implements LinkChange {}

    /** The link is gone. */
    record Lost(Link link, long firstSeenMillis, LostReason reason) implements LinkChange {}
}
