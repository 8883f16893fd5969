package io.linkloom.builder.store;

import io.linkloom.common.url.UrlKey;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The key of family {@code referrers}: {@linkplain CountsKey what is linked to}, a zero byte, host key of the source site; of
 * one host of that site another zero byte and its host key.
 *
 * @param to the page, host or site that is linked to
 * @param site the source site, as {@code Sites.siteOf} gives it
 * @param host a source host of the site, as {@code WebUrl.host()} gives it; null for the site as a whole
 */
public record ReferrerKey(
        CountsKey to, String site, @Nullable String host) {

    /** Of a site as a whole. */
    public static ReferrerKey ofSite(CountsKey to, String site) {
        return new ReferrerKey(to, site, null);
    }

    /** Of a host of the same site, to the same. */
    public ReferrerKey at(String sourceHost) {
        return new ReferrerKey(to, site, sourceHost);
    }

    /** The key's bytes, made anew. */
    public byte[] toBytes() {
        byte[] ofSite = Joined.of(to.bytes(), UrlKey.ofHost(site));
        return host == null ? ofSite : Joined.of(ofSite, UrlKey.ofHost(host));
    }

    /**
     * The key with these bytes.
     *
     * @throws ShardStoreException if there are not the parts in it
     * @throws IllegalArgumentException if a part is no host key
     */
    public static ReferrerKey ofBytes(byte[] key) {
        int toEnd = Joined.end(key, 0, Family.REFERRERS);
        CountsKey to = CountsKey.ofBytes(Arrays.copyOf(key, toEnd));
        int siteEnd = toEnd + 1;
        while (siteEnd < key.length && key[siteEnd] != 0) {
            siteEnd++;
        }
        String site = UrlKey.toHost(Arrays.copyOfRange(key, toEnd + 1, siteEnd));
        return siteEnd == key.length
                ? ofSite(to, site)
                : new ReferrerKey(to, site, UrlKey.toHost(Arrays.copyOfRange(key, siteEnd + 1, key.length)));
    }

    /** All that link to a page, host or site. */
    public static UrlKey.Range to(CountsKey to) {
        return Joined.behind(to.bytes());
    }
}
