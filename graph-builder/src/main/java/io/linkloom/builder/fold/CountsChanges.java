package io.linkloom.builder.fold;

import io.linkloom.builder.store.CountsKey;
import io.linkloom.builder.store.CountsRow;
import io.linkloom.builder.store.Family;
import io.linkloom.builder.store.KnownReferrals;
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

    /** Changes of one page, host or site. */
    static final class Counted {
        private static final int LINKS = 0;
        private static final int HOSTS = 3;
        private static final int SITES = 6;

        private final long[] more = new long[9];

        void addLinks(Tally before, Tally now) {
            more[LINKS] += now.live() - before.live();
            more[LINKS + 1] += now.follow() - before.follow();
            more[LINKS + 2] += now.ever() - before.ever();
        }

        /** Of one host that has these links. */
        void addHost(Tally before, Tally now) {
            addPresence(HOSTS, before, now);
        }

        /** Of one site that has these links. */
        void addSite(Tally before, Tally now) {
            addPresence(SITES, before, now);
        }

        private void addPresence(int at, Tally before, Tally now) {
            more[at] += one(now.live()) - one(before.live());
            more[at + 1] += one(now.follow()) - one(before.follow());
            more[at + 2] += one(now.ever()) - one(before.ever());
        }

        private static int one(long number) {
            return number > 0 ? 1 : 0;
        }

        private boolean isNothing() {
            for (long number : more) {
                if (number != 0) {
                    return false;
                }
            }
            return true;
        }

        private Tally tally(int at) {
            return new Tally(more[at], more[at + 1], more[at + 2]);
        }

        private CountsRow row() {
            return new CountsRow(tally(LINKS), tally(HOSTS), tally(SITES));
        }
    }

    /** The changes of one page, host or site. */
    Counted of(CountsKey key) {
        return all.computeIfAbsent(key, _ -> new Counted());
    }

    /** Adds the rows to {@code writes}. */
    void writeTo(WriteSet writes, KnownReferrals stored) {
        List<CountsKey> keys = new ArrayList<>(all.size());
        all.forEach((key, counted) -> {
            if (!counted.isNothing()) {
                keys.add(key);
            }
        });
        // Neighbours are found in one block.
        keys.sort(null);
        for (int from = 0; from < keys.size(); from += AT_ONCE) {
            List<CountsKey> some = keys.subList(from, Math.min(keys.size(), from + AT_ONCE));
            List<CountsRow> before = stored.counts(some);
            for (int i = 0; i < some.size(); i++) {
                CountsKey key = some.get(i);
                CountsRow now = before.get(i).plus(of(key).row());
                writes.put(Family.COUNTS, key.bytes(), now.encode());
            }
        }
    }
}
