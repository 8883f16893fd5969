package io.linkloom.worker.fetch;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/** Undoes the Content-Encoding of a body. */
final class DecodedBody {
    /** What a request offers. */
    static final String ACCEPTED = "gzip, deflate";

    private static final int BUFFER_BYTES = 8 << 10;
    private static final int ZLIB_METHOD_DEFLATE = 8;

    private DecodedBody() {}

    /**
     * The body as it was before its encoding; null if that is none of the accepted ones. To close it frees the memory of
     * the decoder and leaves the encoded stream open.
     *
     * @param encoding the Content-Encoding header, perhaps empty
     */
    static @Nullable InputStream of(InputStream open, String encoding) throws IOException {
        InputStream body = new Unclosed(open);
        return switch (encoding.toLowerCase(Locale.ROOT)) {
            case "", "identity" -> body;
            case "gzip", "x-gzip" -> gzip(body);
            case "deflate" -> deflate(body);
            default -> null;
        };
    }

    /** Some servers announce gzip and send an empty body. */
    private static InputStream gzip(InputStream body) throws IOException {
        PushbackInputStream in = new PushbackInputStream(body, 1);
        int first = in.read();
        if (first < 0) {
            return in;
        }
        in.unread(first);
        return new GZIPInputStream(in, BUFFER_BYTES);
    }

    /** RFC 9110, section 8.4.1.2 means the zlib format; some servers send the bare deflate format instead. */
    private static InputStream deflate(InputStream body) throws IOException {
        PushbackInputStream in = new PushbackInputStream(body, 2);
        byte[] start = new byte[2];
        int read = in.readNBytes(start, 0, 2);
        in.unread(start, 0, read);
        boolean zlib = read == 2
                && (start[0] & 0x0F) == ZLIB_METHOD_DEFLATE
                && ((start[0] & 0xFF) << 8 | (start[1] & 0xFF)) % 31 == 0;
        return read == 0 ? in : new EndingInflater(in, new Inflater(!zlib));
    }

    /** HttpCore's streams read all that is left when they are closed, however long it is. */
    private static final class Unclosed extends FilterInputStream {
        Unclosed(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return in.read(buffer, offset, length);
        }

        @Override
        public void close() {
            // Left to the owner.
        }
    }

    /** Frees the native memory of its inflater when it is closed. */
    private static final class EndingInflater extends InflaterInputStream {
        EndingInflater(InputStream in, Inflater inflater) {
            super(in, inflater, BUFFER_BYTES);
        }

        @Override
        public void close() throws IOException {
            super.close();
            inf.end();
        }
    }
}
