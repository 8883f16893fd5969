package io.linkloom.common.runtime;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.net.BindException;
import java.net.SocketException;
import java.net.URI;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.VirtualThreadPool;

/**
 * The HTTP server of a process: {@code /metrics} for Prometheus, {@code /health} for whoever watches, and the routes that
 * the process adds.
 *
 * <p>Requests run on virtual threads, a bounded number at a time. Bodies are read up to {@link #MAX_REQUEST_BYTES}, headers up
 * to {@link #MAX_HEADER_BYTES}, and a connection that says nothing is closed after half a minute.
 */
public final class ServiceServer implements AutoCloseable {

    /** The longest request body; a longer one is answered with 413. */
    public static final int MAX_REQUEST_BYTES = 1 << 20;

    /** The longest request line with its headers; longer ones are answered with 414 or 431. */
    public static final int MAX_HEADER_BYTES = 16 << 10;

    private static final int MAX_CONCURRENT_REQUESTS = 256;
    private static final int MAX_PLATFORM_THREADS = 8;
    private static final int ACCEPT_QUEUE = 128;
    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(30);

    private final Javalin javalin;
    private final Address address;

    private ServiceServer(Javalin javalin, Address address) {
        this.javalin = javalin;
        this.address = address;
    }

    /**
     * Starts to listen and returns once requests are answered.
     *
     * @param address where to listen; port 0 takes a free one
     * @param metrics what {@code /metrics} shows
     * @param health what {@code /health} shows, with status 200 or 503
     * @param routes adds the process's own routes, such as {@code config -> config.routes.get("/api/…", …)}
     * @throws StartException with a sentence where the address cannot be used
     */
    public static ServiceServer start(Address address, Metrics metrics, Health health, Consumer<JavalinConfig> routes) {
        Javalin javalin = Javalin.create(config -> {
            configure(config, address);
            config.routes.get("/metrics", context -> showMetrics(context, metrics));
            config.routes.get("/health", context -> showHealth(context, health));
            routes.accept(config);
        });
        try {
            javalin.start();
        } catch (RuntimeException e) {
            javalin.stop();
            throw new StartException(sentence(e, address), e);
        }
        return new ServiceServer(javalin, new Address(address.host(), javalin.port()));
    }

    /** Where the server listens, with the real port. */
    public Address address() {
        return address;
    }

    /** The start of all URLs of this server. */
    public URI uri() {
        return address.uri();
    }

    @Override
    public void close() {
        javalin.stop();
    }

    private static void configure(JavalinConfig config, Address address) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.maxRequestSize = MAX_REQUEST_BYTES;
        config.jetty.threadPool = threads();
        config.jetty.modifyHttpConfiguration(http -> {
            http.setRequestHeaderSize(MAX_HEADER_BYTES);
            http.setSendServerVersion(false);
        });
        config.jetty.addConnector((server, http) -> connector(server, http, address));
    }

    private static QueuedThreadPool threads() {
        VirtualThreadPool requests = new VirtualThreadPool(MAX_CONCURRENT_REQUESTS);
        requests.setName("http-request");
        QueuedThreadPool threads = new QueuedThreadPool(MAX_PLATFORM_THREADS, 1);
        threads.setName("http");
        threads.setReservedThreads(0);
        threads.setVirtualThreadsExecutor(requests);
        return threads;
    }

    private static Connector connector(Server server, HttpConfiguration http, Address address) {
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(address.host());
        connector.setPort(address.port());
        connector.setIdleTimeout(IDLE_TIMEOUT.toMillis());
        connector.setAcceptQueueSize(ACCEPT_QUEUE);
        return connector;
    }

    private static void showMetrics(Context context, Metrics metrics) {
        context.contentType(Metrics.CONTENT_TYPE).result(metrics.scrape());
    }

    private static void showHealth(Context context, Health health) {
        context.status(health.isUp() ? 200 : 503)
                .contentType("application/json")
                .result(health.json());
    }

    /** Jetty wraps what the system said once or twice, depending on the failure. */
    private static String sentence(Throwable failure, Address address) {
        Throwable cause = Stream.iterate(failure, t -> t != null, Throwable::getCause)
                .filter(t -> t instanceof SocketException || t instanceof UnresolvedAddressException)
                .reduce(failure, (outer, inner) -> inner);
        String said = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        if (cause instanceof UnresolvedAddressException) {
            return "the host name " + address.host() + " has no address to listen on";
        }
        if (said.contains("permission")) {
            return "this user may not listen on port " + address.port() + "; choose one above 1023";
        }
        if (said.contains("cannot assign")) {
            return address.host() + " is no address of this machine";
        }
        if (cause instanceof BindException) {
            return "port " + address.port() + " on " + address.host() + " is already in use; choose another";
        }
        return "cannot listen on " + address + ": " + Sentences.of(cause);
    }
}
