package io.linkloom.worker.fetch;

import io.linkloom.common.url.WebUrl;
import io.linkloom.worker.fetch.Destinations.Destination;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections: name, guard, TCP, TLS; through a proxy where there is one.
 *
 * <p>The guard judges the very addresses that are then connected to, so a name that resolves differently a moment later
 * changes nothing. Thread-safe.
 */
final class Connector {
    private static final int MAX_ADDRESSES = 4;

    private final Destinations destinations;
    private final @Nullable ProxyRoute proxy;
    private final Tls tls;
    private final FetchLimits limits;
    private final AbortTimer timer;

    /** What became of an attempt to connect. */
    sealed interface Opening {
        record Open(Connection connection) implements Opening {}

        record Refused(FetchResult.Failure failure) implements Opening {}
    }

    /** What became of an attempt to connect by TCP. */
    private sealed interface Dial {
        record Connected(Socket socket, String ip) implements Dial {}

        record Failed(IOException cause, String ip) implements Dial {}
    }

    Connector(Resolver resolver, Network network, FetchLimits limits, AbortTimer timer) {
        this.destinations = new Destinations(resolver, network.guard());
        this.proxy = network.proxy() == null ? null : new ProxyRoute(network.proxy(), resolver, destinations, limits);
        this.tls = network.tls();
        this.limits = limits;
        this.timer = timer;
    }

    /** Connects to the host of {@code url}, which takes no longer than {@code abort} lets it. */
    Opening open(WebUrl url, Abort abort) {
        return proxy == null ? openDirectly(url, abort) : openThrough(proxy, url, abort);
    }

    /** The address that is connected to first, or that is judged in its place behind a proxy; null if there is none. */
    @Nullable
    String addressOf(String hostName) {
        Destination destination = proxy == null ? destinations.of(hostName) : proxy.destination(hostName);
        return destination instanceof Destination.Allowed(List<InetAddress> addresses) && !addresses.isEmpty()
                ? addresses.getFirst().getHostAddress()
                : null;
    }

    private Opening openDirectly(WebUrl url, Abort abort) {
        return switch (destinations.of(url.hostName())) {
            case Destination.Refused(FetchResult.Failure failure) -> new Opening.Refused(failure);
            case Destination.Allowed(List<InetAddress> addresses) ->
                switch (dial(addresses, url.port(), abort)) {
                    case Dial.Failed(IOException cause, String ip) ->
                        new Opening.Refused(Failures.ofConnect(cause, abort.fired(), ip, limits));
                    case Dial.Connected(Socket socket, String ip) -> layer(url, socket, ip, false, abort);
                };
        };
    }

    private Opening openThrough(ProxyRoute route, WebUrl url, Abort abort) {
        return switch (route.destination(url.hostName())) {
            case Destination.Refused(FetchResult.Failure failure) -> new Opening.Refused(failure);
            case Destination.Allowed(List<InetAddress> addresses) ->
                dialProxy(
                        route,
                        url,
                        addresses.isEmpty() ? "" : addresses.getFirst().getHostAddress(),
                        abort);
        };
    }

    private Opening dialProxy(ProxyRoute route, WebUrl url, String ip, Abort abort) {
        return switch (route.proxyItself()) {
            case Destination.Refused(FetchResult.Failure failure) -> new Opening.Refused(failure);
            case Destination.Allowed(List<InetAddress> addresses) ->
                switch (dial(addresses, route.port(), abort)) {
                    case Dial.Failed(IOException cause, String _) ->
                        new Opening.Refused(route.failure(String.valueOf(cause.getMessage()), ip));
                    case Dial.Connected(Socket socket, String _) -> through(route, url, socket, ip, abort);
                };
        };
    }

    private Opening through(ProxyRoute route, WebUrl url, Socket socket, String ip, Abort abort) {
        if (url.secure()) {
            try {
                route.openTunnel(socket, url, ip);
            } catch (ProxyRoute.RefusedException e) {
                Abort.closeSocket(socket);
                return new Opening.Refused(e.failure());
            } catch (IOException e) {
                Abort.closeSocket(socket);
                return new Opening.Refused(route.failure(String.valueOf(e.getMessage()), ip));
            }
        }
        return layer(url, socket, ip, !url.secure(), abort);
    }

    /** Connects to the first address that answers. */
    private Dial dial(List<InetAddress> addresses, int port, Abort abort) {
        Dial last = new Dial.Failed(new IOException("no address to connect to"), "");
        for (InetAddress address : addresses.subList(0, Math.min(addresses.size(), MAX_ADDRESSES))) {
            last = dial(address, port, abort);
            if (last instanceof Dial.Connected || abort.fired()) {
                return last;
            }
        }
        return last;
    }

    @SuppressWarnings("AddressSelection") // The address is resolved and judged already.
    private Dial dial(InetAddress address, int port, Abort abort) {
        String ip = address.getHostAddress();
        @SuppressWarnings("resource") // The connection's, or closed below.
        Socket socket = new Socket();
        abort.watch(socket);
        try {
            socket.setTcpNoDelay(true);
            socket.connect(
                    new InetSocketAddress(address, port),
                    Math.toIntExact(limits.connect().toMillis()));
            return new Dial.Connected(socket, ip);
        } catch (IOException e) {
            Abort.closeSocket(socket);
            return new Dial.Failed(e, ip);
        }
    }

    private Opening layer(WebUrl url, Socket socket, String ip, boolean wholeUrls, Abort abort) {
        // A timer of its own: a handshake is many reads, and each of them could be slow.
        try (Abort handshake = timer.start(limits.tls())) {
            try {
                SSLSocket secured = url.secure() ? handshake(url, socket, handshake) : null;
                return new Opening.Open(
                        new Connection(url.origin(), ip, socket, secured, limits.headBytes(), wholeUrls));
            } catch (IOException e) {
                Abort.closeSocket(socket);
                return new Opening.Refused(Failures.ofTls(e, abort.fired(), handshake.fired(), ip, limits));
            }
        }
    }

    private SSLSocket handshake(WebUrl url, Socket socket, Abort handshake) throws IOException {
        handshake.watch(socket);
        socket.setSoTimeout(0);
        SSLSocket secured = tls.layer(socket, nameForTls(url), url.port());
        secured.startHandshake();
        return secured;
    }

    private static String nameForTls(WebUrl url) {
        String name = url.hostName();
        if (name.startsWith("[")) {
            return name.substring(1, name.length() - 1);
        }
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }
}
