package io.linkloom.worker.app;

import io.linkloom.common.config.Config;
import io.linkloom.common.config.Setting;
import io.linkloom.common.config.Settings;
import io.linkloom.worker.crawl.CrawlLimits;
import java.time.Duration;

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
            "Time between two requests to one host; longer where its robots.txt asks for more.");

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
                    GROUP, CONCURRENCY, CONNECTIONS_PER_HOST, DELAY, QUEUE_MAX, STOP_WITHIN)
            .plus(FetchSettings.ALL)
            .plus(RobotsSettings.ALL)
            .plus(ExtractSettings.ALL);

    private WorkerSettings() {}

    static CrawlLimits crawlLimits(Config config) {
        return new CrawlLimits(
                config.get(CONCURRENCY),
                config.get(CONNECTIONS_PER_HOST),
                config.get(QUEUE_MAX),
                config.get(DELAY),
                config.get(STOP_WITHIN));
    }
}
