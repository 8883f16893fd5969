package io.linkloom.worker.fetch;

import io.linkloom.common.model.Outcome;
import io.linkloom.common.url.WebUrl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections: name, guard, TCP, TLS.
 *
 * <p>The guard judges the very addresses that are then connected to, so a name that resolves differently a moment later
 * changes nothing. Thread-safe.
 */
final class Connector {
    private static final int MAX_ADDRESSES = 4;

    private final Resolver resolver;
    private final AddressGuard guard;
    private final SSLSocketFactory tlsSockets;
    private final FetchLimits limits;

    /** What became of an attempt to connect. */
    sealed interface Opening {
        record Open(Connection connection) implements Opening {}

        record Refused(FetchResult.Failure failure) implements Opening {}
    }

    Connector(Resolver resolver, AddressGuard guard, SSLSocketFactory tlsSockets, FetchLimits limits) {
        this.resolver = resolver;
        this.guard = guard;
        this.tlsSockets = tlsSockets;
        this.limits = limits;
    }

    /** Connects to the host of {@code url}, which takes no longer than {@code abort} lets it. */
    Opening open(WebUrl url, Abort abort) {
        return switch (resolver.resolve(url.hostName())) {
            case Resolution.Unknown(String detail) -> refused(Outcome.DNS_FAILURE, detail, "");
            case Resolution.Late(String detail) -> refused(Outcome.DNS_FAILURE, detail, "");
            case Resolution.Found(List<InetAddress> addresses) -> openAllowed(url, addresses, abort);
        };
    }

    /** The address that is connected to first; null if there is none. */
    @Nullable
    String addressOf(String hostName) {
        if (!(resolver.resolve(hostName) instanceof Resolution.Found(List<InetAddress> addresses))) {
            return null;
        }
        for (InetAddress address : addresses) {
            if (guard.refusal(address) == null) {
                return address.getHostAddress();
            }
        }
        return null;
    }

    private Opening openAllowed(WebUrl url, List<InetAddress> addresses, Abort abort) {
        List<InetAddress> allowed = new ArrayList<>(addresses.size());
        List<String> refusals = new ArrayList<>();
        for (InetAddress address : addresses) {
            String refusal = guard.refusal(address);
            if (refusal == null) {
                allowed.add(address);
            } else {
                refusals.add(address.getHostAddress() + " (" + refusal + ")");
            }
        }
        if (allowed.isEmpty()) {
            String detail = url.hostName() + " has no address that may be fetched from: " + String.join(", ", refusals);
            return refused(Outcome.ADDRESS_REFUSED, detail, "");
        }
        return openFirst(url, allowed, abort);
    }

    /** Connects to the first address that answers. */
    private Opening openFirst(WebUrl url, List<InetAddress> addresses, Abort abort) {
        Opening last = null;
        for (InetAddress address : addresses.subList(0, Math.min(addresses.size(), MAX_ADDRESSES))) {
            last = open(url, address, abort);
            if (last instanceof Opening.Open || abort.fired()) {
                return last;
            }
        }
        return last == null ? refused(Outcome.CONNECT_FAILURE, "no address to connect to", "") : last;
    }

    @SuppressWarnings("AddressSelection") // The address is resolved and judged already.
    private Opening open(WebUrl url, InetAddress address, Abort abort) {
        String ip = address.getHostAddress();
        @SuppressWarnings("resource") // The connection's, or closed below.
        Socket socket = new Socket();
        abort.watch(socket);
        try {
            socket.setTcpNoDelay(true);
            socket.connect(
                    new InetSocketAddress(address, url.port()),
                    Math.toIntExact(limits.connect().toMillis()));
        } catch (IOException e) {
            Abort.closeSocket(socket);
            return new Opening.Refused(Failures.ofConnect(e, abort.fired(), ip, limits));
        }
        return layer(url, socket, ip, abort);
    }

    private Opening layer(WebUrl url, Socket socket, String ip, Abort abort) {
        try {
            SSLSocket tls = url.secure() ? handshake(url, socket) : null;
            return new Opening.Open(new Connection(url.origin(), ip, socket, tls, limits.headBytes()));
        } catch (IOException e) {
            Abort.closeSocket(socket);
            return new Opening.Refused(Failures.ofTls(e, abort.fired(), ip, limits));
        }
    }

    private SSLSocket handshake(WebUrl url, Socket socket) throws IOException {
        socket.setSoTimeout(Math.toIntExact(limits.tls().toMillis()));
        SSLSocket tls = (SSLSocket) tlsSockets.createSocket(socket, nameForTls(url), url.port(), true);
        SSLParameters parameters = tls.getSSLParameters();
        // Without this, JSSE checks the certificate's chain but not whether it is this host's.
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        tls.setSSLParameters(parameters);
        tls.startHandshake();
        return tls;
    }

    private static String nameForTls(WebUrl url) {
        String name = url.hostName();
        if (name.startsWith("[")) {
            return name.substring(1, name.length() - 1);
        }
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    private static Opening refused(Outcome outcome, String detail, String ip) {
        return new Opening.Refused(Failures.failure(outcome, detail, ip));
    }
}
