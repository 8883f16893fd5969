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
        private Tally links = Tally.NONE;
        private Tally hosts = Tally.NONE;
        private Tally sites = Tally.NONE;

        void addLinks(Tally before, Tally now) {
            links = links.plus(now.minus(before));
        }

        /** Of one host that has these links. */
        void addHost(Tally before, Tally now) {
            hosts = hosts.plus(now.presence().minus(before.presence()));
        }

        /** Of one site that has these links. */
        void addSite(Tally before, Tally now) {
            sites = sites.plus(now.presence().minus(before.presence()));
        }

        private CountsRow row() {
            return new CountsRow(links, hosts, sites);
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
            if (!counted.row().equals(CountsRow.NONE)) {
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
