package io.linkloom.worker.fetch;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The memory of a fetcher's bodies, one after the other: an array for the body, and others for what is read of it before it can be
 * decompressed. For one thread at a time.
 */
final class BodyMemory {
    private static final int FIRST_BYTES = 32 << 10;
    /** A larger array needs a place among the large bodies, and is not kept. */
    private static final int SMALL_BYTES = 256 << 10;
    /** HTML is decompressed to four to eight times its size. */
    private static final int USUAL_INFLATION = 8;

    private final Places largeBodies;
    private byte[] bytes = new byte[FIRST_BYTES];
    /** Whether this has one of the places; one is enough for all of its arrays, so that nobody waits while holding another. */
    private boolean large;

    BodyMemory(Places largeBodies) {
        this.largeBodies = largeBodies;
    }

    /**
     * Reads until the end or {@code maxBytes}, whichever comes first; the body before it is overwritten.
     *
     * @param mayWait whether, for a large body, there is time to wait for a place
     */
    Body read(InputStream in, int maxBytes, boolean mayWait) throws IOException {
        int length = 0;
        while (length < maxBytes) {
            if (length == bytes.length) {
                bytes = longer(bytes, maxBytes, mayWait);
            }
            int read = in.read(bytes, length, Math.min(bytes.length, maxBytes) - length);
            if (read < 0) {
                return new Body(bytes, length, false);
            }
            length += read;
        }
        return new Body(bytes, length, in.read() >= 0);
    }

    /**
     * Reads until the end or {@code maxBytes} into an array of its own, and sees to it that the rest of the work will hardly
     * have to wait.
     *
     * @param mayWait whether there is time to wait for a place
     */
    ByteArrayInputStream hold(InputStream in, int maxBytes, boolean mayWait) throws IOException {
        byte[] held = new byte[Math.min(FIRST_BYTES, maxBytes)];
        int length = 0;
        while (length < maxBytes) {
            if (length == held.length) {
                held = longer(held, maxBytes, mayWait);
            }
            int read = in.read(held, length, held.length - length);
            if (read < 0) {
                break;
            }
            length += read;
        }
        if (length > SMALL_BYTES / USUAL_INFLATION) {
            enter(mayWait);
        }
        return new ByteArrayInputStream(held, 0, length);
    }

    private byte[] longer(byte[] array, int maxBytes, boolean mayWait) throws IOException {
        int length = (int) Math.min(maxBytes, 2L * array.length);
        if (length > SMALL_BYTES) {
            enter(mayWait);
        }
        return Arrays.copyOf(array, length);
    }

    private void enter(boolean mayWait) throws IOException {
        if (large) {
            return;
        }
        if (mayWait) {
            largeBodies.enter();
        } else {
            largeBodies.enterNow();
        }
        large = true;
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
