package io.linkloom.worker.app;

import io.linkloom.common.config.Config;
import io.linkloom.common.config.Setting;
import io.linkloom.common.config.Settings;
import io.linkloom.worker.robots.RobotsTimes;
import java.time.Duration;

/** How the worker asks for robots.txt: {@code robots.*}. */
public final class RobotsSettings {
    private static final Duration DAY = Duration.ofDays(1);

    /** {@code robots.ttl}. */
    public static final Setting<Duration> TTL = duration(
            "robots.ttl",
            RobotsTimes.DEFAULT.most(),
            DAY,
            "How long a robots.txt is good at most before it is fetched again; RFC 9309 asks for a day, and Cache-Control may ask for less.");

    /** {@code robots.ttl-min}. */
    public static final Setting<Duration> TTL_MIN = duration(
            "robots.ttl-min",
            RobotsTimes.DEFAULT.least(),
            DAY,
            "How long a robots.txt is good even if its server does not want it kept, so that it is not fetched before each page.");

    /** {@code robots.retry-forbidden}. */
    public static final Setting<Duration> RETRY_FORBIDDEN = duration(
            "robots.retry-forbidden",
            RobotsTimes.DEFAULT.serverFailed(),
            DAY,
            "When a robots.txt is first asked for again that the server failed to give (5xx, 429), then after waits that double; until then nothing is fetched.");

    /** {@code robots.retry-unreachable}. */
    public static final Setting<Duration> RETRY_UNREACHABLE = duration(
            "robots.retry-unreachable",
            RobotsTimes.DEFAULT.unreachable(),
            DAY,
            "When a robots.txt is first asked for again of a host that could not be reached, then after waits that double; until then nothing is fetched.");

    /** {@code robots.retry-max}. */
    public static final Setting<Duration> RETRY_MAX = duration(
            "robots.retry-max",
            RobotsTimes.DEFAULT.longestWait(),
            DAY,
            "The longest wait before a robots.txt that cannot be had is asked for again.");

    /** {@code robots.give-up-after}. */
    public static final Setting<Duration> GIVE_UP_AFTER = duration(
            "robots.give-up-after",
            RobotsTimes.DEFAULT.giveUpAfter(),
            Duration.ofDays(3650),
            "How long a robots.txt must have failed until its host counts as one without, so that its pages are tried.");

    /** All of them. */
    public static final Settings ALL =
            Settings.of(TTL, TTL_MIN, RETRY_FORBIDDEN, RETRY_UNREACHABLE, RETRY_MAX, GIVE_UP_AFTER);

    private RobotsSettings() {}

    private static Setting<Duration> duration(String key, Duration defaultValue, Duration most, String doc) {
        return Setting.ofDuration(key, defaultValue, Duration.ofSeconds(1), most, doc);
    }

    static RobotsTimes times(Config config) {
        return new RobotsTimes(
                config.get(TTL),
                config.get(TTL_MIN),
                config.get(RETRY_FORBIDDEN),
                config.get(RETRY_UNREACHABLE),
                config.get(RETRY_MAX),
                config.get(GIVE_UP_AFTER));
    }
}
