package io.linkloom.builder.fold;

import static java.util.Objects.requireNonNull;

import io.linkloom.builder.fold.LinkNote.SourceVisit;
import io.linkloom.builder.fold.LinkNote.What;
import io.linkloom.builder.store.CountsKey;
import io.linkloom.builder.store.Family;
import io.linkloom.builder.store.FewLinksRow;
import io.linkloom.builder.store.HistoryKey;
import io.linkloom.builder.store.HistoryRow;
import io.linkloom.builder.store.InlinkKey;
import io.linkloom.builder.store.KnownReferrals;
import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.Ranking;
import io.linkloom.builder.store.ReferrerKey;
import io.linkloom.builder.store.ReferrerRow;
import io.linkloom.builder.store.Referring;
import io.linkloom.builder.store.ShardTotals;
import io.linkloom.builder.store.Tally;
import io.linkloom.builder.store.WriteSet;
import io.linkloom.common.model.LinkChange;
import io.linkloom.common.model.RelToken;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts links from other sites as they come and go: how many a page, a host and a site has, from how many hosts and sites,
 * and what became of them on each day.
 *
 * <p>Links themselves are written blindly, but whether a link is the first or the last one of its host or site has to be known.
 * So changes are only noted at first, by the two sites that they are between; at the end of the batch what is stored of these
 * pairs is read in the order of the keys, as many at a time as is good, and the changes of each pair are counted one by one in
 * the order of the topic. How changes are batched makes no difference. What a change says of the link before is taken on trust,
 * but for one thing: a link may be added that was there so long ago that its source has forgotten it. Not thread-safe.
 */
final class Referrals {
    private static final int AT_ONCE = 4096;

    private final KnownReferrals stored;
    private final ShardTotals totals;
    private final CountedBefore countedBefore;
    private final Map<Pair, List<LinkNote>> noted = new HashMap<>();
    private final CountsChanges counts = new CountsChanges();
    private final Map<HistoryKey, Day> days = new HashMap<>();

    /** A site and one that links to it. */
    private record Pair(String to, String from) {}

    /** What happened on a day. */
    private static final class Day {
        private int gained;
        private int lost;
        private int moved;
        private int merged;
        private int sitesGained;
        private int sitesLost;

        private void note(What what) {
            switch (what) {
                case ADDED, RESTORED -> gained++;
                case LOST -> lost++;
                case MOVED -> moved++;
                case MERGED -> {
                    moved++;
                    merged++;
                }
                case CHANGED, ARRIVED -> {}
            }
        }

        private HistoryRow row() {
            return new HistoryRow(gained, lost, moved, merged, sitesGained, sitesLost);
        }
    }

    /**
     * Over what is stored.
     *
     * @param countedBefore of what that may have rows
     */
    Referrals(KnownReferrals stored, ShardTotals totals, CountedBefore countedBefore) {
        this.stored = stored;
        this.totals = totals;
        this.countedBefore = countedBefore;
    }

    /** Notes what became of the link to {@code target}, a page of {@code targetSite}, from the page that was visited. */
    void note(PageKey target, String targetSite, SourceVisit visit, LinkChange change) {
        List<LinkNote> notes = noted.computeIfAbsent(new Pair(targetSite, visit.site()), _ -> new ArrayList<>(2));
        int follow = RelToken.isFollow(change.link().rel()) ? 1 : 0;
        long firstSeen = change.firstSeenMillis();
        PageKey from = visit.page();
        switch (change) {
            case LinkChange.Added _ -> notes.add(new LinkNote(visit, What.ADDED, from, target, follow, firstSeen));
            case LinkChange.Restored _ ->
                notes.add(new LinkNote(visit, What.RESTORED, from, target, follow, firstSeen));
            case LinkChange.Changed changed -> {
                int more = follow - (RelToken.isFollow(changed.relBefore()) ? 1 : 0);
                notes.add(new LinkNote(visit, What.CHANGED, from, target, more, firstSeen));
                return;
            }
            case LinkChange.Lost _ -> notes.add(new LinkNote(visit, What.LOST, from, target, -follow, firstSeen));
            case LinkChange.Moved moved -> {
                What what = moved.alreadyThere() ? What.MERGED : What.MOVED;
                notes.add(new LinkNote(visit, what, from, target, -follow, firstSeen));
                if (what == What.MOVED) {
                    PageKey to = PageKey.of(moved.to());
                    notes.add(new LinkNote(visit, What.ARRIVED, to, target, follow, firstSeen));
                    return;
                }
            }
        }
        totals.addExternalLinks(notes.getLast().live());
    }

    /** Counts what was noted and adds the rows to {@code writes}; once, at the end. */
    void writeTo(WriteSet writes) {
        // Neighbours are found in one block.
        List<PairNotes> pairs = inOrder();
        for (int from = 0; from < pairs.size(); from += AT_ONCE) {
            List<PairNotes> some = pairs.subList(from, Math.min(pairs.size(), from + AT_ONCE));
            List<@Nullable Referring> rows =
                    countedBefore.rows(some, PairNotes::bytes, known -> stored.referring(bytes(known)), null);
            for (int i = 0; i < some.size(); i++) {
                PairNotes pair = some.get(i);
                count(pair, links(pair, rows.get(i))).finish(writes);
            }
        }
        counts.writeTo(writes, stored, countedBefore);
        writeHistory(writes);
    }

    private static List<byte[]> bytes(List<PairNotes> pairs) {
        return pairs.stream().map(PairNotes::bytes).toList();
    }

    /** Gives pages their places in the queue by the links that they have now; after the rows are added. */
    void rank(ShardMemory memory, Ranking ranking) {
        counts.rank(memory, ranking);
    }

    Map<CountsKey, Long> sitesAtAnotherStep() {
        return counts.sitesAtAnotherStep();
    }

    private void writeHistory(WriteSet writes) {
        Map<byte[], HistoryRow> happened = new TreeMap<>(Arrays::compareUnsigned);
        days.forEach((key, day) -> {
            HistoryRow row = day.row();
            if (!row.equals(HistoryRow.NONE)) {
                happened.put(key.toBytes(), row);
            }
        });
        List<byte[]> keys = List.copyOf(happened.keySet());
        List<HistoryRow> before = stored.history(keys);
        for (int i = 0; i < keys.size(); i++) {
            HistoryRow more = requireNonNull(happened.get(keys.get(i)));
            writes.put(Family.HISTORY, keys.get(i), before.get(i).plus(more).encode());
        }
    }

    /**
     * What was noted of a pair of sites, in the order of the topic.
     *
     * @param bytes of the key
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record PairNotes(ReferrerKey key, byte[] bytes, String to, List<LinkNote> notes) {}

    private List<PairNotes> inOrder() {
        Map<String, CountsKey> sites = new HashMap<>();
        List<PairNotes> pairs = new ArrayList<>(noted.size());
        noted.forEach((pair, notes) -> {
            CountsKey to = sites.computeIfAbsent(pair.to, CountsKey::ofSite);
            ReferrerKey key = ReferrerKey.ofSite(to, pair.from);
            pairs.add(new PairNotes(key, key.toBytes(), pair.to, notes));
        });
        pairs.sort((one, other) -> Arrays.compareUnsigned(one.bytes, other.bytes));
        return pairs;
    }

    private PairLinks links(PairNotes pair, @Nullable Referring row) {
        return switch (row) {
            case null -> new FewLinks(pair.key, pair.bytes, counts, stored);
            case FewLinksRow few -> new FewLinks(pair.key, pair.bytes, few, counts, stored);
            case ReferrerRow many -> new ManyLinks(pair.key, Referrer.of(many), counts, stored);
        };
    }

    private PairLinks count(PairNotes pair, PairLinks before) {
        PairLinks links = before;
        Births births = new Births(pair.notes);
        int next = 0;
        while (next < pair.notes.size()) {
            SourceVisit visit = pair.notes.get(next).visit();
            Day day = days.computeIfAbsent(new HistoryKey(pair.to, HistoryKey.dayOf(visit.atMillis())), _ -> new Day());
            boolean wasLive = links.isLive();
            for (; next < pair.notes.size() && pair.notes.get(next).isOf(visit); next++) {
                LinkNote note = pair.notes.get(next);
                String host = note.host();
                int ever = births.isFirst(next, links, host) ? 1 : 0;
                links = links.plus(note.target(), host, new Tally(note.live(), note.follow(), ever));
                links.seen(note.firstSeenMillis(), visit.atMillis());
                day.note(note.what());
            }
            boolean isLive = links.isLive();
            day.sitesGained += isLive && !wasLive ? 1 : 0;
            day.sitesLost += wasLive && !isLive ? 1 : 0;
        }
        return links;
    }

    /** Tells links that never were from those that their source has forgotten. */
    private final class Births {
        private final List<LinkNote> notes;
        /** The links of the notes before {@link #known}, once anybody asks. */
        private final Set<InlinkKey> before = new HashSet<>();

        private int known;

        Births(List<LinkNote> notes) {
            this.notes = notes;
        }

        boolean isFirst(int at, PairLinks links, String host) {
            LinkNote note = notes.get(at);
            if (!note.mayBeFirst()) {
                return false;
            }
            if (note.isFirst() || !links.everHad(note.target(), host)) {
                return true;
            }
            for (; known < at; known++) {
                before.add(new InlinkKey(
                        notes.get(known).target(), notes.get(known).from()));
            }
            InlinkKey link = new InlinkKey(note.target(), note.from());
            return !before.contains(link) && stored.inlink(link) == null;
        }
    }
}
