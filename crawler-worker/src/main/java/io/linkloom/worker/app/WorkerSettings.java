package io.linkloom.worker.app;

import io.linkloom.common.config.Config;
import io.linkloom.common.config.Setting;
import io.linkloom.common.config.Settings;
import io.linkloom.worker.crawl.CrawlLimits;
import io.linkloom.worker.queue.Pace;
import java.time.Duration;
import java.util.Optional;

/** All settings of the worker; its own are {@code worker.*}. */
public final class WorkerSettings {
    private static final Duration LONGEST_STOP = Duration.ofMinutes(10);
    private static final Duration DAY = Duration.ofDays(1);

    /** {@code worker.group}. */
    public static final Setting<String> GROUP = Setting.ofText(
            "worker.group",
            "linkloom-workers",
            "Consumer group of all workers of one crawl, which share its partitions.");

    /** {@code worker.concurrency}. */
    public static final Setting<Integer> CONCURRENCY = Setting.ofInt(
            "worker.concurrency", 256, 1, 100_000, "Most hosts that this worker fetches from at the same time.");

    /** {@code worker.connections-per-host}. */
    public static final Setting<Integer> CONNECTIONS_PER_HOST =
            Setting.ofInt("worker.connections-per-host", 1, 1, 100, "Most connections to one host at the same time.");

    /** {@code worker.delay}. */
    public static final Setting<Duration> DELAY = Setting.ofDuration(
            "worker.delay",
            Duration.ofSeconds(1),
            Duration.ZERO,
            DAY,
            "Least time between two requests to one host; longer where it is slow or its robots.txt asks for more; 0 makes"
                    + " no gap but for robots.txt.");

    /** {@code worker.delay-factor}. */
    public static final Setting<Integer> DELAY_FACTOR = Setting.ofInt(
            "worker.delay-factor",
            5,
            0,
            1000,
            "How many times as long as a host's responses take it is left alone between two requests; 0 if that does not"
                    + " matter.");

    /** {@code worker.delay-max}. */
    public static final Setting<Duration> DELAY_MAX = Setting.ofDuration(
            "worker.delay-max",
            Duration.ofSeconds(30),
            Duration.ZERO,
            DAY,
            "Most time between two requests that slow responses can lead to; what robots.txt asks for has no such bound.");

    /** {@code worker.ip-delay}. */
    public static final Setting<Optional<Duration>> IP_DELAY = Setting.ofOptionalDuration(
            "worker.ip-delay",
            Duration.ZERO,
            DAY,
            "Least time between two requests to one IP address, whichever of its hosts they are for; half of worker.delay"
                    + " unless given.");

    /** {@code worker.queue-max}. */
    public static final Setting<Integer> QUEUE_MAX = Setting.ofInt(
            "worker.queue-max",
            20_000,
            100,
            10_000_000,
            "While so many orders are in hand, queued or being fetched, no more are taken from Kafka.");

    /** {@code worker.stop-within}. */
    public static final Setting<Duration> STOP_WITHIN = Setting.ofDuration(
            "worker.stop-within",
            Duration.ofSeconds(5),
            Duration.ZERO,
            LONGEST_STOP,
            "How long running fetches may go on when the worker stops; those given up are fetched after the next start.");

    /** All of them. */
    public static final Settings ALL = Settings.of(
                    GROUP,
                    CONCURRENCY,
                    CONNECTIONS_PER_HOST,
                    DELAY,
                    DELAY_FACTOR,
                    DELAY_MAX,
                    IP_DELAY,
                    QUEUE_MAX,
                    STOP_WITHIN)
            .plus(FetchSettings.ALL)
            .plus(RobotsSettings.ALL)
            .plus(ExtractSettings.ALL);

    private WorkerSettings() {}

    static CrawlLimits crawlLimits(Config config) {
        return new CrawlLimits(
                config.get(CONCURRENCY),
                config.get(CONNECTIONS_PER_HOST),
                config.get(QUEUE_MAX),
                pace(config),
                config.get(STOP_WITHIN));
    }

    static Pace pace(Config config) {
        Duration delay = config.get(DELAY);
        return new Pace(
                delay,
                config.get(IP_DELAY).orElse(delay.dividedBy(2)),
                config.get(DELAY_FACTOR),
                config.get(DELAY_MAX));
    }
}
