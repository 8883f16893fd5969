package io.linkloom.builder.fold;

import io.linkloom.builder.store.CountsKey;
import io.linkloom.builder.store.KnownReferrals;
import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.ReferrerKey;
import io.linkloom.builder.store.ReferrerRow;
import io.linkloom.builder.store.Tally;
import io.linkloom.builder.store.WriteSet;
import io.linkloom.common.url.Sites;
import java.util.LinkedHashMap;
import java.util.Map;

/** The links of one site to another that lead to too many pages for one row: numbers for the site, each host and each page. */
final class ManyLinks implements PairLinks {
    /** As every shard was made with the same list. */
    private static final Sites SITES = new Sites();

    private final ReferrerKey key;
    private final Referrer toSite;
    private final CountsChanges counts;
    private final KnownReferrals stored;
    private final Map<CountsKey, Referrer> toHostsAndPages = new LinkedHashMap<>();

    /** As {@code toSite} says. */
    ManyLinks(ReferrerKey key, Referrer toSite, CountsChanges counts, KnownReferrals stored) {
        this.key = key;
        this.toSite = toSite;
        this.counts = counts;
        this.stored = stored;
    }

    /** Adds links that have been counted already, before any change and in a pair that has no rows of this kind yet. */
    void startWith(PageKey target, String host, Tally links) {
        toSite.startWith(host, links);
        toHostsAndPages
                .computeIfAbsent(CountsKey.ofHostOf(target), _ -> Referrer.none())
                .startWith(host, links);
        toHostsAndPages
                .computeIfAbsent(CountsKey.ofPage(target), _ -> Referrer.none())
                .startWith(host, links);
    }

    @Override
    public boolean isLive() {
        return toSite.isLive();
    }

    @Override
    public boolean everHad(PageKey target, String host) {
        return toPage(target).links().ever() > 0;
    }

    @Override
    public PairLinks plus(PageKey target, String host, Tally more) {
        // Read before anything of it is changed.
        Referrer toPage = toPage(target);
        Referrer toHost = toHost(target);
        change(key.to(), toSite, host, more);
        change(CountsKey.ofHostOf(target), toHost, host, more);
        change(CountsKey.ofPage(target), toPage, host, more);
        return this;
    }

    private void change(CountsKey to, Referrer referrer, String host, Tally more) {
        ReferrerKey row = ReferrerKey.ofSite(to, key.site());
        referrer.plus(host, more, name -> stored.referrerHost(row.at(name)), counts.of(to));
    }

    private Referrer toHost(PageKey target) {
        return toHostsAndPages.computeIfAbsent(CountsKey.ofHostOf(target), this::read);
    }

    private Referrer read(CountsKey to) {
        ReferrerRow row = stored.referrer(ReferrerKey.ofSite(to, key.site()));
        return row == null ? Referrer.none() : Referrer.of(row);
    }

    private Referrer toPage(PageKey target) {
        CountsKey to = CountsKey.ofPage(target);
        Referrer known = toHostsAndPages.get(to);
        if (known == null) {
            known = readOfPage(to, target);
            toHostsAndPages.put(to, known);
        }
        return known;
    }

    /** Who never linked to the host did not link to the page. */
    private Referrer readOfPage(CountsKey to, PageKey target) {
        long ever = toHost(target).links().ever();
        if (ever == 0) {
            return Referrer.none();
        }
        ReferrerRow row =
                ever > ReferrerRow.MOST_WITHOUT_ROW ? stored.referrer(ReferrerKey.ofSite(to, key.site())) : null;
        return row == null ? Referrer.counted(stored.inlinks(target, key.site()), key.site(), SITES) : Referrer.of(row);
    }

    @Override
    public void seen(long firstSeenMillis, long atMillis) {
        toSite.seen(firstSeenMillis, atMillis);
    }

    @Override
    public void finish(WriteSet writes) {
        toSite.writeTo(key, writes);
        toHostsAndPages.forEach((to, referrer) -> referrer.writeTo(ReferrerKey.ofSite(to, key.site()), writes));
    }
}
