package io.linkloom.builder.fold;

import io.linkloom.builder.store.OutLink;
import io.linkloom.builder.store.OutlinksRow;
import io.linkloom.builder.store.PageKey;
import io.linkloom.common.model.Link;
import io.linkloom.common.model.LostReason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a visit changes in the links of its page.
 *
 * @param after the links as they then are
 * @param changes one for each link that came, changed or went, by target
 */
record OutlinksDelta(OutlinksRow after, List<Change> changes) {

    /** What happened to a link. */
    enum Kind {
        ADDED,
        RESTORED,
        CHANGED,
        LOST,
        /** Lost here, and live where the page has moved to. */
        MOVED
    }

    /**
     * A link after the change, and what that was.
     *
     * @param relBefore its rel before that
     */
    record Change(Kind kind, OutLink link, int relBefore) {
        /** Whether the page has the link after it. */
        boolean isLive() {
            return link.isLive();
        }
    }

    private static final Comparator<OutLink> BY_TARGET = (a, b) -> a.target().compareTo(b.target());

    /**
     * The links are now those that the visit showed.
     *
     * @param page that has them
     * @param shown at most one of them for each target counts, the first
     * @param reason why links are gone that are not among them
     * @param move where they may be instead, null if nowhere
     */
    static OutlinksDelta to(
            PageKey page, List<Link> shown, OutlinksRow before, long atMillis, LostReason reason, @Nullable Move move) {
        return new Merge(before, atMillis, reason, move, shown.size()).of(sorted(page, shown, atMillis));
    }

    /** The visit is older than what is known: it only proves that links it showed, and that are live, are as old as it. */
    static OutlinksDelta widening(List<Link> shown, OutlinksRow before, long atMillis) {
        Map<PageKey, Link> byTarget = new HashMap<>();
        shown.forEach(link -> byTarget.put(PageKey.of(link.target()), link));
        List<OutLink> live = new ArrayList<>();
        List<Change> changes = new ArrayList<>();
        for (OutLink link : before.live()) {
            boolean older = atMillis < link.firstSeenMillis() && byTarget.containsKey(link.target());
            OutLink now = older ? link.firstSeenAt(atMillis) : link;
            live.add(now);
            if (older) {
                changes.add(new Change(Kind.CHANGED, now, link.rel()));
            }
        }
        return new OutlinksDelta(new OutlinksRow(live, before.lost()), changes);
    }

    /** Links of a page that had none. */
    static OutlinksDelta added(List<OutLink> links) {
        List<Change> changes = new ArrayList<>(links.size());
        links.forEach(link -> changes.add(new Change(Kind.ADDED, link, link.rel())));
        return new OutlinksDelta(new OutlinksRow(links, List.of()), changes);
    }

    /** The same with these as the lost links that the page remembers. */
    OutlinksDelta remembering(List<OutLink> lost) {
        return new OutlinksDelta(new OutlinksRow(after.live(), lost), changes);
    }

    /** As links that were never seen before. */
    private static OutLink[] sorted(PageKey page, List<Link> links, long atMillis) {
        OutLink[] sorted = new OutLink[links.size()];
        for (int i = 0; i < sorted.length; i++) {
            Link link = links.get(i);
            sorted[i] = OutLink.of(page.neighbour(link.target()), link, atMillis);
        }
        // Stable, so that of several links to one target the first stays the first.
        Arrays.sort(sorted, BY_TARGET);
        return sorted;
    }

    /** One walk through two sorted lists. */
    private static final class Merge {
        private static final int FEW = 8;

        private final OutlinksRow before;
        private final long atMillis;
        private final LostReason reason;
        private final @Nullable Move move;
        private final Map<PageKey, OutLink> lost = new HashMap<>();
        private final List<OutLink> live;
        private final List<Change> changes;

        Merge(OutlinksRow before, long atMillis, LostReason reason, @Nullable Move move, int shown) {
            this.before = before;
            this.atMillis = atMillis;
            this.reason = reason;
            this.move = move;
            this.live = new ArrayList<>(shown);
            this.changes = new ArrayList<>(before.live().isEmpty() ? shown : FEW);
            before.lost().forEach(link -> lost.put(link.target(), link));
        }

        OutlinksDelta of(OutLink[] shown) {
            int next = 0;
            @Nullable PageKey last = null;
            for (OutLink now : shown) {
                if (now.target().equals(last)) {
                    continue;
                }
                last = now.target();
                int order = 1;
                while (next < before.live().size()) {
                    order = before.live().get(next).target().compareTo(last);
                    if (order >= 0) {
                        break;
                    }
                    lose(before.live().get(next++));
                }
                keep(
                        now,
                        order == 0 && next < before.live().size()
                                ? before.live().get(next++)
                                : null);
            }
            while (next < before.live().size()) {
                lose(before.live().get(next++));
            }
            return new OutlinksDelta(new OutlinksRow(live, newestLost()), changes);
        }

        private void keep(OutLink now, @Nullable OutLink was) {
            if (was != null && !was.differsFrom(now)) {
                live.add(was);
                return;
            }
            OutLink lostBefore = lost.isEmpty() ? null : lost.remove(now.target());
            OutLink link = now.firstSeenAt(firstSeen(was, lostBefore));
            live.add(link);
            Kind kind = was != null ? Kind.CHANGED : lostBefore != null ? Kind.RESTORED : Kind.ADDED;
            changes.add(new Change(kind, link, was == null ? link.rel() : was.rel()));
        }

        private long firstSeen(@Nullable OutLink was, @Nullable OutLink lostBefore) {
            if (was != null) {
                return was.firstSeenMillis();
            }
            return lostBefore == null ? atMillis : Math.min(lostBefore.firstSeenMillis(), atMillis);
        }

        private void lose(OutLink was) {
            LostReason why = move == null ? reason : move.reasonOf(was, reason);
            OutLink gone = was.lostAt(atMillis, why);
            lost.put(was.target(), gone);
            changes.add(new Change(why == LostReason.MOVED ? Kind.MOVED : Kind.LOST, gone, was.rel()));
        }

        private List<OutLink> newestLost() {
            if (lost.isEmpty()) {
                return List.of();
            }
            List<OutLink> all = new ArrayList<>(lost.values());
            if (all.size() > OutlinksRow.MAX_LOST) {
                all.sort(Comparator.comparingLong(OutLink::lostAtMillis)
                        .reversed()
                        .thenComparing(OutLink::target));
                all = all.subList(0, OutlinksRow.MAX_LOST);
            }
            all.sort(BY_TARGET);
            return all;
        }
    }
}
