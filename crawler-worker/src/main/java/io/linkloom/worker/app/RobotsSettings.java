package io.linkloom.worker.app;

import io.linkloom.common.config.Config;
import io.linkloom.common.config.Setting;
import io.linkloom.common.config.Settings;
import io.linkloom.worker.robots.Robots.RobotsTtl;
import java.time.Duration;

/** How the worker asks for robots.txt: {@code robots.*}. */
public final class RobotsSettings {
    private static final Duration DAY = Duration.ofDays(1);

    /** {@code robots.ttl}. */
    public static final Setting<Duration> TTL = Setting.ofDuration(
            "robots.ttl",
            RobotsTtl.DEFAULT.rules(),
            Duration.ofSeconds(1),
            DAY,
            "How long a robots.txt is good before it is fetched again; RFC 9309 asks for a day at most.");

    /** {@code robots.retry-forbidden}. */
    public static final Setting<Duration> RETRY_FORBIDDEN = Setting.ofDuration(
            "robots.retry-forbidden",
            RobotsTtl.DEFAULT.forbidden(),
            Duration.ofSeconds(1),
            DAY,
            "When a robots.txt is asked for again that the server failed to give (5xx, 429); until then nothing is fetched.");

    /** {@code robots.retry-unreachable}. */
    public static final Setting<Duration> RETRY_UNREACHABLE = Setting.ofDuration(
            "robots.retry-unreachable",
            RobotsTtl.DEFAULT.unreachable(),
            Duration.ofSeconds(1),
            DAY,
            "When a robots.txt is asked for again of a host that could not be reached; until then its pages fail alike.");

    /** All of them. */
    public static final Settings ALL = Settings.of(TTL, RETRY_FORBIDDEN, RETRY_UNREACHABLE);

    private RobotsSettings() {}

    static RobotsTtl ttl(Config config) {
        return new RobotsTtl(config.get(TTL), config.get(RETRY_FORBIDDEN), config.get(RETRY_UNREACHABLE));
    }
}
