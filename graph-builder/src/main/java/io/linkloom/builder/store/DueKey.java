package io.linkloom.builder.store;

import io.linkloom.common.url.UrlKey;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The key of family {@code due}: time in milliseconds since the epoch (8 bytes, highest first), page key. So what is due
 * first comes first.
 *
 * <p>Pages that are to be visited again though nothing failed have the second highest bit of the time set, and come behind all
 * else: they are many and may wait, and whoever looks for leases and retries does not walk over them.
 *
 * @param recrawl whether it is one of those
 */
public record DueKey(long atMillis, PageKey page, boolean recrawl) {
    private static final long RECRAWL = 1L << 62;

    /** Of a lease or a retry. */
    public DueKey(long atMillis, PageKey page) {
        this(atMillis, page, false);
    }

    /** Of a page that is due again. */
    public static DueKey of(PageState.Visited planned, PageKey page) {
        return new DueKey(planned.dueMillis(), page, planned.recrawl());
    }

    /** The key's bytes. */
    public byte[] toBytes() {
        return ByteBuffer.allocate(Long.BYTES + page.length())
                .putLong(recrawl ? atMillis | RECRAWL : atMillis)
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
        long at = ByteBuffer.wrap(key).getLong();
        PageKey page = PageKey.ofBytes(Arrays.copyOfRange(key, Long.BYTES, key.length));
        return new DueKey(at & ~RECRAWL, page, (at & RECRAWL) != 0);
    }

    /** All leases and retries that are due at {@code millis} or were before. */
    public static UrlKey.Range until(long millis) {
        return new UrlKey.Range(new byte[0], time(millis + 1));
    }

    /** All leases and retries. */
    public static UrlKey.Range leasesAndRetries() {
        return new UrlKey.Range(new byte[0], time(RECRAWL));
    }

    /** All recrawls that are due at {@code millis} or were before. */
    public static UrlKey.Range recrawlsUntil(long millis) {
        return new UrlKey.Range(time(RECRAWL), time(RECRAWL | (millis + 1)));
    }

    private static byte[] time(long millis) {
        return ByteBuffer.allocate(Long.BYTES).putLong(millis).array();
    }
}
