package io.linkloom.worker.fetch;

import io.linkloom.common.url.WebUrl;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLSocket;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentLengthStrategy;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.ChunkedInputStream;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** An open connection to one origin, with or without TLS. For one thread at a time. */
final class Connection implements AutoCloseable {
    private static final int BUFFER_BYTES = 8 << 10;
    private static final int MAX_HEADERS = 500;
    private static final Http1Config CHUNKS =
            Http1Config.custom().setMaxHeaderCount(20).build();

    private final String origin;
    private final String ip;
    private final boolean wholeUrls;
    private final Socket base;
    private final Socket socket;
    private final MeteredInput input;
    private final Wire wire;
    private int exchanges;

    /** When an idle connection is no longer good. */
    private long idleUntilNanos;

    /**
     * Takes charge of a connected socket.
     *
     * @param ip the host's address, empty if it is not known
     * @param tls the TLS layer over it, if any
     * @param wholeUrls whether requests name the whole URL, as a proxy wants them
     */
    Connection(String origin, String ip, Socket base, @Nullable SSLSocket tls, int maxHeadBytes, boolean wholeUrls)
            throws IOException {
        this.origin = origin;
        this.ip = ip;
        this.wholeUrls = wholeUrls;
        this.base = base;
        this.socket = tls == null ? base : tls;
        this.input = new MeteredInput(socket.getInputStream(), maxHeadBytes);
        Http1Config config = Http1Config.custom()
                .setBufferSize(BUFFER_BYTES)
                .setMaxLineLength(maxHeadBytes)
                // HttpCore takes this for the first number that is too many.
                .setMaxHeaderCount(MAX_HEADERS + 1)
                .build();
        this.wire = new Wire(config);
        wire.bindTo(tls == null ? new Holder(base) : new Holder(tls, base));
    }

    String origin() {
        return origin;
    }

    String ip() {
        return ip;
    }

    /** What a request for a URL names as its target (RFC 9112, section 3.2). */
    String target(WebUrl url) {
        return wholeUrls ? url.text() : url.pathAndQuery();
    }

    /** Whether responses may be a proxy's own. */
    boolean isToProxy() {
        return wholeUrls;
    }

    Socket socket() {
        return socket;
    }

    /** Whether it served a request before. */
    boolean isUsed() {
        return exchanges > 0;
    }

    /**
     * Whether the server has said more than it was asked for. What it says next might not be the answer to the next request, but
     * belong to the one before, if its length was given too short, or to none.
     */
    boolean hasSurplus() {
        input.expectNothing();
        try {
            // Looks at what is buffered, and then tries to read, which does not wait now.
            return wire.isDataAvailable(Timeout.ONE_MILLISECOND)
                    || base.getInputStream().available() > 0;
        } catch (IOException e) {
            return true;
        }
    }

    long bytesReceived() {
        return input.bytes();
    }

    /** Sends a request of ASCII text, its empty line included. */
    void send(String head, Duration pause) throws IOException {
        pause(pause);
        exchanges++;
        input.expectHead();
        socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
    }

    ClassicHttpResponse receiveHead() throws IOException, HttpException {
        ClassicHttpResponse head = wire.receiveResponseHeader();
        input.expectHead();
        return head;
    }

    /**
     * How many bytes a body may take on its way of which so many are wanted. Compressed it takes fewer; but empty blocks, one-byte
     * chunks and their extensions could go on for ever without giving a byte.
     */
    static long maxWireBytes(int maxBodyBytes) {
        return 2L * maxBodyBytes + (64 << 10);
    }

    /**
     * The body that follows a head, its transfer coding undone.
     *
     * @param maxBodyBytes how much of it is wanted
     */
    InputStream receiveBody(ClassicHttpResponse head, int maxBodyBytes) throws IOException, HttpException {
        input.expectBody(maxWireBytes(maxBodyBytes));
        wire.receiveResponseEntity(head);
        return head.getEntity().getContent();
    }

    void idleUntil(long nanos) {
        idleUntilNanos = nanos;
    }

    boolean isGoodAt(long nowNanos) {
        return idleUntilNanos - nowNanos > 0;
    }

    /** Drops the connection with whatever the server still sends. */
    void drop() {
        wire.close(CloseMode.IMMEDIATE);
    }

    @Override
    public void close() {
        wire.close(CloseMode.GRACEFUL);
    }

    /** The rest of a response may take so long and no longer. */
    void hurry(Duration rest, LongSupplier nanos) throws IOException {
        pause(rest);
        input.expectEnd(nanos, nanos.getAsLong() + rest.toNanos());
    }

    private void pause(Duration longest) throws IOException {
        socket.setSoTimeout((int) Math.min(Integer.MAX_VALUE, Math.max(1, longest.toMillis())));
    }

    private static final class Wire extends DefaultBHttpClientConnection {
        Wire(Http1Config config) {
            // The parser keeps to bounds of its own unless it is told ours.
            super(config, null, null, null, null, null, new DefaultHttpResponseParserFactory(config));
        }

        void bindTo(SocketHolder holder) throws IOException {
            bind(holder);
        }

        /** With narrow bounds for the lines between chunks and the trailers: nobody reads either. */
        @Override
        protected InputStream createContentInputStream(long length, SessionInputBuffer buffer, InputStream in) {
            return length == ContentLengthStrategy.CHUNKED
                    ? new ChunkedInputStream(buffer, in, CHUNKS)
                    : super.createContentInputStream(length, buffer, in);
        }
    }

    private final class Holder extends SocketHolder {
        Holder(Socket base) {
            super(base);
        }

        Holder(SSLSocket tls, Socket base) {
            super(tls, base);
        }

        @Override
        protected InputStream getInputStream(Socket ofSocket) {
            return input;
        }
    }
}
