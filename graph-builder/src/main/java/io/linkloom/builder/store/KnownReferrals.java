package io.linkloom.builder.store;

import org.jspecify.annotations.Nullable;

/** What is known of the links to the pages of a shard. */
public interface KnownReferrals {
    /** A link from another site, null if it never was. */
    @Nullable
    InlinkRow inlink(InlinkKey key);

    /** The links of one other site to a page, by source; lost ones included. Where suffixes lie below the site, links of others too. */
    Rows<InlinkKey, InlinkRow> inlinks(PageKey target, String sourceSite);

    /** The links of a site as a whole to a page, host or site, null if there is no row of them. */
    @Nullable
    ReferrerRow referrer(ReferrerKey site);

    /** The links of one host among several of a site, null if there is no row of them. */
    @Nullable
    Tally referrerHost(ReferrerKey host);

    /** The links to a page, host or site; {@link CountsRow#NONE} if there never were any. */
    CountsRow counts(CountsKey to);

    /** What became of the links to a site on a day. */
    HistoryRow history(HistoryKey day);
}
