package io.linkloom.worker.fetch;

import io.linkloom.common.model.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.jspecify.annotations.Nullable;

/** One request and its response over one connection. */
final class Exchange {
    /** A body that nobody wants is read up to here, where that saves the connection. */
    private static final int MAX_DISCARDED_BYTES = 16 << 10;

    /** A new connection takes less than waiting for the rest of a slow body. */
    private static final Duration LONGEST_DISCARD = Duration.ofMillis(500);

    private static final int MAX_INTERIM_RESPONSES = 10;
    private static final int MAX_VALIDATOR_LENGTH = 1024;

    private final Connection connection;
    private final FetchRequest request;
    private final String userAgent;
    private final FetchLimits limits;
    private final BodyMemory memory;
    private final LongSupplier nanos;
    private final long bytesBefore;
    private long elapsedNanos;
    private boolean keepAlive;
    private boolean complete;

    Exchange(
            Connection connection,
            FetchRequest request,
            String userAgent,
            FetchLimits limits,
            BodyMemory memory,
            LongSupplier nanos) {
        this.connection = connection;
        this.request = request;
        this.userAgent = userAgent;
        this.limits = limits;
        this.memory = memory;
        this.nanos = nanos;
        this.bytesBefore = connection.bytesReceived();
    }

    /** Whether a part of the response has arrived. */
    boolean hasBegun() {
        return connection.bytesReceived() > bytesBefore;
    }

    /** Whether the response was read to its end, so that the connection can be closed in peace. */
    boolean isComplete() {
        return complete;
    }

    /** Whether the connection is good for another request. */
    boolean isReusable() {
        return complete && keepAlive;
    }

    /** Sends the request and reads the response, as far as it is wanted. */
    FetchResult run() throws IOException, HttpException {
        long began = nanos.getAsLong();
        connection.send(requestHead(), limits.firstByte());
        ClassicHttpResponse head = finalHead();
        elapsedNanos = nanos.getAsLong() - began;
        int status = head.getCode();
        ResponseHeaders headers = new ResponseHeaders(head);
        keepAlive = DefaultConnectionReuseStrategy.INSTANCE.keepAlive(null, head, HttpCoreContext.create());
        if (status == 407 && connection.isToProxy()) {
            return Failures.failure(
                    Outcome.CONNECT_FAILURE,
                    "the proxy fails: it wants a password (status 407)",
                    connection.ip(),
                    FetchResult.Fault.OURS);
        }
        if (status < 200 || status == 204 || status == 304) {
            complete = status >= 200;
            return status == 204 && request.wanted() != FetchRequest.Wanted.ANY
                    ? wrongType(status, headers)
                    : response(status, headers, BodyType.OTHER, Body.EMPTY);
        }
        String contentType = headers.first("Content-Type");
        BodyType type = BodyType.ofHeader(contentType);
        boolean wrongType = !contentType.isEmpty() && !request.wanted().includes(type);
        if (status >= 300 || wrongType) {
            complete = discard(head);
            return status >= 300 ? response(status, headers, type, Body.EMPTY) : wrongType(status, headers);
        }
        return readBody(head, headers, contentType.isEmpty() ? null : type);
    }

    private ClassicHttpResponse finalHead() throws IOException, HttpException {
        ClassicHttpResponse head = connection.receiveHead();
        for (int interim = 0; isInterim(head.getCode()); interim++) {
            if (interim == MAX_INTERIM_RESPONSES) {
                throw new HttpException("one interim response after the other");
            }
            head = connection.receiveHead();
        }
        return head;
    }

    /** 101 is final for this connection: it would go on in a protocol that was not asked for. */
    private static boolean isInterim(int status) {
        return status >= 100 && status < 200 && status != 101;
    }

    /** @param typeSaid what the header says; null if it is missing, so that the body has to tell */
    private FetchResult readBody(ClassicHttpResponse head, ResponseHeaders headers, @Nullable BodyType typeSaid)
            throws IOException, HttpException {
        List<String> encodings = headers.all("Content-Encoding");
        List<ContentCoding> codings = ContentCoding.named(encodings);
        if (codings == null) {
            String named = String.join(", ", encodings);
            return Failures.malformed("Content-Encoding " + named + " was not asked for", connection.ip());
        }
        InputStream wire = connection.receiveBody(head, request.maxBodyBytes());
        Body body;
        try (DecodedBody decoded =
                DecodedBody.open(wire, codings, memory, request.maxBodyBytes(), limits.inflation())) {
            body = memory.read(decoded, request.maxBodyBytes(), !decoded.isInMemory());
        }
        complete = !body.cut() && isAtEnd(wire);
        BodyType type = typeSaid == null ? BodyType.ofBytes(body) : typeSaid;
        return request.wanted().includes(type)
                ? response(head.getCode(), headers, type, body)
                : wrongType(head.getCode(), headers);
    }

    /** Whether nothing follows a body that is complete by itself, as one with a coding is. */
    private boolean isAtEnd(InputStream wire) {
        try {
            connection.hurry(LONGEST_DISCARD, nanos);
            return wire.read() < 0;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Reads a small body that nobody wants, if it comes at once; whether it did. The response is good either way, and only the
     * connection is at stake.
     */
    private boolean discard(ClassicHttpResponse head) throws HttpException {
        try {
            InputStream body = connection.receiveBody(head, MAX_DISCARDED_BYTES);
            if (head.getEntity().getContentLength() > MAX_DISCARDED_BYTES) {
                return false;
            }
            connection.hurry(LONGEST_DISCARD, nanos);
            byte[] scratch = new byte[1024];
            int read = 0;
            for (int bytes = 0; read >= 0; bytes += read) {
                if (bytes > MAX_DISCARDED_BYTES) {
                    return false;
                }
                read = body.read(scratch);
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private FetchResult response(int status, ResponseHeaders headers, BodyType type, Body body) {
        return new FetchResult.Response(status, headers, type, body, transfer());
    }

    private FetchResult wrongType(int status, ResponseHeaders headers) {
        return new FetchResult.WrongType(status, headers, transfer());
    }

    private Transfer transfer() {
        return new Transfer(connection.ip(), Duration.ofNanos(elapsedNanos), connection.bytesReceived() - bytesBefore);
    }

    private String requestHead() {
        StringBuilder head = new StringBuilder(512);
        head.append("GET ").append(connection.target(request.url())).append(" HTTP/1.1\r\n");
        head.append("Host: ").append(request.url().host()).append("\r\n");
        head.append("User-Agent: ").append(userAgent).append("\r\n");
        head.append("Accept: ").append(request.wanted().accept()).append("\r\n");
        head.append("Accept-Encoding: ").append(ContentCoding.offered()).append("\r\n");
        appendValidator(head, "If-None-Match", request.etag());
        appendValidator(head, "If-Modified-Since", request.lastModified());
        return head.append("Connection: keep-alive\r\n\r\n").toString();
    }

    /** A validator is a server's own words sent back, so it must not break out of its line. */
    private static void appendValidator(StringBuilder head, String name, String value) {
        boolean sendable = !value.isEmpty()
                && value.length() <= MAX_VALIDATOR_LENGTH
                && value.chars().allMatch(c -> c >= ' ' && c < 0x7F);
        if (sendable) {
            head.append(name).append(": ").append(value).append("\r\n");
        }
    }
}
