package io.linkloom.builder.fold;

import io.linkloom.builder.store.CountsKey;
import io.linkloom.builder.store.CountsRow;
import io.linkloom.builder.store.HistoryKey;
import io.linkloom.builder.store.HistoryRow;
import io.linkloom.builder.store.InlinkKey;
import io.linkloom.builder.store.KnownReferrals;
import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.ReferrerKey;
import io.linkloom.builder.store.ReferrerRow;
import io.linkloom.builder.store.ShardTotals;
import io.linkloom.builder.store.Tally;
import io.linkloom.builder.store.WriteSet;
import io.linkloom.common.model.LinkChange;
import io.linkloom.common.model.RelToken;
import io.linkloom.common.url.Sites;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Counts links from other sites as they come and go: how many a page, a host and a site has, from how many hosts and sites,
 * and what became of them on each day.
 *
 * <p>Links themselves are written blindly, but whether a link is the first or the last one of its host or site has to be known.
 * {@link Referrer} knows it for each site that links to a host or site, and for a page where it is asked. What a change says of
 * the link before is taken on trust, but for one thing: a link may be added that was there so long ago that its source has
 * forgotten it.
 *
 * <p>Changes are counted one by one in the order of the topic, so how they are batched makes no difference. Not thread-safe.
 */
final class Referrals {
    private static final Tally BIRTH = new Tally(0, 0, 1);

    private final KnownReferrals stored;
    private final ReferralMemory memory;
    private final ShardTotals totals;
    /** Links that came with changes that are not stored yet. */
    private final Set<InlinkKey> born = new HashSet<>();
    /** The sites whose links the visit changes, by site linked to, with whether they linked before it. */
    private final Map<ReferrerKey, Boolean> linkedBeforeVisit = new LinkedHashMap<>();

    /**
     * Over what is stored.
     *
     * @param memory what was counted since then goes into it
     */
    Referrals(KnownReferrals stored, ReferralMemory memory, ShardTotals totals) {
        this.stored = stored;
        this.memory = memory;
        this.totals = totals;
    }

    /**
     * Counts what became of the link from {@code source} to {@code target}, as a visit at {@code atMillis} showed. After the
     * last change of a visit comes {@link #endVisit}.
     *
     * @param sourceSite of {@code source}, the same for all changes of a visit
     */
    void fold(Sites sites, PageKey target, PageKey source, String sourceSite, LinkChange change, long atMillis) {
        String targetSite = sites.siteOf(target.url());
        Triple referrers = referrers(sites, target, targetSite, sourceSite);
        linkedBeforeVisit.putIfAbsent(referrers.siteKey, referrers.toSite.isLive());
        boolean linkedBefore = referrers.toPage.links().ever() > 0;
        List<Referrer.Shift> shifts = shifts(target, source, change, linkedBefore);
        CountsRow ofSite = count(referrers.toSite, referrers.siteKey, shifts, change, atMillis);
        count(referrers.toHost, referrers.hostKey, shifts, change, atMillis);
        count(referrers.toPage, referrers.pageKey, shifts, change, atMillis);
        totals.addExternalLinks(ofSite.links().live());
        note(targetSite, atMillis, ofLink(change, ofSite.links().live()));
    }

    /** Notes which sites link now that did not before the visit at {@code atMillis}, and which no more. */
    void endVisit(long atMillis) {
        linkedBeforeVisit.forEach((key, before) -> {
            boolean now = memory.referrers.get(key, this::read).isLive();
            if (now != before) {
                note(key.to().text(), atMillis, new HistoryRow(0, 0, 0, 0, now ? 1 : 0, now ? 0 : 1));
            }
        });
        linkedBeforeVisit.clear();
    }

    /** Adds to {@code writes} what was counted. */
    void writeTo(WriteSet writes) {
        memory.writeTo(writes);
    }

    /** The links of the source's site to the target's site, host and page. */
    private record Triple(
            ReferrerKey siteKey,
            Referrer toSite,
            ReferrerKey hostKey,
            Referrer toHost,
            ReferrerKey pageKey,
            Referrer toPage) {}

    /** What nobody links to need not be read, and who never linked to the site did not link to its hosts and pages. */
    private Triple referrers(Sites sites, PageKey target, String targetSite, String site) {
        ReferrerKey siteKey = ReferrerKey.ofSite(CountsKey.ofSite(targetSite), site);
        boolean siteIsNew = counts(siteKey.to(), false).now.links().ever() == 0;
        Referrer toSite = memory.referrers.get(siteKey, key -> siteIsNew ? Referrer.none() : read(key));
        ReferrerKey hostKey = ReferrerKey.ofSite(CountsKey.ofHostOf(target), site);
        Referrer toHost =
                memory.referrers.get(hostKey, key -> toSite.links().ever() == 0 ? Referrer.none() : read(key));
        boolean hostIsNew = counts(hostKey.to(), siteIsNew).now.links().ever() == 0;
        boolean pageIsNew =
                counts(CountsKey.ofPage(target), hostIsNew).now.links().ever() == 0;
        ReferrerKey pageKey = ReferrerKey.ofSite(CountsKey.ofPage(target), site);
        Referrer toPage = memory.referrers.get(
                pageKey, key -> pageIsNew ? Referrer.none() : readOfPage(sites, key, target, toHost));
        return new Triple(siteKey, toSite, hostKey, toHost, pageKey, toPage);
    }

    private Referrer read(ReferrerKey key) {
        ReferrerRow row = stored.referrer(key);
        return row == null ? Referrer.none() : Referrer.of(row);
    }

    private Referrer readOfPage(Sites sites, ReferrerKey key, PageKey target, Referrer toHost) {
        long ever = toHost.links().ever();
        if (ever == 0) {
            return Referrer.none();
        }
        ReferrerRow row = ever > ReferrerRow.MOST_WITHOUT_ROW ? stored.referrer(key) : null;
        return row == null ? Referrer.counted(stored.inlinks(target, key.site()), key.site(), sites) : Referrer.of(row);
    }

    /** The counts of a page, host or site; {@code isNew} says that nobody ever linked to what it is a part of. */
    private ReferralMemory.Counts counts(CountsKey key, boolean isNew) {
        return memory.counts.get(
                key, wanted -> new ReferralMemory.Counts(isNew ? CountsRow.NONE : stored.counts(wanted)));
    }

    /** What the change does to the numbers of the hosts that have to do with it. */
    private List<Referrer.Shift> shifts(PageKey target, PageKey source, LinkChange change, boolean linkedBefore) {
        String host = source.url().host();
        int follow = RelToken.isFollow(change.link().rel()) ? 1 : 0;
        Tally come = new Tally(1, follow, 0);
        Tally gone = new Tally(-1, -follow, 0);
        return switch (change) {
            case LinkChange.Added _ -> List.of(new Referrer.Shift(host, coming(target, source, come, linkedBefore)));
            case LinkChange.Restored _ -> List.of(new Referrer.Shift(host, come));
            case LinkChange.Changed changed -> {
                int before = RelToken.isFollow(changed.relBefore()) ? 1 : 0;
                yield List.of(new Referrer.Shift(host, new Tally(0, follow - before, 0)));
            }
            case LinkChange.Lost _ -> List.of(new Referrer.Shift(host, gone));
            case LinkChange.Moved moved -> {
                Referrer.Shift leaving = new Referrer.Shift(host, gone);
                if (moved.alreadyThere()) {
                    yield List.of(leaving);
                }
                Tally coming = coming(target, PageKey.of(moved.to()), come, linkedBefore);
                yield List.of(leaving, new Referrer.Shift(moved.to().host(), coming));
            }
        };
    }

    /** The link counts as one more that ever was, unless it was there before. */
    private Tally coming(PageKey target, PageKey source, Tally live, boolean linkedBefore) {
        InlinkKey key = new InlinkKey(target, source);
        boolean isNew = born.add(key) && (!linkedBefore || stored.inlink(key) == null);
        return isNew ? live.plus(BIRTH) : live;
    }

    private CountsRow count(
            Referrer referrer, ReferrerKey key, List<Referrer.Shift> shifts, LinkChange change, long atMillis) {
        CountsRow more = referrer.apply(
                shifts, change.firstSeenMillis(), atMillis, host -> ofHost(stored.referrerHost(key.at(host))));
        memory.referrers.changed(key, referrer);
        if (!more.equals(CountsRow.NONE)) {
            ReferralMemory.Counts counted = counts(key.to(), false);
            counted.now = counted.now.plus(more);
            memory.counts.changed(key.to(), counted);
        }
        return more;
    }

    private static HistoryRow ofLink(LinkChange change, long live) {
        return change instanceof LinkChange.Moved
                ? new HistoryRow(0, 0, 1, -live, 0, 0)
                : new HistoryRow(Math.max(0, live), Math.max(0, -live), 0, 0, 0, 0);
    }

    private void note(String targetSite, long atMillis, HistoryRow happened) {
        if (!happened.equals(HistoryRow.NONE)) {
            HistoryKey key = new HistoryKey(targetSite, HistoryKey.dayOf(atMillis));
            ReferralMemory.Day day = memory.days.get(key, wanted -> new ReferralMemory.Day(stored.history(wanted)));
            day.now = day.now.plus(happened);
            memory.days.changed(key, day);
        }
    }

    private static Tally ofHost(@Nullable Tally stored) {
        return stored == null ? Tally.NONE : stored;
    }
}
