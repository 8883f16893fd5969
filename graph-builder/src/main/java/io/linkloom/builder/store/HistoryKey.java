package io.linkloom.builder.store;

import io.linkloom.common.url.UrlKey;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The key of family {@code history}: host key of the site that is linked to, a zero byte, day (4 bytes, highest first).
 *
 * @param site as {@code Sites.siteOf} gives it
 * @param day in UTC, counted from 1970-01-01
 */
public record HistoryKey(String site, int day) {
    private static final long DAY_MILLIS = 86_400_000;

    /** The day of a time. */
    public static int dayOf(long millis) {
        return (int) Math.floorDiv(millis, DAY_MILLIS);
    }

    /** The key's bytes. */
    public byte[] toBytes() {
        return Joined.of(
                UrlKey.ofHost(site),
                ByteBuffer.allocate(Integer.BYTES).putInt(day).array());
    }

    /**
     * The key with these bytes.
     *
     * @throws ShardStoreException if there are not the two parts in it
     * @throws IllegalArgumentException if the first part is no host key
     */
    public static HistoryKey ofBytes(byte[] key) {
        int end = Joined.end(key, 0, Family.HISTORY);
        if (key.length - end - 1 != Integer.BYTES) {
            throw new ShardStoreException("a key of history has no day: " + Arrays.toString(key));
        }
        return new HistoryKey(
                UrlKey.toHost(Arrays.copyOf(key, end)), ByteBuffer.wrap(key).getInt(end + 1));
    }

    /** The days of a site from one to before another. */
    public static UrlKey.Range days(String site, int from, int to) {
        return new UrlKey.Range(new HistoryKey(site, Math.max(0, from)).toBytes(), new HistoryKey(site, to).toBytes());
    }
}
