package io.linkloom.builder.app;

import io.linkloom.builder.store.PageState;
import io.linkloom.builder.store.Shard;
import io.linkloom.builder.store.ShardTotals;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How far a builder is, over all shards that it has open.
 *
 * @param replica whether it only reads: orders and link changes are others' to send
 * @param partitions of the index
 * @param shards how many of them are open here
 * @param known pages seen and not to be fetched
 * @param queued pages waiting for an order
 * @param ordered pages that workers are to fetch now
 * @param visited pages fetched, or tried in vain
 * @param awaitingRetry of these, pages that failed and are to be fetched again at some time
 * @param awaitingRecrawl of the visited, pages that are to be fetched again at some time to see what has changed
 * @param visits visited pages, by label of the outcome of the last visit
 * @param bytesFetched bytes of the bodies of all visits, unpacked
 * @param externalLinks live links between sites
 * @param internalLinks live links within a site
 * @param blockedHosts hosts with queued pages that are not to be asked now
 * @param overBudgetPages of the queued, pages that are not fetched before other sites link to theirs; 0 if no builder is at work
 * @param overBudgetSites their sites
 * @param waitingUntilMillis when the first page has waited long enough for its retry or its host, 0 if none waits for that
 * @param lag records that wait to be folded
 * @param resting shards of this process that do not work yet, or do not work any more, by partition
 */
public record BuilderStatus(
        boolean replica,
        int partitions,
        int shards,
        long known,
        long queued,
        long ordered,
        long visited,
        long awaitingRetry,
        long awaitingRecrawl,
        Map<String, Long> visits,
        long bytesFetched,
        long externalLinks,
        long internalLinks,
        long blockedHosts,
        long overBudgetPages,
        long overBudgetSites,
        long waitingUntilMillis,
        long lag,
        List<Resting> resting) {

    /**
     * A shard that does not work at the moment.
     *
     * @param failed whether something has to be done about it
     * @param sentence what it does, or what is wrong
     */
    public record Resting(int partition, boolean failed, String sentence) {}

    public BuilderStatus {
        resting = List.copyOf(resting);
        visits = Collections.unmodifiableMap(new TreeMap<>(visits));
    }

    /** Pages in any state. */
    public long pages() {
        return known + queued + ordered + visited;
    }

    /** Why a shard does not work, null if none has failed. */
    public @Nullable String failure() {
        return resting.stream()
                .filter(Resting::failed)
                .map(Resting::sentence)
                .findFirst()
                .orElse(null);
    }

    /** How many shards are being opened. */
    public long opening() {
        return resting.stream().filter(shard -> !shard.failed()).count();
    }

    /** How many shards have failed. */
    public long failed() {
        return resting.size() - opening();
    }

    /** Live links. */
    public long links() {
        return externalLinks + internalLinks;
    }

    static BuilderStatus of(
            boolean replica,
            int partitions,
            int shards,
            ShardTotals totals,
            Waiting waiting,
            long lag,
            List<Resting> resting) {
        Map<String, Long> visits = new TreeMap<>();
        totals.visits().forEach((outcome, count) -> visits.put(outcome.label(), count));
        return new BuilderStatus(
                replica,
                partitions,
                shards,
                totals.pages(PageState.Name.KNOWN),
                totals.pages(PageState.Name.QUEUED),
                totals.pages(PageState.Name.ORDERED),
                totals.pages(PageState.Name.VISITED),
                totals.awaitingRetry(),
                totals.awaitingRecrawl(),
                visits,
                totals.bytesFetched(),
                totals.externalLinks(),
                totals.internalLinks(),
                waiting.blockedHosts(),
                waiting.overBudgetPages(),
                waiting.overBudgetSites(),
                waiting.untilMillis() == Long.MAX_VALUE ? 0 : waiting.untilMillis(),
                lag,
                resting);
    }

    static BuilderStatus atRest(int partitions, List<Shard> shards, long nowMillis) {
        ShardTotals totals = new ShardTotals();
        Waiting waiting = Waiting.NOTHING;
        for (Shard shard : shards) {
            totals.plus(shard.totals());
            waiting = waiting.plus(Waiting.of(shard, nowMillis));
        }
        return of(false, partitions, shards.size(), totals, waiting, 0, List.of());
    }
}
