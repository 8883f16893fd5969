package io.linkloom.builder.store;

import io.linkloom.common.url.UrlKey;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The key of family {@code queue}: host key, a zero byte, priority (1 byte), sequence (8 bytes, highest first), page key. So
 * the pages of a host wait in the order in which they are to be fetched.
 *
 * @param priority lower goes first, 0 to 255
 * @param sequence among equals lower goes first
 */
public record QueueKey(PageKey page, int priority, long sequence) {
    private static final int NUMBERS = 1 + Long.BYTES;

    /** The key of a page in its state. */
    public static QueueKey of(PageKey page, PageState.Queued state) {
        return new QueueKey(page, state.priority(), state.sequence());
    }

    /** Whether the page was visited before, see {@link PageState.Queued#isAgain}. */
    public boolean isAgain() {
        return PageState.Queued.isAgain(sequence);
    }

    /** Where at a host pages of a priority wait that were visited before. */
    public static byte[] againAt(byte[] hostKey, int priority) {
        return ByteBuffer.allocate(hostKey.length + 1 + NUMBERS)
                .put(hostKey)
                .put((byte) 0)
                .put((byte) priority)
                .putLong(PageState.Queued.AGAIN)
                .array();
    }

    /** The lowest priority. */
    public static final int LAST_PRIORITY = 255;

    /** The priority in a key of the range that {@link #at} gave; that which goes before all for the beginning of that range. */
    public static int priorityOf(byte[] key, UrlKey.Range host) {
        int at = host.from().length;
        return key.length > at ? key[at] & 0xFF : 0;
    }

    /** The key's bytes. */
    public byte[] toBytes() {
        byte[] key = page.bytes();
        int host = PageKey.hostKeyLength(key, 0, key.length);
        return ByteBuffer.allocate(host + 1 + NUMBERS + key.length)
                .put(key, 0, host)
                .put((byte) 0)
                .put((byte) priority)
                .putLong(sequence)
                .put(key)
                .array();
    }

    /**
     * The key with these bytes.
     *
     * @throws ShardStoreException if it is none
     */
    public static QueueKey ofBytes(byte[] key) {
        int host = Joined.end(key, 0, Family.QUEUE);
        if (key.length < host + 1 + NUMBERS) {
            throw new ShardStoreException("a key of queue is too short: " + Arrays.toString(key));
        }
        return new QueueKey(
                PageKey.ofBytes(Arrays.copyOfRange(key, host + 1 + NUMBERS, key.length)),
                key[host + 1] & 0xFF,
                ByteBuffer.wrap(key).getLong(host + 2));
    }

    /** All that waits at one host, given by its host key. */
    public static UrlKey.Range at(byte[] hostKey) {
        return Joined.behind(hostKey);
    }
}
