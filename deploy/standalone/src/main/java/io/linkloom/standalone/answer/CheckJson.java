package io.linkloom.standalone.answer;

import io.linkloom.builder.check.CheckReport;
import io.linkloom.common.topic.ShardOffsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What {@code linkloom check --format json} prints.
 *
 * @param clean whether there is no difference
 * @param shards that were there
 * @param partitions of the index
 * @param rows by family
 * @param links that the pages of the shards have or had
 * @param offsets the next visit and the next record of links that each shard would fold, by shard
 * @param differences by kind
 */
public record CheckJson(
        boolean clean,
        int shards,
        int partitions,
        Map<String, Long> rows,
        long links,
        Map<Integer, Offsets> offsets,
        List<Differences> differences) {

    /** How far a shard has come. */
    public record Offsets(long visits, long links) {
        static Offsets of(ShardOffsets offsets) {
            return new Offsets(offsets.visits(), offsets.links());
        }
    }

    /**
     * Differences of a kind.
     *
     * @param number of all
     * @param named the first of them
     */
    public record Differences(String kind, long number, List<String> named) {}

    /** The report as JSON has it. */
    public static CheckJson of(CheckReport report) {
        Map<Integer, Offsets> offsets = new TreeMap<>();
        report.offsets().forEach((shard, far) -> offsets.put(shard, Offsets.of(far)));
        return new CheckJson(
                report.isClean(),
                report.shards(),
                report.partitions(),
                report.rows(),
                report.links(),
                offsets,
                report.differences().stream()
                        .map(each -> new Differences(each.kind().label(), each.number(), each.named()))
                        .toList());
    }
}
