package io.linkloom.builder.store;

import io.linkloom.common.url.UrlKey;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The key of family {@code referrers}: host key of the target, a zero byte, source site as text. The value counts the live
 * links from pages of the site to pages of the host; 0 where all were lost.
 *
 * @param targetHost as {@code WebUrl.host()} gives it
 * @param sourceSite as {@code Sites.siteOf} gives it
 */
public record ReferrerKey(String targetHost, String sourceSite) {

    /** The key's bytes. */
    public byte[] toBytes() {
        return Joined.of(UrlKey.ofHost(targetHost), sourceSite.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The key with these bytes.
     *
     * @throws ShardStoreException if there are not the two parts in it
     */
    public static ReferrerKey ofBytes(byte[] key) {
        int end = Joined.end(key, 0, Family.REFERRERS);
        return new ReferrerKey(
                UrlKey.toHost(Arrays.copyOf(key, end)),
                new String(key, end + 1, key.length - end - 1, StandardCharsets.UTF_8));
    }

    /** All that link to one host. */
    public static UrlKey.Range to(String targetHost) {
        return Joined.behind(UrlKey.ofHost(targetHost));
    }
}
