package io.linkloom.worker.fetch;

import io.linkloom.common.model.Outcome;
import io.linkloom.common.url.WebUrl;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.hc.core5.http.HttpException;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests one after the other, over the same connection while they go to the same origin. For one thread at a time;
 * every fetch blocks it, so it should be a virtual one.
 */
public final class Fetcher {
    private final FetchClient client;
    private final BodyMemory memory;
    /** Open from the fetch before, and good for another one. */
    private @Nullable Connection open;
    /** Since they were last taken. */
    private final List<Sent> sent = new ArrayList<>();

    /**
     * A request that was made, or that failed on the way.
     *
     * @param ip where it went, empty if nowhere
     * @param elapsed until the response began, zero if none came
     */
    public record Sent(WebUrl url, String ip, Duration elapsed) {
        static @Nullable Sent of(WebUrl url, FetchResult result) {
            return switch (result) {
                case FetchResult.Response response ->
                    new Sent(url, response.ip(), response.transfer().elapsed());
                case FetchResult.WrongType other ->
                    new Sent(url, other.ip(), other.transfer().elapsed());
                case FetchResult.Failure failure -> new Sent(url, failure.ip(), Duration.ZERO);
                case FetchResult.Aborted _ -> null;
            };
        }
    }

    Fetcher(FetchClient client) {
        this.client = client;
        this.memory = new BodyMemory(client.largeBodies());
    }

    /** Fetches one URL. Redirects are not followed, and nothing is tried again. */
    public FetchResult fetch(FetchRequest request) {
        FetchResult result;
        try (Abort abort = client.timer().start(client.limits().request())) {
            result = fetch(request, abort);
        }
        // An interrupt closes the socket that a virtual thread waits for, so a failure may be nobody's fault.
        boolean stopped = Thread.currentThread().isInterrupted();
        if (stopped && result instanceof FetchResult.Failure) {
            return new FetchResult.Aborted();
        }
        Sent noted = Sent.of(request.url(), result);
        if (noted != null) {
            sent.add(noted);
        }
        return result;
    }

    /** The requests since this was last called; a fetch for one host may have led to others. */
    public List<Sent> takeSent() {
        List<Sent> taken = List.copyOf(sent);
        sent.clear();
        return taken;
    }

    private FetchResult fetch(FetchRequest request, Abort abort) {
        memory.clear();
        WebUrl url = request.url();
        Connection used = takeOpen(url.origin());
        if (used != null) {
            abort.watch(used.socket());
            FetchResult result = exchange(used, request, abort);
            if (result != null) {
                return result;
            }
        }
        return switch (client.connector().open(url, abort)) {
            case Connector.Opening.Refused(FetchResult.Failure failure) -> failure;
            case Connector.Opening.Open(Connection fresh) -> exchangeFresh(fresh, request, abort);
        };
    }

    /** A connection to this origin that is good for another request, if there is one. */
    private @Nullable Connection takeOpen(String origin) {
        Connection connection = takeKept(origin);
        if (connection != null && connection.hasSurplus()) {
            connection.drop();
            return null;
        }
        return connection;
    }

    private @Nullable Connection takeKept(String origin) {
        Connection connection = open;
        open = null;
        if (connection != null && connection.origin().equals(origin)) {
            return connection;
        }
        if (connection != null) {
            connection.close();
        }
        return client.idle().take(origin, client.nanos());
    }

    private FetchResult exchangeFresh(Connection fresh, FetchRequest request, Abort abort) {
        FetchResult result = exchange(fresh, request, abort);
        if (result == null) {
            throw new IllegalStateException("a fresh connection is never stale");
        }
        return result;
    }

    /** The result over this connection; null if the server had given up a used one, so that a fresh one is needed. */
    private @Nullable FetchResult exchange(Connection connection, FetchRequest request, Abort abort) {
        boolean used = connection.isUsed();
        Exchange exchange =
                new Exchange(connection, request, client.userAgent(), client.limits(), memory, client::nanos);
        try {
            FetchResult result = exchange.run();
            keepOrClose(connection, exchange);
            return result;
        } catch (IOException | HttpException e) {
            connection.drop();
            FetchResult.Failure failure =
                    Failures.ofExchange(e, abort.fired(), exchange.hasBegun(), connection.ip(), client.limits());
            // A server may close an idle connection at any time, and then a request meets it (RFC 9112, section 9.3.1).
            boolean stale = used && !exchange.hasBegun() && failure.outcome() == Outcome.MALFORMED_RESPONSE;
            return stale ? null : failure;
        } catch (RuntimeException | Error e) {
            connection.drop();
            throw e;
        }
    }

    private void keepOrClose(Connection connection, Exchange exchange) {
        if (exchange.isReusable()) {
            open = connection;
        } else if (exchange.isComplete()) {
            connection.close();
        } else {
            connection.drop();
        }
    }

    /**
     * Ends the turn of a host; its connection may wait for the next one, and the last body is gone.
     *
     * @param nanosUntilNext how long that will be, {@link Long#MAX_VALUE} if there is none in sight
     */
    public void endTurn(long nanosUntilNext) {
        memory.clear();
        sent.clear();
        Connection connection = open;
        open = null;
        if (connection != null) {
            client.waitOrClose(connection, nanosUntilNext);
        }
    }
}
