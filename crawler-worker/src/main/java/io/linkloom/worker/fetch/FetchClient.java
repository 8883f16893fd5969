package io.linkloom.worker.fetch;

import io.linkloom.common.runtime.Time;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** What all fetchers of a worker share: names, guard, idle connections, deadlines. Thread-safe. */
public final class FetchClient implements AutoCloseable {
    /** Most bodies are small; these may be as large as the limit allows at the same time. */
    private static final int MAX_LARGE_BODIES = 64;

    private static final int MAX_IDLE_CONNECTIONS = 2_000;
    private static final Duration IDLE_TIME = Duration.ofSeconds(15);

    private final String userAgent;
    private final FetchLimits limits;
    private final Time time;
    private final Resolver resolver;
    private final Connector connector;
    private final Places largeBodies;
    private final AbortTimer timer = new AbortTimer();
    private final IdleConnections idle = new IdleConnections(MAX_IDLE_CONNECTIONS);

    /**
     * A client that goes straight to hosts that the platform trusts.
     *
     * @param userAgent the User-Agent header, of visible ASCII
     */
    public FetchClient(String userAgent, HostsFile hosts, AddressGuard guard, FetchLimits limits, Time time) {
        this(userAgent, Network.direct(hosts, guard), limits, time);
    }

    /** A client that goes straight to hosts that {@code tls} trusts. */
    public FetchClient(
            String userAgent, HostsFile hosts, AddressGuard guard, FetchLimits limits, Time time, SSLContext tls) {
        this(userAgent, Network.direct(hosts, guard).with(Tls.of(tls)), limits, time);
    }

    /**
     * A client with its own way to hosts.
     *
     * @param userAgent the User-Agent header, of visible ASCII
     */
    public FetchClient(String userAgent, Network network, FetchLimits limits, Time time) {
        this(userAgent, network, new SystemNames(), limits, time);
    }

    FetchClient(String userAgent, Network network, NameService names, FetchLimits limits, Time time) {
        this.userAgent = userAgent;
        this.limits = limits;
        this.time = time;
        this.largeBodies = new Places(MAX_LARGE_BODIES, limits.request(), "too many large pages at once");
        this.resolver = new Resolver(network.hosts(), names, network.dnsTtl(), limits.dns(), time);
        this.connector = new Connector(resolver, network, limits, timer);
    }

    /** A fetcher for one thread at a time. */
    public Fetcher fetcher() {
        return new Fetcher(this);
    }

    /**
     * Where requests to a host go: the first of its addresses that may be fetched from, as DNS or its cache says now.
     *
     * @param hostName as {@link io.linkloom.common.url.WebUrl#hostName()} gives it
     * @return null if there is none, or no answer in time
     */
    public @Nullable String addressOf(String hostName) {
        return connector.addressOf(hostName);
    }

    /** Closes the connections that have waited too long for their host's next turn; to be called now and then. */
    public void evictIdle() {
        idle.evict(time.nanos());
    }

    /** Connections that wait for their host's next turn. */
    public int idleConnections() {
        return idle.size();
    }

    String userAgent() {
        return userAgent;
    }

    FetchLimits limits() {
        return limits;
    }

    Connector connector() {
        return connector;
    }

    Places largeBodies() {
        return largeBodies;
    }

    AbortTimer timer() {
        return timer;
    }

    IdleConnections idle() {
        return idle;
    }

    /** Keeps a connection for its host's next turn if that is near enough. */
    void waitOrClose(Connection connection, long nanosUntilNext) {
        if (nanosUntilNext < IDLE_TIME.toNanos()) {
            connection.idleUntil(time.nanos() + IDLE_TIME.toNanos());
            idle.put(connection);
        } else {
            connection.close();
        }
    }

    long nanos() {
        return time.nanos();
    }

    /** Closes idle connections; fetchers in use end by themselves. */
    @Override
    public void close() {
        idle.close();
        timer.close();
        resolver.close();
    }
}
