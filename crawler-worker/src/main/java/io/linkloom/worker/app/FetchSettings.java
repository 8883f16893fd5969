package io.linkloom.worker.app;

import io.linkloom.common.config.Config;
import io.linkloom.common.config.Setting;
import io.linkloom.common.config.Settings;
import io.linkloom.worker.fetch.DnsTtl;
import io.linkloom.worker.fetch.FetchLimits;
import io.linkloom.worker.fetch.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How the worker fetches: {@code fetch.*}. */
public final class FetchSettings {
    private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(10);
    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(10);
    /** The Java platform keeps answers for as long itself. */
    private static final Duration SHORTEST_DNS_TTL = Duration.ofSeconds(30);

    private static final Duration LONGEST_DNS_TTL = Duration.ofDays(1);

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

    /** {@code fetch.proxy}. */
    public static final Setting<Optional<String>> PROXY = Setting.ofOptionalText(
            "fetch.proxy", "HTTP proxy that all requests go through, such as http://proxy.example:3128.");

    /** {@code fetch.proxy-dns}. */
    public static final Setting<Proxy.Names> PROXY_DNS = Setting.ofChoice(
            "fetch.proxy-dns",
            Proxy.Names.HERE,
            "With a proxy: whether names are judged by what DNS says here, or left to the proxy alone.");

    /** {@code fetch.tls-verify}. */
    public static final Setting<Boolean> TLS_VERIFY = Setting.ofBoolean(
            "fetch.tls-verify",
            true,
            "Whether https needs a valid certificate; without, anybody can pose as any host.");

    /** {@code fetch.dns-ttl}. */
    public static final Setting<Duration> DNS_TTL = Setting.ofDuration(
            "fetch.dns-ttl",
            DnsTtl.DEFAULT.found(),
            SHORTEST_DNS_TTL,
            LONGEST_DNS_TTL,
            "How long the addresses of a name are good before DNS is asked for them again.");

    /** {@code fetch.dns-negative-ttl}. */
    public static final Setting<Duration> DNS_NEGATIVE_TTL = Setting.ofDuration(
            "fetch.dns-negative-ttl",
            DnsTtl.DEFAULT.unknown(),
            SHORTEST_DNS_TTL,
            LONGEST_DNS_TTL,
            "How long a name that does not exist is believed not to; a DNS server that fails is asked again at once.");

    /** {@code fetch.dns-timeout}. */
    public static final Setting<Duration> DNS_TIMEOUT =
            timeout("fetch.dns-timeout", FetchLimits.DEFAULT.dns(), "How long an answer of DNS is waited for.");

    /** {@code fetch.connect-timeout}. */
    public static final Setting<Duration> CONNECT_TIMEOUT = timeout(
            "fetch.connect-timeout", FetchLimits.DEFAULT.connect(), "How long a TCP connection may take to open.");

    /** {@code fetch.tls-timeout}. */
    public static final Setting<Duration> TLS_TIMEOUT =
            timeout("fetch.tls-timeout", FetchLimits.DEFAULT.tls(), "How long a TLS handshake may take.");

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

    /** {@code fetch.max-inflation}. */
    public static final Setting<Integer> MAX_INFLATION = Setting.ofInt(
            "fetch.max-inflation",
            FetchLimits.DEFAULT.inflation(),
            2,
            1_000_000,
            "How many times its size a body of more than 1 MiB may be decompressed to; beyond it is too_large.");

    /** All of them. */
    public static final Settings ALL = Settings.of(
            USER_AGENT_CONTACT,
            ALLOW_ADDRESSES,
            HOSTS_FILE,
            PROXY,
            PROXY_DNS,
            TLS_VERIFY,
            DNS_TTL,
            DNS_NEGATIVE_TTL,
            DNS_TIMEOUT,
            CONNECT_TIMEOUT,
            TLS_TIMEOUT,
            FIRST_BYTE_TIMEOUT,
            REQUEST_TIMEOUT,
            MAX_HEAD,
            MAX_BODY,
            MAX_INFLATION);

    private FetchSettings() {}

    private static Setting<Duration> timeout(String key, Duration defaultValue, String doc) {
        return Setting.ofDuration(key, defaultValue, SHORTEST_TIMEOUT, LONGEST_TIMEOUT, doc);
    }

    static FetchLimits limits(Config config) {
        return new FetchLimits(
                config.get(DNS_TIMEOUT),
                config.get(CONNECT_TIMEOUT),
                config.get(TLS_TIMEOUT),
                config.get(FIRST_BYTE_TIMEOUT),
                config.get(REQUEST_TIMEOUT),
                Math.toIntExact(config.get(MAX_HEAD)),
                config.get(MAX_INFLATION));
    }
}
