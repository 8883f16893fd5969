package io.linkloom.standalone.answer;

import io.linkloom.builder.app.BuilderStatus;
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
 * @param visits visited pages, by outcome of the last visit
 * @param externalLinks live links between sites
 * @param internalLinks live links within a site
 * @param blockedHosts hosts with queued pages that are not to be asked now
 * @param waitingUntil when the first page has waited long enough for its retry or its host, ISO 8601 in UTC; null if none
 *     waits for that
 * @param lag records that wait to be folded
 * @param failure why a shard does not work, null if all do
 * @param resting shards of the process that do not work yet, or do not work any more
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
        Map<String, Long> visits,
        long externalLinks,
        long internalLinks,
        long blockedHosts,
        @Nullable String waitingUntil,
        long lag,
        @Nullable String failure,
        List<RestingShard> resting) {

    /**
     * A shard of the process that does not work at the moment.
     *
     * @param shard its partition
     * @param failed whether something has to be done about it
     * @param detail what it does, or what is wrong
     */
    public record RestingShard(int shard, boolean failed, String detail) {}

    /** What a builder says of itself, or what it left behind. */
    public static StatusJson of(BuilderStatus status, boolean running) {
        return new StatusJson(
                running,
                status.replica(),
                status.partitions(),
                status.shards(),
                status.pages(),
                status.known(),
                status.queued(),
                status.ordered(),
                status.visited(),
                status.awaitingRetry(),
                status.visits(),
                status.externalLinks(),
                status.internalLinks(),
                status.blockedHosts(),
                status.waitingUntilMillis() == 0
                        ? null
                        : Instant.ofEpochMilli(status.waitingUntilMillis()).toString(),
                status.lag(),
                status.failure(),
                status.resting().stream()
                        .map(shard -> new RestingShard(shard.partition(), shard.failed(), shard.sentence()))
                        .toList());
    }
}
