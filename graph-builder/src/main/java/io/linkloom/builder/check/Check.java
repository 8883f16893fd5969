package io.linkloom.builder.check;

import io.linkloom.builder.store.Shard;
import io.linkloom.common.url.Sites;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/**
 * Counts an index again.
 *
 * <p>Every row is read, and whatever is there twice is compared; see {@link CheckReport.Kind} for what. Takes some walks through
 * the shards one after the other and a few megabytes; only where sides differ it goes through the shards again and keeps what
 * does not add up. Links between sites are compared where the shards of both ends are there, and suppose that both have come
 * equally far: that a builder has folded all there was and was stopped.
 */
public final class Check {
    private final List<Shard> shards;
    private final Sites sites;
    private final Consumer<String> progress;

    /**
     * Of these shards of one index, which nobody writes to meanwhile.
     *
     * @param progress is told what is being looked at
     */
    public Check(Collection<Shard> shards, Sites sites, Consumer<String> progress) {
        this.shards = List.copyOf(shards);
        this.sites = sites;
        this.progress = progress;
    }

    /** Checks all there is. */
    public CheckReport run() {
        Findings findings = new Findings();
        Index index = new Index(shards, sites, progress);
        Reading reading = new Reading(index, findings);
        reading.run();
        SourcePages pages = new SourcePages(index, findings);
        pages.run();
        List<Relation> relations = List.of(
                new LinksRelation(index),
                new InternalLinksRelation(index),
                new ReferralsRelation(index),
                new HistoryRelation(index),
                new PlansRelation(index));
        relations.forEach(relation -> compare(relation, findings));
        return new CheckReport(
                shards.size(),
                shards.isEmpty() ? 0 : shards.getFirst().identity().partitions(),
                reading.rows(),
                pages.links(),
                reading.offsets(),
                findings.all());
    }

    private static void compare(Relation relation, Findings findings) {
        Ledger ledger = new Ledger();
        relation.enter(ledger);
        for (BitSet buckets : ledger.open()) {
            ledger.keep(buckets);
            relation.enter(ledger);
            ledger.tell((key, expected, stored) -> relation.tell(key, expected, stored, findings));
        }
    }
}
