package io.linkloom.testkit.misbehaving;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;

/**
 * Serves the misbehaving web on loopback: every {@link Misbehaviour} on its host, and hosts that behave well.
 *
 * <pre>
 * index.test                  links to everything
 * LABEL.test                  misbehaves
 * good-N.test                 behaves well, for any number
 * patient-M-N.test            behaves well, and asks in robots.txt for a Crawl-delay of M milliseconds
 * lazy-M-N.test               behaves well, and answers after M milliseconds
 * </pre>
 *
 * <p>A connection ends after ten minutes at the latest; beyond {@value #MAX_CONNECTIONS}, clients wait to be accepted.
 */
public final class MisbehavingServer implements AutoCloseable {
    /** The host whose front page links to everything. */
    public static final String INDEX = "index.test";

    private static final int MAX_CONNECTIONS = 2_000;
    private static final int ACCEPT_BACKLOG = 1_000;
    private static final int SEND_BUFFER_BYTES = 64 << 10;
    private static final int PORT_ATTEMPTS = 20;
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(2);
    private static final long SWEEP_MILLIS = 250;
    private static final Pattern PATIENT = Pattern.compile("patient-(\\d{1,8})-\\d+\\.test");
    private static final Pattern LAZY = Pattern.compile("lazy-(\\d{1,8})-\\d+\\.test");
    /** Whose certificate a host shows that has none for its own name. */
    private static final String SOMEBODY_ELSE = "somebody-else.test";

    private final MisbehavingOptions options;
    private final List<ServerSocket> listeners;
    /** Holds a port at which nobody listens. */
    private final Socket refusing = new Socket();

    private final Map<String, Misbehaviour> byHost =
            Stream.of(Misbehaviour.values()).collect(Collectors.toMap(Misbehaviour::host, each -> each));
    private final Map<String, Host> hosts = new ConcurrentHashMap<>();
    private final Map<String, SSLContext> contexts = new ConcurrentHashMap<>();
    private final ServedRequests log = new ServedRequests();
    private final Set<Client> clients = ConcurrentHashMap.newKeySet();
    private final Semaphore free = new Semaphore(MAX_CONNECTIONS);
    private final List<Thread> acceptors = new ArrayList<>();
    private volatile boolean isClosed;

    private MisbehavingServer(MisbehavingOptions options) throws IOException {
        this.options = options;
        this.listeners = listen(options);
        refusing.bind(new InetSocketAddress(options.addresses().getFirst(), 0));
    }

    /**
     * Serves on the port of the options, or on a free one if that is 0.
     *
     * @throws IOException if the port cannot be listened on
     */
    public static MisbehavingServer start(MisbehavingOptions options) throws IOException {
        MisbehavingServer server = new MisbehavingServer(options);
        for (ServerSocket each : server.listeners) {
            server.acceptors.add(
                    Thread.ofPlatform().name("misbehaving-web-accept").daemon().start(() -> server.acceptAll(each)));
        }
        Thread.ofVirtual().name("misbehaving-web-deadlines").start(server::sweepAll);
        return server;
    }

    /** The same port on all addresses, which a free one of the first may not be on the others. */
    private static List<ServerSocket> listen(MisbehavingOptions options) throws IOException {
        for (int attempt = 1; ; attempt++) {
            List<ServerSocket> open = new ArrayList<>();
            try {
                int port = options.port();
                for (InetAddress address : options.addresses()) {
                    open.add(listen(address, port));
                    port = open.getFirst().getLocalPort();
                }
                return open;
            } catch (IOException e) {
                for (ServerSocket each : open) {
                    each.close();
                }
                if (options.port() != 0 || attempt == PORT_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static ServerSocket listen(InetAddress address, int port) throws IOException {
        ServerSocket listener = new ServerSocket();
        try {
            listener.setReuseAddress(true);
            listener.bind(new InetSocketAddress(address, port), ACCEPT_BACKLOG);
            return listener;
        } catch (IOException e) {
            listener.close();
            throw e;
        }
    }

    public int port() {
        return listeners.getFirst().getLocalPort();
    }

    /** The front page of a misbehaving host. */
    public String url(Misbehaviour misbehaviour) {
        return url(misbehaviour, "/");
    }

    /** A page of a misbehaving host. */
    public String url(Misbehaviour misbehaviour, String path) {
        int port = misbehaviour.isUnreachable() ? refusing.getLocalPort() : port();
        return (misbehaviour.isSecure() ? "https" : "http") + "://" + misbehaviour.host() + ":" + port + path;
    }

    /** A page of a host that behaves well. */
    public String url(String host, String path) {
        return "http://" + host + ":" + port() + path;
    }

    /** The lines of a hosts file, that send all names but those that nobody is to know to the first address. */
    public List<String> hostsFile() {
        return MisbehavingPages.hostsFile(options.addresses().getFirst().getHostAddress());
    }

    /** Trusts the certificate of the host that shows somebody else's, so that nothing but its name is wrong. */
    public SSLContext trusting() {
        return context(Misbehaviour.TLS_WRONG_NAME);
    }

    /** The requests that have come so far, in the order in which they came. */
    public List<ServedRequest> requests() {
        return log.all();
    }

    /** The requests for one host. */
    public List<ServedRequest> requests(String host) {
        return requests().stream().filter(each -> each.host().equals(host)).toList();
    }

    /**
     * The bytes of answers that have gone out to clients of this host. What a client has not read, and its machine keeps for
     * it, is among them: some MiB on loopback.
     */
    public long bytesTaken(String host) {
        return host(host).bytes();
    }

    /** The connections on which this host was asked for. */
    public long connections(String host) {
        return host(host).connections();
    }

    /** The connections that are open. */
    public int openConnections() {
        return clients.size();
    }

    /** Stops listening and closes all connections, answered or not. */
    @Override
    public void close() {
        isClosed = true;
        try {
            refusing.close();
            for (ServerSocket each : listeners) {
                each.close();
            }
            for (Thread each : acceptors) {
                boolean ignored = each.join(CLOSE_WITHIN);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            clients.forEach(Client::close);
        }
    }

    private void acceptAll(ServerSocket listener) {
        while (!isClosed) {
            try {
                free.acquire();
                accept(listener);
            } catch (IOException e) {
                free.release();
                if (!isClosed) {
                    pause();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void accept(ServerSocket listener) throws IOException {
        Socket socket = listener.accept();
        socket.setTcpNoDelay(true);
        socket.setSendBufferSize(SEND_BUFFER_BYTES);
        Client client = new Client(this, socket, System.nanoTime() + LONGEST.toNanos());
        clients.add(client);
        Thread.ofVirtual().name("misbehaving-web-client").start(client);
        if (isClosed) {
            client.close();
        }
    }

    private void sweepAll() {
        while (!isClosed) {
            long now = System.nanoTime();
            clients.stream().filter(each -> each.isOverdue(now)).forEach(Client::close);
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

    void forget(Client client) {
        if (clients.remove(client)) {
            free.release();
        }
    }

    /** Who answers this. */
    Act act(Request request) {
        Misbehaviour misbehaviour = byHost.get(request.host());
        if (misbehaviour != null && misbehaviour.answers(request)) {
            return misbehaviour.act();
        }
        return tame(request);
    }

    private Act tame(Request request) {
        Matcher patient = PATIENT.matcher(request.host());
        Matcher lazy = LAZY.matcher(request.host());
        if (request.isForRobots()) {
            return patient.matches()
                    ? (_, wire) -> Tame.robots(Long.parseLong(patient.group(1)), wire)
                    : (_, wire) -> Tame.robots(wire);
        }
        if (lazy.matches()) {
            return (_, wire) -> Tame.late(request, Long.parseLong(lazy.group(1)), wire);
        }
        return request.host().equals(INDEX) ? (_, wire) -> MisbehavingPages.index(this, wire) : Tame::page;
    }

    Host host(String name) {
        return hosts.computeIfAbsent(name, _ -> new Host());
    }

    ServedRequests log() {
        return log;
    }

    SSLSocketFactory tls(Misbehaviour misbehaviour) {
        return context(misbehaviour).getSocketFactory();
    }

    /** Made when it is first asked for, which takes longer than all else here. */
    private SSLContext context(Misbehaviour misbehaviour) {
        String name = misbehaviour == Misbehaviour.TLS_WRONG_NAME ? SOMEBODY_ELSE : misbehaviour.host();
        return contexts.computeIfAbsent(name, Certificates::contextFor);
    }

    long dripNanos() {
        return options.drip().toNanos();
    }

    Duration retryAfter() {
        return options.retryAfter();
    }
}
