package io.linkloom.worker.fetch;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts what a server sends, and refuses a response head beyond its bound. */
final class MeteredInput extends FilterInputStream {
    private final int maxHeadBytes;
    private long bytes;
    private long headLimit = Long.MAX_VALUE;

    /** The head of the response is too large. */
    static final class HeadTooLargeException extends IOException {
        private static final long serialVersionUID = 1L;

        HeadTooLargeException(int maxHeadBytes) {
            super("the response's headers are larger than " + maxHeadBytes + " bytes");
        }
    }

    MeteredInput(InputStream in, int maxHeadBytes) {
        super(in);
        this.maxHeadBytes = maxHeadBytes;
    }

    /** What comes next is the head of a response. */
    void expectHead() {
        headLimit = bytes + maxHeadBytes;
    }

    /** What comes next is no head any more. */
    void expectBody() {
        headLimit = Long.MAX_VALUE;
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
        if (bytes >= headLimit) {
            throw new HeadTooLargeException(maxHeadBytes);
        }
        int read = in.read(buffer, offset, length);
        bytes += Math.max(0, read);
        return read;
    }
}
