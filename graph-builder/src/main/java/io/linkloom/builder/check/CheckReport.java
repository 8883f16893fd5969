package io.linkloom.builder.check;

import io.linkloom.common.topic.ShardOffsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a check looked at and what it found.
 *
 * @param shards that were there
 * @param partitions of the index
 * @param rows looked at, by family
 * @param links between pages of the shards, live and lost, as their sources have them
 * @param offsets how far each shard has come, by partition
 * @param differences by kind; none if all is well
 */
public record CheckReport(
        int shards,
        int partitions,
        Map<String, Long> rows,
        long links,
        Map<Integer, ShardOffsets> offsets,
        List<Difference> differences) {

    /** What can differ. */
    public enum Kind {
        /** A key or a row is not what its family has. */
        UNREADABLE,
        /** A row is in a shard that it does not belong to. */
        WRONG_SHARD,
        /** A link between sites is not the same at its source and at its target. */
        LINK,
        /** A link within a site is not the same in {@code outlinks} and in {@code internal_inlinks}. */
        INTERNAL_LINK,
        /** Out-links have no page, or their page has another number of them. */
        OUTLINKS,
        /** The links of a site or a host to a page, host or site are not as many as its row says. */
        REFERRERS,
        /** The links, hosts or sites that a page, host or site has are not as many as its row says. */
        COUNTS,
        /** What came and went over all days is not what is there. */
        HISTORY,
        /** A shard's totals are not what it has. */
        TOTALS,
        /** A page is queued and not in the queue, or the reverse. */
        QUEUE,
        /** A page waits at another place in the queue than its referring sites, depth and origin say. */
        PRIORITY,
        /** A page is ordered or to be fetched again and not due, or the reverse. */
        DUE,
        /** The pages that were spent on a host are not as many as its row says. */
        USAGE;

        /** The name in JSON: lower case. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether it can also come from shards that have not come equally far. */
        public boolean isBetweenShards() {
            return this == LINK;
        }
    }

    /**
     * Differences of a kind.
     *
     * @param number of all
     * @param named the first of them, a sentence each
     */
    public record Difference(Kind kind, long number, List<String> named) {}

    /** Whether there is no difference. */
    public boolean isClean() {
        return differences.isEmpty();
    }

    /** Whether all differences can come from shards that have not come equally far. */
    public boolean isCleanWithinShards() {
        return differences.stream().allMatch(difference -> difference.kind().isBetweenShards());
    }
}
