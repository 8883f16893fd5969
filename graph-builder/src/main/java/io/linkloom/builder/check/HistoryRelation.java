package io.linkloom.builder.check;

import io.linkloom.builder.store.CountsKey;
import io.linkloom.builder.store.Shard;

/** What came and went over all days, and what is there. */
final class HistoryRelation implements Relation {
    private final Index index;

    HistoryRelation(Index index) {
        this.index = index;
    }

    @Override
    public void enter(Ledger ledger) {
        for (Shard shard : index.shards()) {
            index.walk(
                    shard,
                    "counts of sites",
                    all -> all.counts(CountsKey.allSites()),
                    (key, row) -> ledger.expect(
                            key.bytes(), row.links().live(), row.sites().live()));
            index.walk(
                    shard,
                    "history",
                    all -> all.history(Shard.ALL),
                    (key, row) -> ledger.store(
                            CountsKey.ofSite(key.site()).bytes(),
                            row.gained() - row.lost() - row.merged(),
                            row.sitesGained() - row.sitesLost()));
        }
    }

    @Override
    public void tell(byte[] key, Ledger.Numbers expected, Ledger.Numbers stored, Findings findings) {
        findings.add(
                CheckReport.Kind.HISTORY,
                "site " + CountsKey.ofBytes(key) + " has " + expected.at(0) + " live links from " + expected.at(1)
                        + " sites; by its history it has " + stored.at(0) + " from " + stored.at(1));
    }
}
