package io.linkloom.worker.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads bodies, one after the other, into one array that grows as needed. For one thread. */
final class BodyBuffer {
    private static final int FIRST_BYTES = 32 << 10;
    /** A larger array is not kept for the next body: a thousand threads may have one each. */
    private static final int KEPT_BYTES = 256 << 10;

    private byte[] bytes = new byte[FIRST_BYTES];

    /** Reads until the end or {@code maxBytes}, whichever comes first. */
    Body read(InputStream in, int maxBytes) throws IOException {
        if (bytes.length > KEPT_BYTES) {
            bytes = new byte[FIRST_BYTES];
        }
        int length = 0;
        while (length < maxBytes) {
            if (length == bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(maxBytes, 2L * bytes.length));
            }
            int read = in.read(bytes, length, Math.min(bytes.length, maxBytes) - length);
            if (read < 0) {
                return new Body(bytes, length, false);
            }
            length += read;
        }
        return new Body(bytes, length, in.read() >= 0);
    }
}
