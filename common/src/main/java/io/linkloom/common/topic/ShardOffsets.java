package io.linkloom.common.topic;

/**
 * How far a shard has come: the next offset to apply in its partition of each topic.
 *
 * @param visits in topic visits
 * @param links in topic links
 */
public record ShardOffsets(long visits, long links) {
    /** Of a new shard. */
    public static final ShardOffsets START = new ShardOffsets(0, 0);
}
