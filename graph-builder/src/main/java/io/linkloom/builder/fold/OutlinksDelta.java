package io.linkloom.builder.fold;

import io.linkloom.builder.store.OutLink;
import io.linkloom.builder.store.OutlinksRow;
import io.linkloom.builder.store.PageKey;
import io.linkloom.common.model.Link;
import io.linkloom.common.model.LostReason;
import java.util.ArrayList;
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

    /** A link of the visit with the key of its target. */
    private record Shown(PageKey target, Link link) {}

    /**
     * The links are now those that the visit showed.
     *
     * @param shown at most one of them for each target counts, the first
     * @param reason why links are gone that are not among them
     * @param move where they may be instead, null if nowhere
     */
    static OutlinksDelta to(
            List<Link> shown, OutlinksRow before, long atMillis, LostReason reason, @Nullable Move move) {
        return new Merge(before, atMillis, reason, move).of(sorted(shown));
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

    private static List<Shown> sorted(List<Link> links) {
        List<Shown> sorted = new ArrayList<>(links.size());
        for (Link link : links) {
            sorted.add(new Shown(PageKey.of(link.target()), link));
        }
        // Stable, so that of several links to one target the first stays the first.
        sorted.sort(Comparator.comparing(Shown::target));
        return sorted;
    }

    /** One walk through two sorted lists. */
    private static final class Merge {
        private final OutlinksRow before;
        private final long atMillis;
        private final LostReason reason;
        private final @Nullable Move move;
        private final Map<PageKey, OutLink> lost = new HashMap<>();
        private final List<OutLink> live = new ArrayList<>();
        private final List<Change> changes = new ArrayList<>();

        Merge(OutlinksRow before, long atMillis, LostReason reason, @Nullable Move move) {
            this.before = before;
            this.atMillis = atMillis;
            this.reason = reason;
            this.move = move;
            before.lost().forEach(link -> lost.put(link.target(), link));
        }

        OutlinksDelta of(List<Shown> shown) {
            int next = 0;
            @Nullable PageKey last = null;
            for (Shown now : shown) {
                if (now.target.equals(last)) {
                    continue;
                }
                last = now.target;
                while (next < before.live().size()
                        && before.live().get(next).target().compareTo(now.target) < 0) {
                    lose(before.live().get(next++));
                }
                boolean known = next < before.live().size()
                        && before.live().get(next).target().equals(now.target);
                keep(now, known ? before.live().get(next++) : null);
            }
            while (next < before.live().size()) {
                lose(before.live().get(next++));
            }
            return new OutlinksDelta(new OutlinksRow(live, newestLost()), changes);
        }

        private void keep(Shown now, @Nullable OutLink was) {
            if (was != null && !was.differsFrom(now.link)) {
                live.add(was);
                return;
            }
            OutLink lostBefore = lost.remove(now.target);
            long firstSeen = was != null
                    ? was.firstSeenMillis()
                    : lostBefore != null ? Math.min(lostBefore.firstSeenMillis(), atMillis) : atMillis;
            OutLink link = OutLink.of(now.target, now.link, firstSeen);
            live.add(link);
            Kind kind = was != null ? Kind.CHANGED : lostBefore != null ? Kind.RESTORED : Kind.ADDED;
            changes.add(new Change(kind, link, was == null ? link.rel() : was.rel()));
        }

        private void lose(OutLink was) {
            LostReason why = move == null ? reason : move.reasonOf(was, reason);
            OutLink gone = was.lostAt(atMillis, why);
            lost.put(was.target(), gone);
            changes.add(new Change(why == LostReason.MOVED ? Kind.MOVED : Kind.LOST, gone, was.rel()));
        }

        private List<OutLink> newestLost() {
            List<OutLink> all = new ArrayList<>(lost.values());
            if (all.size() > OutlinksRow.MAX_LOST) {
                all.sort(Comparator.comparingLong(OutLink::lostAtMillis)
                        .reversed()
                        .thenComparing(OutLink::target));
                all = all.subList(0, OutlinksRow.MAX_LOST);
            }
            all.sort(Comparator.comparing(OutLink::target));
            return all;
        }
    }
}
