package io.linkloom.worker.fetch;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.decoder.BrotliInputStream;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import com.github.luben.zstd.util.Native;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/** The content codings that are undone (RFC 9110, section 8.4.1; RFC 7932 for br, RFC 8878 for zstd). */
enum ContentCoding {
    GZIP(true),
    DEFLATE(true),
    BR(Brotli4jLoader.isAvailable()),
    ZSTD(isZstdAvailable());

    /** Some servers announce a coding twice, some two; more than these mean mischief. */
    private static final int MOST_CODINGS = 4;

    private static final int BUFFER_BYTES = 8 << 10;
    private static final int ZLIB_METHOD_DEFLATE = 8;
    /** RFC 9659: as content coding, zstd uses a window of 8 MiB at most. A decoder refuses more before it allocates it. */
    private static final int ZSTD_WINDOW_LOG = 23;

    private static final String OFFERED = Stream.of(values())
            .filter(coding -> coding.available)
            .map(coding -> coding.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));

    private final boolean available;

    ContentCoding(boolean available) {
        this.available = available;
    }

    private static boolean isZstdAvailable() {
        try {
            Native.load();
            return true;
        } catch (LinkageError e) {
            return false;
        }
    }

    /** What a request offers: all that can be undone on this platform. */
    static String offered() {
        return OFFERED;
    }

    /**
     * The codings that a response names, in the order in which they were applied; null if one of them cannot be undone, or
     * there are too many.
     *
     * @param headers the values of all Content-Encoding headers
     */
    static @Nullable List<ContentCoding> named(List<String> headers) {
        List<ContentCoding> codings = new ArrayList<>(1);
        for (String token : String.join(",", headers).split(",", -1)) {
            String name = token.strip().toLowerCase(Locale.ROOT);
            if (name.isEmpty() || name.equals("identity")) {
                continue;
            }
            ContentCoding coding = ofName(name);
            if (coding == null || !coding.available || codings.size() == MOST_CODINGS) {
                return null;
            }
            codings.add(coding);
        }
        return codings;
    }

    private static @Nullable ContentCoding ofName(String name) {
        return switch (name) {
            case "gzip", "x-gzip" -> GZIP;
            case "deflate" -> DEFLATE;
            case "br" -> BR;
            case "zstd" -> ZSTD;
            default -> null;
        };
    }

    /**
     * Whether its decoder can take megabytes of native memory, as many as the body asks for (br 16 MiB, zstd 8 MiB; an
     * inflater takes 40 KiB). Such a decoder must not wait for the network.
     */
    boolean needsMuchMemory() {
        return this == BR || this == ZSTD;
    }

    /** The body without this coding. To close it frees the decoder's memory and closes {@code in}. */
    InputStream undo(InputStream in) throws IOException {
        PushbackInputStream start = new PushbackInputStream(in, 2);
        int first = start.read();
        if (first < 0) {
            // Some servers announce a coding and send an empty body.
            return start;
        }
        start.unread(first);
        return switch (this) {
            case GZIP -> new GZIPInputStream(start, BUFFER_BYTES);
            case DEFLATE -> deflate(start);
            case BR -> new BrotliInputStream(start, BUFFER_BYTES);
            case ZSTD -> zstd(start);
        };
    }

    /** RFC 9110, section 8.4.1.2 means the zlib format; some servers send the bare deflate format instead. */
    private static InputStream deflate(PushbackInputStream in) throws IOException {
        byte[] start = new byte[2];
        int read = in.readNBytes(start, 0, 2);
        in.unread(start, 0, read);
        boolean zlib = read == 2
                && (start[0] & 0x0F) == ZLIB_METHOD_DEFLATE
                && ((start[0] & 0xFF) << 8 | (start[1] & 0xFF)) % 31 == 0;
        return new EndingInflater(in, new Inflater(!zlib));
    }

    private static InputStream zstd(InputStream in) throws IOException {
        ZstdInputStreamNoFinalizer zstd = new ZstdInputStreamNoFinalizer(in);
        try {
            return zstd.setLongMax(ZSTD_WINDOW_LOG);
        } catch (IOException | RuntimeException e) {
            zstd.close();
            throw e;
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
