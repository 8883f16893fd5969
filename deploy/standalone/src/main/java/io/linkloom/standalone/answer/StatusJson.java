package io.linkloom.standalone.answer;

import io.linkloom.builder.api.ControlsJson;
import io.linkloom.builder.app.BuilderMemory;
import io.linkloom.builder.app.BuilderStatus;
import io.linkloom.builder.app.ScopeInForce;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer of {@code /api/v1/status}, and what {@code linkloom status --format json} prints.
 *
 * @param running whether a process is at work on the index
 * @param replica whether the process only reads, and the crawl is others' to keep going
 * @param partitions of the index
 * @param shards how many of them this is about
 * @param pages known ones in any state
 * @param known of these, not to be fetched
 * @param queued of these, waiting for an order
 * @param ordered of these, being fetched now
 * @param visited of these, fetched, or tried in vain
 * @param awaitingRetry of these, failed and to be fetched again at some time
 * @param awaitingRecrawl of the visited, to be fetched again at some time to see what has changed
 * @param visits visited pages, by outcome of the last visit
 * @param bytesFetched bytes of the bodies of all visits, unpacked
 * @param externalLinks live links between sites
 * @param internalLinks live links within a site
 * @param blockedHosts hosts with queued pages that are not to be asked now
 * @param overBudgetPages of the queued, pages that are not fetched before other sites link to theirs; 0 if no process runs
 * @param overBudgetSites their sites
 * @param waitingUntil when the first page has waited long enough for its retry or its host, ISO 8601 in UTC; null if none
 *     waits for that
 * @param lag records that wait to be folded
 * @param failure why a shard does not work, null if all do
 * @param resting shards of the process that do not work yet, or do not work any more
 * @param scopeRules that the process goes by, null if it has none, or none runs
 * @param memory what the process uses memory for, null if none runs
 * @param controls what operators have said and what is in force of it, null if no process runs that follows it
 */
public record StatusJson(
        boolean running,
        boolean replica,
        int partitions,
        int shards,
        long pages,
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
        @Nullable String waitingUntil,
        long lag,
        @Nullable String failure,
        List<RestingShard> resting,
        @Nullable Rules scopeRules,
        @Nullable Memory memory,
        @Nullable ControlsJson controls) {

    /**
     * A shard of the process that does not work at the moment.
     *
     * @param shard its partition
     * @param failed whether something has to be done about it
     * @param detail what it does, or what is wrong
     */
    public record RestingShard(int shard, boolean failed, String detail) {}

    /**
     * The scope rules that a process goes by.
     *
     * @param file where they are from
     * @param rules how many they are
     * @param digest differs where rules differ, so that processes can be compared
     * @param takenAt since when, ISO 8601 in UTC
     * @param refusedAt since when the file is no good any more, null if it is good
     * @param refusal what is wrong with it, null if it is good
     */
    public record Rules(
            String file,
            int rules,
            String digest,
            String takenAt,
            @Nullable String refusedAt,
            @Nullable String refusal) {

        private static Rules of(ScopeInForce scope) {
            ScopeInForce.Refusal refusal = scope.refusal();
            return new Rules(
                    scope.file(),
                    scope.rules(),
                    scope.digest(),
                    Instant.ofEpochMilli(scope.takenAtMillis()).toString(),
                    refusal == null
                            ? null
                            : Instant.ofEpochMilli(refusal.atMillis()).toString(),
                    refusal == null ? null : refusal.sentence());
        }
    }

    /**
     * What memory is used for, in bytes.
     *
     * @param outsideHeap by shards, beside the heap
     * @param outsideHeapMost {@code store.memory}
     * @param blocks of this, read from disk
     * @param writeBuffers of this, rows not yet on disk
     * @param tables of this, filters and indexes of files
     * @param seen of the heap, to tell new pages from known ones
     * @param seenMost {@code fold.seen-memory}
     * @param heap objects, those that nobody needs any more included
     * @param heapMost bound of the heap
     * @param process all that the operating system counts for the process, 0 where it does not say
     */
    public record Memory(
            long outsideHeap,
            long outsideHeapMost,
            long blocks,
            long writeBuffers,
            long tables,
            long seen,
            long seenMost,
            long heap,
            long heapMost,
            long process) {

        private static Memory of(BuilderMemory memory) {
            return new Memory(
                    memory.used().total(),
                    memory.budget().total(),
                    memory.used().blocks(),
                    memory.used().writeBuffers(),
                    memory.used().tables(),
                    memory.seen(),
                    memory.mostSeen(),
                    memory.heap(),
                    memory.mostHeap(),
                    memory.process());
        }
    }

    /**
     * What a builder says of itself, or what it left behind.
     *
     * @param memory of its process, null if it is not running
     * @param scope the rules that it goes by, null if it has none
     * @param controls that it follows, null if it does not
     */
    public static StatusJson of(
            BuilderStatus status,
            @Nullable BuilderMemory memory,
            @Nullable ScopeInForce scope,
            @Nullable ControlsJson controls) {
        return new StatusJson(
                memory != null,
                status.replica(),
                status.partitions(),
                status.shards(),
                status.pages(),
                status.known(),
                status.queued(),
                status.ordered(),
                status.visited(),
                status.awaitingRetry(),
                status.awaitingRecrawl(),
                status.visits(),
                status.bytesFetched(),
                status.externalLinks(),
                status.internalLinks(),
                status.blockedHosts(),
                status.overBudgetPages(),
                status.overBudgetSites(),
                status.waitingUntilMillis() == 0
                        ? null
                        : Instant.ofEpochMilli(status.waitingUntilMillis()).toString(),
                status.lag(),
                status.failure(),
                status.resting().stream()
                        .map(shard -> new RestingShard(shard.partition(), shard.failed(), shard.sentence()))
                        .toList(),
                scope == null ? null : Rules.of(scope),
                memory == null ? null : Memory.of(memory),
                controls);
    }
}
