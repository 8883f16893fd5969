package io.linkloom.worker.fetch;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * A body with its content codings undone, the one applied last first.
 *
 * <p>gzip and deflate are undone as the bytes arrive. br and zstd are read as a whole first, and then undone without a pause: their
 * decoders take as much native memory as the body asks for, which slow servers could hold hundreds of times. A thread that does
 * not wait keeps its processor, so there are no more of these decoders than processors.
 */
final class DecodedBody extends FilterInputStream {
    /** Up to here a body may come out of however few bytes. */
    static final int HARMLESS_BYTES = 1 << 20;

    private final CountedInput wire;
    private final int maxInflation;
    private final long maxBytes;
    private final boolean inMemory;
    private long bytes;

    private DecodedBody(InputStream decoded, CountedInput wire, int maxInflation, long maxBytes, boolean inMemory) {
        super(decoded);
        this.wire = wire;
        this.maxInflation = maxInflation;
        this.maxBytes = maxBytes;
        this.inMemory = inMemory;
    }

    /** The body is many times as large as what came over the wire. */
    static final class InflatedException extends IOException {
        private static final long serialVersionUID = 1L;

        InflatedException(int maxInflation) {
            super("the body is decompressed to more than " + maxInflation + " times its size");
        }
    }

    /** The bytes are not what their coding says. */
    static final class UndecodableException extends IOException {
        private static final long serialVersionUID = 1L;

        UndecodableException(IOException cause) {
            super(cause.getMessage(), cause);
        }
    }

    /**
     * Opens a body. To close it frees the memory of its decoders and leaves {@code wire} open.
     *
     * @param codings in the order in which they were applied
     * @param maxBodyBytes how much of the body will be read at most
     * @param maxInflation how many times as large as what comes over the wire it may be, beyond {@link #HARMLESS_BYTES}
     */
    static DecodedBody open(
            InputStream wire, List<ContentCoding> codings, BodyMemory memory, int maxBodyBytes, int maxInflation)
            throws IOException {
        CountedInput counted = new CountedInput(wire);
        DecodedBody body = new DecodedBody(counted, counted, maxInflation, Long.MAX_VALUE, false);
        for (int i = codings.size() - 1; i >= 0; i--) {
            // What a coding of a coding comes to is nobody's wish, so it has a bound too.
            long maxBytes = i == 0 ? Long.MAX_VALUE : Connection.maxWireBytes(maxBodyBytes);
            body = body.undo(codings.get(i), memory, maxBodyBytes, maxBytes);
        }
        return body;
    }

    private DecodedBody undo(ContentCoding coding, BodyMemory memory, int maxBodyBytes, long maxDecodedBytes)
            throws IOException {
        InputStream coded = this;
        boolean held = coding.needsMuchMemory();
        try {
            if (held) {
                coded = memory.hold(this, (int) Connection.maxWireBytes(maxBodyBytes), !inMemory);
                in.close();
            }
            return new DecodedBody(decoder(coding, coded, held), wire, maxInflation, maxDecodedBytes, held || inMemory);
        } catch (IOException | RuntimeException | Error e) {
            in.close();
            throw e;
        }
    }

    private InputStream decoder(ContentCoding coding, InputStream coded, boolean held) throws IOException {
        try {
            return coding.undo(coded);
        } catch (IOException e) {
            throw held || inMemory ? new UndecodableException(e) : e;
        }
    }

    /** Whether all that comes over the wire was read, and a decoder with much memory waits to be done. */
    boolean isInMemory() {
        return inMemory;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = readDecoded(buffer, offset, length);
        bytes += Math.max(0, read);
        boolean bomb = bytes > HARMLESS_BYTES && bytes > maxInflation * wire.bytes;
        if (bomb || bytes > maxBytes) {
            throw new InflatedException(maxInflation);
        }
        return read;
    }

    private int readDecoded(byte[] buffer, int offset, int length) throws IOException {
        try {
            return in.read(buffer, offset, length);
        } catch (InflatedException | UndecodableException e) {
            throw e;
        } catch (IOException e) {
            throw inMemory ? new UndecodableException(e) : e;
        }
    }

    /** HttpCore's streams read all that is left when they are closed, however long it is; this one stays open. */
    private static final class CountedInput extends FilterInputStream {
        private long bytes;

        CountedInput(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int next = in.read();
            bytes += next < 0 ? 0 : 1;
            return next;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = in.read(buffer, offset, length);
            bytes += Math.max(0, read);
            return read;
        }

        @Override
        public void close() {
            // Left to the owner.
        }
    }
}
