package io.linkloom.builder.app;

import io.linkloom.builder.schedule.ScheduleLimits;
import io.linkloom.common.config.Config;
import io.linkloom.common.config.Setting;
import io.linkloom.common.config.Settings;
import io.linkloom.common.url.UrlRule;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Everything that can be set about a builder. */
public final class BuilderSettings {
    private static final long MIB = 1L << 20;

    /** The consumer group that shares the shards. */
    public static final Setting<String> GROUP = Setting.ofText(
            "builder.group",
            "linkloom-builder",
            "Kafka consumer group whose members share the shards; another group builds an index of its own");

    /** What tells builders of one group apart. */
    public static final Setting<Optional<String>> INSTANCE = Setting.ofOptionalText(
            "builder.instance",
            "name of this process among the builders of its group, no other's and the same after a restart; made up and"
                    + " kept beside the shards if it is not given");

    /** Bound of orders for each shard. */
    public static final Setting<Integer> OUTSTANDING = Setting.ofInt(
            "schedule.outstanding-per-partition",
            1000,
            1,
            1_000_000,
            "most pages of a partition that are ordered and not yet visited");

    /** What decides the bound of orders for each host. */
    public static final Setting<Duration> HOST_DELAY = Setting.ofDuration(
            "schedule.host-delay",
            Duration.ofSeconds(1),
            "the delay that workers keep between two fetches from a host: a host has no more orders outstanding than"
                    + " workers can fetch in a minute");

    /** When an order is given again. */
    public static final Setting<Duration> LEASE = Setting.ofDuration(
            "schedule.lease",
            Duration.ofMinutes(10),
            Duration.ofSeconds(1),
            Duration.ofDays(7),
            "how long an order may stay without a visit before it is given again");

    /** What else stands for the same page. */
    public static final Setting<Set<UrlRule>> URL_RULES = Setting.ofSet(
            "url.rules",
            List.of(UrlRule.values()),
            UrlRule::word,
            Set.of(),
            "what is taken for the same page on top of the normal form, see docs/URLS.md; an index keeps the rules it was"
                    + " begun with");

    /** Memory for reading. */
    public static final Setting<Long> BLOCK_CACHE = Setting.ofBytes(
            "store.block-cache",
            256 * MIB,
            MIB,
            1L << 40,
            "memory for blocks read from disk, all shards of the process together");

    /** Memory for writing. */
    public static final Setting<Long> WRITE_BUFFERS = Setting.ofBytes(
            "store.write-buffers",
            256 * MIB,
            4 * MIB,
            1L << 40,
            "memory for rows that are not yet on disk, all shards of the process together");

    /** Bound of what a killed process has to fold again. */
    public static final Setting<Duration> FLUSH_INTERVAL = Setting.ofDuration(
            "store.flush-interval",
            Duration.ofMinutes(5),
            Duration.ofSeconds(1),
            Duration.ofDays(1),
            "how often each shard is written to disk completely; a process that was killed folds again what came since");

    /** All of them. */
    public static final Settings ALL = Settings.of(
            GROUP, INSTANCE, OUTSTANDING, HOST_DELAY, LEASE, URL_RULES, BLOCK_CACHE, WRITE_BUFFERS, FLUSH_INTERVAL);

    private BuilderSettings() {}

    static ScheduleLimits limits(Config config) {
        return new ScheduleLimits(config.get(OUTSTANDING), config.get(HOST_DELAY), config.get(LEASE));
    }
}
