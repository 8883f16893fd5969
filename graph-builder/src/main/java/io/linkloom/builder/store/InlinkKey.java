package io.linkloom.builder.store;

import io.linkloom.common.url.UrlKey;
import java.util.Arrays;

/**
 * The key of families {@code inlinks} and {@code internal_inlinks}: target key, a zero byte, source key.
 *
 * <p>A range of page keys, such as {@link UrlKey#site} gives, is at once the range of all links to them.
 */
public record InlinkKey(PageKey target, PageKey source) {

    /** The key's bytes. */
    public byte[] toBytes() {
        return Joined.of(target.bytes(), source.bytes());
    }

    /**
     * The key with these bytes.
     *
     * @throws ShardStoreException if there are no two keys in it
     */
    public static InlinkKey ofBytes(byte[] key) {
        int end = Joined.end(key, 0, Family.INLINKS);
        return new InlinkKey(
                PageKey.ofBytes(Arrays.copyOf(key, end)),
                PageKey.ofBytes(Arrays.copyOfRange(key, end + 1, key.length)));
    }

    /**
     * All links to one page from the pages of a site; where suffixes lie below the site, also from the sites under them, see
     * {@link UrlKey#site}.
     */
    public static UrlKey.Range to(PageKey target, String sourceSite) {
        UrlKey.Range sources = UrlKey.site(sourceSite);
        return new UrlKey.Range(Joined.of(target.bytes(), sources.from()), Joined.of(target.bytes(), sources.to()));
    }

    /** The bytes of the key of a link, made of those of the keys of its pages. */
    public static byte[] bytes(byte[] target, byte[] source) {
        return Joined.of(target, source);
    }

    /** How many bytes of a key are the target's; they are followed by a zero byte and the source's. */
    public static int targetLength(byte[] key) {
        return Joined.end(key, 0, Family.INLINKS);
    }

    /** Whether the bytes are those of two page keys. */
    public static boolean isOne(byte[] key) {
        for (int at = 0; at < key.length; at++) {
            if (key[at] == 0) {
                return isPage(key, 0, at) && isPage(key, at + 1, key.length);
            }
        }
        return false;
    }

    private static boolean isPage(byte[] key, int from, int to) {
        try {
            return !UrlKey.toUrl(key, from, to).text().isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** All links to one page. */
    public static UrlKey.Range to(PageKey target) {
        return Joined.behind(target.bytes());
    }
}
