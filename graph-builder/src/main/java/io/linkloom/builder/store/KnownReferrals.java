package io.linkloom.builder.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of the links to the pages of a shard. */
public interface KnownReferrals {
    /** A link from another site, null if it never was. */
    @Nullable
    InlinkRow inlink(InlinkKey key);

    /** The links of one other site to a page, by source; lost ones included. Where suffixes lie below the site, links of others too. */
    Rows<InlinkKey, InlinkRow> inlinks(PageKey target, String sourceSite);

    /** How sites link to other sites as a whole, by the bytes of {@link ReferrerKey}s of two sites, in their order; null where one never did. */
    List<@Nullable Referring> referring(List<byte[]> pairs);

    /** The links of a site as a whole to a page or host, null if there is no row of them; none while its links to the site are few. */
    @Nullable
    ReferrerRow referrer(ReferrerKey site);

    /** The links of one host among several of a site, null if there is no row of them. */
    @Nullable
    Tally referrerHost(ReferrerKey host);

    /** The links to pages, hosts or sites, in the order of the keys; {@link CountsRow#NONE} where there never were any. */
    List<CountsRow> counts(List<CountsKey> to);

    /** What became of the links to sites on days, by the bytes of {@link HistoryKey}s, in their order. */
    List<HistoryRow> history(List<byte[]> days);
}
