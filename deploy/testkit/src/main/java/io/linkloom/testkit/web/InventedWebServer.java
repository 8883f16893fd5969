package io.linkloom.testkit.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves an invented web over HTTP/1.1 on 127.0.0.1, all host names on one port, told apart by the Host header.
 *
 * <p>Every connection has a virtual thread, and a deadline for each thing it waits for. Answers have no Date field: the
 * server has no clock of its own to date them by (RFC 9110, section 6.6.1), and so gives the same bytes each time. Beyond
 * {@value #MAX_CONNECTIONS} connections, clients wait to be accepted.
 */
public final class InventedWebServer implements AutoCloseable {

    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(2);
    private static final Logger LOG = LoggerFactory.getLogger(InventedWebServer.class);
    private static final int MAX_CONNECTIONS = 20_000;
    private static final int ACCEPT_BACKLOG = 4_096;
    private static final int KEPT_EXCHANGES = 64;
    private static final long SWEEP_MILLIS = 250;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final @Nullable RequestLog log;
    private final Duration patience;
    private final ServerSocket listener;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final Semaphore free = new Semaphore(MAX_CONNECTIONS);
    private final BlockingQueue<Exchange> idleExchanges = new ArrayBlockingQueue<>(KEPT_EXCHANGES);
    private final LongAdder requests = new LongAdder();
    private final HostRests rests = new HostRests();
    private final Thread acceptor =
            Thread.ofPlatform().name("invented-web-accept").daemon().unstarted(this::acceptAll);
    private volatile InventedWeb web;
    private volatile boolean isClosed;

    private InventedWebServer(InventedWebSpec asked, @Nullable RequestLog log, Duration patience) throws IOException {
        listener = new ServerSocket();
        listener.setReuseAddress(true);
        listener.bind(
                new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), asked.port()),
                ACCEPT_BACKLOG);
        web = InventedWeb.of(asked.withPort(listener.getLocalPort()));
        this.log = log;
        this.patience = patience;
    }

    /**
     * Serves a web on its port, or on a free one if that is 0.
     *
     * @throws IOException if the port cannot be listened on
     */
    public static InventedWebServer start(InventedWebSpec spec) throws IOException {
        return start(spec, null);
    }

    /**
     * Serves a web as {@link #start(InventedWebSpec)} does, and notes every request.
     *
     * @param log where to, or null for nowhere
     */
    public static InventedWebServer start(InventedWebSpec spec, @Nullable RequestLog log) throws IOException {
        return start(spec, log, PATIENCE);
    }

    static InventedWebServer start(InventedWebSpec spec, @Nullable RequestLog log, Duration patience)
            throws IOException {
        InventedWebServer server = new InventedWebServer(spec, log, patience);
        server.acceptor.start();
        Thread.ofVirtual().name("invented-web-deadlines").start(server::sweepAll);
        return server;
    }

    /** The web that is served, with the port that it is served on. */
    public InventedWebSpec spec() {
        return web.spec();
    }

    /** From now on serves what the web is after so many changes; answers that were begun are as they were. */
    public void setEpoch(int epoch) {
        web = InventedWeb.of(web.spec().atEpoch(epoch));
    }

    public int port() {
        return web.spec().port();
    }

    /** The number of requests read so far. */
    public long requests() {
        return requests.sum();
    }

    /** How long the hosts were left alone, as far as they were asked, in no order. */
    public List<HostRest> rests() {
        return rests.all(web::crawlDelay);
    }

    /** The number of connections that are open. */
    public int connections() {
        return connections.size();
    }

    /** Stops listening and closes all connections, answered or not. */
    @Override
    public void close() {
        isClosed = true;
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            awaitAcceptor();
            connections.forEach(Connection::close);
            for (Exchange each = idleExchanges.poll(); each != null; each = idleExchanges.poll()) {
                each.release();
            }
        }
    }

    /** The port is only free when the thread that waits at it has let go. */
    private void awaitAcceptor() {
        try {
            boolean ignored = acceptor.join(CLOSE_WITHIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void acceptAll() {
        while (!isClosed) {
            try {
                free.acquire();
                Socket socket = listener.accept();
                socket.setTcpNoDelay(true);
                Connection connection = new Connection(this, socket);
                connections.add(connection);
                Thread.ofVirtual().start(connection);
                if (isClosed) {
                    connection.close();
                }
            } catch (IOException e) {
                free.release();
                if (!isClosed) {
                    LOG.warn("The invented web could not accept a connection: {}", e.toString());
                    pause();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void sweepAll() {
        while (!isClosed) {
            long now = System.nanoTime();
            for (Connection each : connections) {
                if (each.isOverdue(now)) {
                    each.close();
                }
            }
            pause();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(SWEEP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How long a client may be silent, or not take what is sent to it. */
    Duration patience() {
        return patience;
    }

    Exchange borrowExchange() {
        Exchange idle = idleExchanges.poll();
        InventedWeb now = web;
        if (idle != null && idle.epoch() != now.spec().epoch()) {
            idle.release();
            idle = null;
        }
        return idle == null ? new Exchange(now) : idle;
    }

    void giveBack(Exchange exchange) {
        if (isClosed
                || exchange.epoch() != web.spec().epoch()
                || !exchange.isWorthKeeping()
                || !idleExchanges.offer(exchange)) {
            exchange.release();
        }
    }

    void noteRequest(RequestHead head) {
        requests.increment();
        rests.arrived(head.host(), Responder.isForRobots(head), System.nanoTime());
        if (log != null) {
            log.add(new RequestLog.Entry(
                    head.host(), head.target(), head.isConditional(), System.nanoTime(), System.currentTimeMillis()));
        }
    }

    /** An answer is about to be sent. */
    void noteAnswer(RequestHead head) {
        rests.answering(head.host(), System.nanoTime());
    }

    void forget(Connection connection) {
        if (connections.remove(connection)) {
            free.release();
        }
    }
}
