package io.linkloom.worker.fetch;

import io.linkloom.common.model.Outcome;
import io.linkloom.common.url.WebUrl;
import io.linkloom.worker.fetch.Destinations.Destination;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import org.apache.hc.core5.http.HttpException;

/** The way through a proxy: which host may be asked for, where the proxy is, and how it opens a tunnel. Thread-safe. */
final class ProxyRoute {
    private final Proxy proxy;
    private final Resolver resolver;
    private final Destinations destinations;
    private final FetchLimits limits;

    ProxyRoute(Proxy proxy, Resolver resolver, Destinations destinations, FetchLimits limits) {
        this.proxy = proxy;
        this.resolver = resolver;
        this.destinations = destinations;
        this.limits = limits;
    }

    /** What DNS here says of a host; no addresses where the proxy alone is to say. */
    Destination destination(String hostName) {
        boolean judged = proxy.names() == Proxy.Names.HERE || resolver.knowsWithoutDns(hostName);
        return judged ? destinations.of(hostName) : new Destination.Allowed(List.of());
    }

    /** Where the proxy is. Its address is the operator's own choice, so no guard judges it. */
    Destination proxyItself() {
        return switch (resolver.resolve(proxy.url().hostName())) {
            case Resolution.Found(List<InetAddress> addresses) -> new Destination.Allowed(addresses);
            case Resolution.Unknown(String detail) -> new Destination.Refused(failure(detail, ""));
            case Resolution.Failed(String detail) -> new Destination.Refused(failure(detail, ""));
            case Resolution.NotAsked(String detail) -> new Destination.Refused(failure(detail, ""));
        };
    }

    int port() {
        return proxy.url().port();
    }

    /** A failure of the proxy, for which no host is to blame. */
    FetchResult.Failure failure(String detail, String ip) {
        return Failures.failure(
                Outcome.CONNECT_FAILURE, "the proxy " + proxy + " fails: " + detail, ip, FetchResult.Fault.OURS);
    }

    /**
     * Has the proxy connect to a host, so that the socket is as good as one to the host itself.
     *
     * @throws RefusedException if the proxy does not
     * @throws IOException if it does not answer
     */
    void openTunnel(Socket socket, WebUrl url, String ip) throws IOException {
        String authority = url.hostName() + ":" + url.port();
        // Left open: what it reads from goes on as the host's.
        @SuppressWarnings("resource")
        Connection toProxy = new Connection("", ip, socket, null, limits.headBytes(), false);
        toProxy.send("CONNECT " + authority + " HTTP/1.1\r\nHost: " + authority + "\r\n\r\n", limits.connect());
        int status;
        try {
            status = toProxy.receiveHead().getCode();
        } catch (HttpException e) {
            throw new IOException("it does not speak HTTP: " + e.getMessage(), e);
        }
        if (status < 200 || status >= 300) {
            throw new RefusedException(refusal(status, url, ip));
        }
    }

    /** A gateway's failure is that of the host behind it (RFC 9110, section 15.6); any other is the proxy's own. */
    private FetchResult.Failure refusal(int status, WebUrl url, String ip) {
        if (status >= 502 && status <= 504) {
            String detail = "the proxy " + proxy + " has no connection to " + url.host() + " (status " + status + ")";
            return Failures.failure(Outcome.CONNECT_FAILURE, detail, ip);
        }
        return failure("it does not connect to " + url.host() + " (status " + status + ")", ip);
    }

    /** The proxy gives no tunnel. */
    static final class RefusedException extends IOException {
        private static final long serialVersionUID = 1L;

        private final transient FetchResult.Failure failure;

        RefusedException(FetchResult.Failure failure) {
            super(failure.detail());
            this.failure = failure;
        }

        FetchResult.Failure failure() {
            return failure;
        }
    }
}
