package io.linkloom.common.topic;

import java.time.Duration;

/**
 * What topics are to be like when they are made.
 *
 * @param partitions of each of the three topics; chosen once, since it decides which shard a site is in
 * @param replication copies of each partition
 * @param frontierRetention how long an order is kept; longer than its lease
 * @param visitsRetention how long a visit is kept; longer than the oldest snapshot of a shard
 * @param linksRetention how long link changes are kept; as visits
 */
public record TopicPlan(
        int partitions,
        int replication,
        Duration frontierRetention,
        Duration visitsRetention,
        Duration linksRetention) {}
