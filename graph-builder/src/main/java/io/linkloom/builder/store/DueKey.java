package io.linkloom.builder.store;

import io.linkloom.common.url.UrlKey;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The key of family {@code due}: time in milliseconds since the epoch (8 bytes, highest first), page key. So what is due
 * first comes first.
 */
public record DueKey(long atMillis, PageKey page) {

    /** The key's bytes. */
    public byte[] toBytes() {
        return ByteBuffer.allocate(Long.BYTES + page.length())
                .putLong(atMillis)
                .put(page.bytes())
                .array();
    }

    /**
     * The key with these bytes.
     *
     * @throws ShardStoreException if it is none
     */
    public static DueKey ofBytes(byte[] key) {
        if (key.length <= Long.BYTES) {
            throw new ShardStoreException("a key of due is too short: " + Arrays.toString(key));
        }
        return new DueKey(
                ByteBuffer.wrap(key).getLong(), PageKey.ofBytes(Arrays.copyOfRange(key, Long.BYTES, key.length)));
    }

    /** All that is due at {@code millis} or was before. */
    public static UrlKey.Range until(long millis) {
        byte[] end = ByteBuffer.allocate(Long.BYTES).putLong(millis + 1).array();
        return new UrlKey.Range(new byte[0], end);
    }
}
