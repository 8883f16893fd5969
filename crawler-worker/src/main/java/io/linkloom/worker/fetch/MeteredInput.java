package io.linkloom.worker.fetch;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Counts what a server sends, and refuses a head or a body beyond its bound. */
final class MeteredInput extends FilterInputStream {
    private final int maxHeadBytes;
    private long bytes;
    private long headLimit = Long.MAX_VALUE;
    private long bodyLimit = Long.MAX_VALUE;
    private @Nullable LongSupplier nanos;
    private long endNanos;
    private boolean waits = true;

    /** The head of the response is too large. */
    static final class HeadTooLargeException extends IOException {
        private static final long serialVersionUID = 1L;

        HeadTooLargeException(int maxHeadBytes) {
            super("the response's headers are larger than " + maxHeadBytes + " bytes");
        }
    }

    /** The body is too long in the form in which it is sent. */
    static final class BodyTooLongException extends IOException {
        private static final long serialVersionUID = 1L;

        BodyTooLongException() {
            super("the body takes far more bytes on its way than are read of it");
        }
    }

    MeteredInput(InputStream in, int maxHeadBytes) {
        super(in);
        this.maxHeadBytes = maxHeadBytes;
    }

    /** Nothing is to come next: what is there is read, and nothing is waited for. */
    void expectNothing() {
        waits = false;
    }

    /** Nothing was to come, and nothing has: the answer hoped for before each request, so without a stack of its own. */
    private static final class NothingComesException extends SocketTimeoutException {
        private static final long serialVersionUID = 1L;

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }

    /** What comes next is the head of a response. */
    void expectHead() {
        waits = true;
        headLimit = bytes + maxHeadBytes;
        nanos = null;
        bodyLimit = Long.MAX_VALUE;
    }

    /** What comes next is a body of so many bytes at most, with all its chunk sizes, extensions and trailers. */
    void expectBody(long maxBytes) {
        headLimit = Long.MAX_VALUE;
        bodyLimit = bytes + maxBytes;
    }

    /** What comes next is waited for until a time, and then for no byte more. */
    void expectEnd(LongSupplier clock, long atNanos) {
        nanos = clock;
        endNanos = atNanos;
    }

    /** Bytes received so far. */
    long bytes() {
        return bytes;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (!waits && in.available() == 0) {
            throw new NothingComesException();
        }
        if (bytes >= headLimit) {
            throw new HeadTooLargeException(maxHeadBytes);
        }
        if (bytes >= bodyLimit) {
            throw new BodyTooLongException();
        }
        if (nanos != null && nanos.getAsLong() - endNanos >= 0) {
            throw new SocketTimeoutException("the body takes too long");
        }
        int read = in.read(buffer, offset, length);
        bytes += Math.max(0, read);
        return read;
    }
}
