package io.linkloom.worker.app;

import io.linkloom.common.config.Config;
import io.linkloom.common.config.Setting;
import io.linkloom.common.config.Settings;
import io.linkloom.worker.crawl.CrawlLimits;
import io.linkloom.worker.extract.ExtractLimits;
import io.linkloom.worker.fetch.FetchLimits;
import io.linkloom.worker.robots.Robots.RobotsTtl;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** All settings of the worker. */
public final class WorkerSettings {
    private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(10);
    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(10);
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
            LONGEST_TIMEOUT,
            "How long running fetches may go on when the worker stops; those given up are fetched after the next start.");

    /** {@code fetch.user-agent-contact}. */
    public static final Setting<Optional<String>> USER_AGENT_CONTACT = Setting.ofOptionalText(
            "fetch.user-agent-contact",
            "URL in the User-Agent under which the owner of a site learns who crawls it and how to reach them.");

    /** {@code fetch.allow-addresses}. */
    public static final Setting<List<String>> ALLOW_ADDRESSES = Setting.ofList(
            "fetch.allow-addresses",
            List.of(),
            "Address blocks such as 127.0.0.0/8 that may be fetched from though they are not public.");

    /** {@code fetch.hosts-file}. */
    public static final Setting<Optional<String>> HOSTS_FILE = Setting.ofOptionalText(
            "fetch.hosts-file", "File in the usual hosts format, and with *.name wildcards, that overrides DNS.");

    /** {@code fetch.dns-timeout}. */
    public static final Setting<Duration> DNS_TIMEOUT =
            timeout("fetch.dns-timeout", FetchLimits.DEFAULT.dns(), "How long an answer of DNS is waited for.");

    /** {@code fetch.connect-timeout}. */
    public static final Setting<Duration> CONNECT_TIMEOUT = timeout(
            "fetch.connect-timeout", FetchLimits.DEFAULT.connect(), "How long a TCP connection may take to open.");

    /** {@code fetch.tls-timeout}. */
    public static final Setting<Duration> TLS_TIMEOUT = timeout(
            "fetch.tls-timeout", FetchLimits.DEFAULT.tls(), "How long a server may pause in the TLS handshake.");

    /** {@code fetch.first-byte-timeout}. */
    public static final Setting<Duration> FIRST_BYTE_TIMEOUT = timeout(
            "fetch.first-byte-timeout",
            FetchLimits.DEFAULT.firstByte(),
            "How long a response may take to begin, and a server may pause within it.");

    /** {@code fetch.request-timeout}. */
    public static final Setting<Duration> REQUEST_TIMEOUT = timeout(
            "fetch.request-timeout",
            FetchLimits.DEFAULT.request(),
            "How long a request may take in all, from the connection to the last byte.");

    /** {@code fetch.max-head}. */
    public static final Setting<Long> MAX_HEAD = Setting.ofBytes(
            "fetch.max-head",
            FetchLimits.DEFAULT.headBytes(),
            8 << 10,
            1 << 20,
            "Most bytes of a response's status line and headers; more make the response too_large.");

    /** {@code fetch.max-body}. */
    public static final Setting<Long> MAX_BODY = Setting.ofBytes(
            "fetch.max-body",
            4 << 20,
            1 << 10,
            64 << 20,
            "Bytes of a page, after decompression, that are read; a longer page is cut there and marked as cut.");

    /** {@code robots.ttl}. */
    public static final Setting<Duration> ROBOTS_TTL = Setting.ofDuration(
            "robots.ttl",
            RobotsTtl.DEFAULT.rules(),
            Duration.ofSeconds(1),
            DAY,
            "How long a robots.txt is good before it is fetched again; RFC 9309 asks for a day at most.");

    /** {@code robots.retry-forbidden}. */
    public static final Setting<Duration> ROBOTS_RETRY_FORBIDDEN = Setting.ofDuration(
            "robots.retry-forbidden",
            RobotsTtl.DEFAULT.forbidden(),
            Duration.ofSeconds(1),
            DAY,
            "When a robots.txt is asked for again that the server failed to give (5xx, 429); until then nothing is fetched.");

    /** {@code robots.retry-unreachable}. */
    public static final Setting<Duration> ROBOTS_RETRY_UNREACHABLE = Setting.ofDuration(
            "robots.retry-unreachable",
            RobotsTtl.DEFAULT.unreachable(),
            Duration.ofSeconds(1),
            DAY,
            "When a robots.txt is asked for again of a host that could not be reached; until then its pages fail alike.");

    /** {@code extract.max-links}. */
    public static final Setting<Integer> MAX_LINKS = Setting.ofInt(
            "extract.max-links",
            ExtractLimits.DEFAULT.links(),
            1,
            20_000,
            "Most different link targets kept of one page; the others are counted.");

    /** All of them. */
    public static final Settings ALL = Settings.of(
            GROUP,
            CONCURRENCY,
            CONNECTIONS_PER_HOST,
            DELAY,
            QUEUE_MAX,
            STOP_WITHIN,
            USER_AGENT_CONTACT,
            ALLOW_ADDRESSES,
            HOSTS_FILE,
            DNS_TIMEOUT,
            CONNECT_TIMEOUT,
            TLS_TIMEOUT,
            FIRST_BYTE_TIMEOUT,
            REQUEST_TIMEOUT,
            MAX_HEAD,
            MAX_BODY,
            ROBOTS_TTL,
            ROBOTS_RETRY_FORBIDDEN,
            ROBOTS_RETRY_UNREACHABLE,
            MAX_LINKS);

    private WorkerSettings() {}

    private static Setting<Duration> timeout(String key, Duration defaultValue, String doc) {
        return Setting.ofDuration(key, defaultValue, SHORTEST_TIMEOUT, LONGEST_TIMEOUT, doc);
    }

    static FetchLimits fetchLimits(Config config) {
        return new FetchLimits(
                config.get(DNS_TIMEOUT),
                config.get(CONNECT_TIMEOUT),
                config.get(TLS_TIMEOUT),
                config.get(FIRST_BYTE_TIMEOUT),
                config.get(REQUEST_TIMEOUT),
                Math.toIntExact(config.get(MAX_HEAD)));
    }

    static RobotsTtl robotsTtl(Config config) {
        return new RobotsTtl(
                config.get(ROBOTS_TTL), config.get(ROBOTS_RETRY_FORBIDDEN), config.get(ROBOTS_RETRY_UNREACHABLE));
    }

    static ExtractLimits extractLimits(Config config) {
        return new ExtractLimits(config.get(MAX_LINKS), ExtractLimits.DEFAULT_TEXT_BYTES);
    }

    static CrawlLimits crawlLimits(Config config) {
        return new CrawlLimits(
                config.get(CONCURRENCY),
                config.get(CONNECTIONS_PER_HOST),
                config.get(QUEUE_MAX),
                config.get(DELAY),
                config.get(STOP_WITHIN));
    }
}
