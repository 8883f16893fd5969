package io.linkloom.standalone.answer;

import io.linkloom.builder.app.BuilderStatus;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer of {@code /api/v1/status}, and what {@code linkloom status --format json} prints.
 *
 * @param running whether a process is at work on the index
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
 */
public record StatusJson(
        boolean running,
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
        @Nullable String failure) {

    /** What a builder says of itself, or what it left behind. */
    public static StatusJson of(BuilderStatus status, boolean running) {
        return new StatusJson(
                running,
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
                status.failure());
    }
}
