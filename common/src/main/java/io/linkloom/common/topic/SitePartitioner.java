package io.linkloom.common.topic;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/**
 * Which partition a site belongs to, in all three topics: Kafka's own default for a record keyed by the site's name, so
 * that producers in any language agree. Immutable.
 */
public final class SitePartitioner {
    /** The name of the function, kept in every shard. */
    public static final String NAME = "murmur2";

    private final int partitions;

    /**
     * For topics with {@code partitions} partitions.
     *
     * @param partitions at least 1
     */
    public SitePartitioner(int partitions) {
        if (partitions < 1) {
            throw new IllegalArgumentException("at least 1 partition is needed, not " + partitions);
        }
        this.partitions = partitions;
    }

    /** The number of partitions. */
    public int partitions() {
        return partitions;
    }

    /** The partition of {@code site}, from 0. */
    public int partitionOf(String site) {
        return Utils.toPositive(Utils.murmur2(keyOf(site))) % partitions;
    }

    static byte[] keyOf(String site) {
        return site.getBytes(StandardCharsets.UTF_8);
    }
}
