package io.linkloom.worker.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads bodies, one after the other, into one array that grows as needed. For one thread at a time. */
final class BodyBuffer {
    private static final int FIRST_BYTES = 32 << 10;
    /** A larger array needs a place among the large bodies, and is not kept. */
    private static final int SMALL_BYTES = 256 << 10;

    private final LargeBodies largeBodies;
    private byte[] bytes = new byte[FIRST_BYTES];
    private boolean large;

    BodyBuffer(LargeBodies largeBodies) {
        this.largeBodies = largeBodies;
    }

    /** Reads until the end or {@code maxBytes}, whichever comes first; the body before it is gone. */
    Body read(InputStream in, int maxBytes) throws IOException {
        clear();
        int length = 0;
        while (length < maxBytes) {
            if (length == bytes.length) {
                grow(maxBytes);
            }
            int read = in.read(bytes, length, Math.min(bytes.length, maxBytes) - length);
            if (read < 0) {
                return new Body(bytes, length, false);
            }
            length += read;
        }
        return new Body(bytes, length, in.read() >= 0);
    }

    private void grow(int maxBytes) throws IOException {
        int longer = (int) Math.min(maxBytes, 2L * bytes.length);
        if (longer > SMALL_BYTES && !large) {
            largeBodies.enter();
            large = true;
        }
        bytes = Arrays.copyOf(bytes, longer);
    }

    /** Gives up the memory of a large body. */
    void clear() {
        if (large) {
            bytes = new byte[FIRST_BYTES];
            large = false;
            largeBodies.leave();
        }
    }
}
