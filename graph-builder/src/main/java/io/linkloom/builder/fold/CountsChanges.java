package io.linkloom.builder.fold;

import io.linkloom.builder.store.CountsKey;
import io.linkloom.builder.store.CountsRow;
import io.linkloom.builder.store.Family;
import io.linkloom.builder.store.KnownReferrals;
import io.linkloom.builder.store.Level;
import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.PriorityWeights;
import io.linkloom.builder.store.Ranking;
import io.linkloom.builder.store.Tally;
import io.linkloom.builder.store.WriteSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** By how much the counts of pages, hosts and sites change in a batch. Not thread-safe. */
final class CountsChanges {
    private static final int AT_ONCE = 4096;

    private final Map<CountsKey, Counted> all = new HashMap<>();
    private final List<Counted> pagesAtAnotherStep = new ArrayList<>();
    private final Map<CountsKey, Long> sitesAtAnotherStep = new HashMap<>();

    /** Changes of one page, host or site. */
    static final class Counted implements Comparable<Counted> {
        private final CountsKey key;
        private final Change links = new Change();
        private final Change hosts = new Change();
        private final Change sites = new Change();
        /** How many sites link to it with the changes, once they are written. */
        private long sitesNow = Ranking.ChangedSites.UNCHANGED;

        private Counted(CountsKey key) {
            this.key = key;
        }

        void addLinks(Tally before, Tally now) {
            links.add(before, now);
        }

        /** Of one host; what it has are {@linkplain Tally#present bits}. */
        void addHost(int before, int now) {
            hosts.addPresence(before, now);
        }

        /** Of one site, in the same way. */
        void addSite(int before, int now) {
            sites.addPresence(before, now);
        }

        private boolean isNone() {
            return links.isNone() && hosts.isNone() && sites.isNone();
        }

        private CountsRow after(CountsRow before) {
            return new CountsRow(links.after(before.links()), hosts.after(before.hosts()), sites.after(before.sites()));
        }

        @Override
        public int compareTo(Counted other) {
            return key.compareTo(other.key);
        }
    }

    /** Sums of differences; there are a few for each link, so that they are numbers and no objects. */
    private static final class Change {
        private long live;
        private long follow;
        private long ever;

        void add(Tally before, Tally now) {
            live += now.live() - before.live();
            follow += now.follow() - before.follow();
            ever += now.ever() - before.ever();
        }

        void addPresence(int before, int now) {
            live += one(now, Tally.LIVE) - one(before, Tally.LIVE);
            follow += one(now, Tally.FOLLOW) - one(before, Tally.FOLLOW);
            ever += one(now, Tally.EVER) - one(before, Tally.EVER);
        }

        private static int one(int present, int bit) {
            return (present & bit) == 0 ? 0 : 1;
        }

        boolean isNone() {
            return live == 0 && follow == 0 && ever == 0;
        }

        Tally after(Tally before) {
            return new Tally(before.live() + live, before.follow() + follow, before.ever() + ever);
        }
    }

    /** The changes of one page, host or site. */
    Counted of(CountsKey key) {
        return all.computeIfAbsent(key, Counted::new);
    }

    /**
     * Adds the rows to {@code writes}.
     *
     * @param countedBefore of what {@code stored} may have rows
     */
    void writeTo(WriteSet writes, KnownReferrals stored, CountedBefore countedBefore) {
        List<Counted> changed = new ArrayList<>(all.size());
        for (Counted counted : all.values()) {
            if (!counted.isNone()) {
                changed.add(counted);
            }
        }
        // Neighbours are found in one block.
        changed.sort(null);
        for (int from = 0; from < changed.size(); from += AT_ONCE) {
            List<Counted> some = changed.subList(from, Math.min(changed.size(), from + AT_ONCE));
            List<CountsRow> before = countedBefore.rows(
                    some, counted -> counted.key.bytes(), known -> stored.counts(keys(known)), CountsRow.NONE);
            for (int i = 0; i < some.size(); i++) {
                Counted counted = some.get(i);
                CountsRow now = counted.after(before.get(i));
                note(counted, before.get(i).sites().live(), now.sites().live());
                writes.put(Family.COUNTS, counted.key.bytes(), now.encode());
            }
        }
    }

    private static List<CountsKey> keys(List<Counted> counted) {
        return counted.stream().map(each -> each.key).toList();
    }

    private void note(Counted counted, long sitesBefore, long sitesNow) {
        counted.sitesNow = sitesNow;
        if (PriorityWeights.step(sitesBefore) == PriorityWeights.step(sitesNow)) {
            return;
        }
        if (counted.key.level() == Level.PAGE) {
            pagesAtAnotherStep.add(counted);
        } else if (counted.key.level() == Level.SITE) {
            sitesAtAnotherStep.put(counted.key, sitesNow);
        }
    }

    /** Sites that come to another step, and how many other sites link to them then; after the rows are added. */
    Map<CountsKey, Long> sitesAtAnotherStep() {
        return sitesAtAnotherStep;
    }

    /** Gives pages their places in the queue by the links that they have now; after the rows are added. */
    void rank(ShardMemory memory, Ranking ranking) {
        SeenPages seen = memory.seen();
        LinkedElsewhere linked = memory.linked();
        if (!seen.isExact()) {
            linked.askAlways();
        }
        List<PageKey> pages = new ArrayList<>();
        List<Long> sites = new ArrayList<>();
        for (Counted counted : pagesAtAnotherStep) {
            PageKey page = counted.key.page();
            if (seen.contains(page)) {
                pages.add(page);
                sites.add(counted.sitesNow);
            } else {
                linked.add(page.fingerprint());
            }
        }
        ranking.rankAll(pages, sites);
        ranking.rankUncertain(page -> linked.mayContain(page.fingerprint()), page -> {
            Counted counted = all.get(page);
            return counted == null ? Ranking.ChangedSites.UNCHANGED : counted.sitesNow;
        });
    }
}
