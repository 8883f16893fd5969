package io.linkloom.builder.simulation;

import io.linkloom.builder.store.PageState;
import io.linkloom.builder.store.Shard;
import io.linkloom.builder.store.ShardTotals;
import io.linkloom.common.model.Stamp;
import io.linkloom.common.topic.ShardOffsets;
import org.jspecify.annotations.Nullable;

/** What holds of a shard at any time, whatever has just gone wrong. */
final class Invariants {
    private Invariants() {}

    /**
     * Checks a shard.
     *
     * @param before how far the same process had brought it, null if it had not
     */
    static void check(Shard shard, ShardOffsets applied, @Nullable ShardOffsets before, SimulatedTopics topics) {
        int partition = shard.partition();
        ShardOffsets ends = topics.ends(partition);
        require(
                applied.visits() <= ends.visits() && applied.links() <= ends.links(),
                "shard " + partition + " has applied more than there is: " + applied + " of " + ends);
        for (Stamp stamp : shard.stamps().values()) {
            require(
                    stamp.visitOffset() < topics.ends(stamp.sourcePartition()).visits(),
                    "shard " + partition + " has a stamp of a visit that never was: " + stamp);
        }
        if (before != null) {
            require(
                    applied.visits() >= before.visits() && applied.links() >= before.links(),
                    "shard " + partition + " went back from " + before + " to " + applied);
        }
        checkTotals(partition, shard.totals());
    }

    private static void checkTotals(int partition, ShardTotals totals) {
        for (PageState.Name state : PageState.Name.values()) {
            notNegative(partition, state.label() + " pages", totals.pages(state));
        }
        notNegative(partition, "external links", totals.externalLinks());
        notNegative(partition, "internal links", totals.internalLinks());
        notNegative(partition, "pages that await a retry", totals.awaitingRetry());
        notNegative(partition, "pages to be looked at again", totals.awaitingRecrawl());
        notNegative(partition, "pages ordered again", totals.orderedAgain());
        totals.visits().forEach((outcome, count) -> notNegative(partition, "visits " + outcome, count));
        require(
                totals.visits().values().stream().mapToLong(count -> count).sum() <= totals.pages(),
                "shard " + partition + " has more visited pages than pages");
    }

    private static void notNegative(int partition, String what, long count) {
        require(count >= 0, "shard " + partition + " counts " + count + " " + what);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
