package io.linkloom.builder.store;

import io.linkloom.common.url.UrlKey;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The key of family {@code counts}, and the beginning of those of {@code referrers}: a byte for the level ({@code p} page,
 * {@code h} host, {@code s} site), then the page key, or the host key of the host or site. Immutable.
 */
public final class CountsKey implements Comparable<CountsKey> {
    private final byte[] bytes;
    private final int hash;

    private CountsKey(byte[] bytes) {
        this.bytes = bytes;
        this.hash = Arrays.hashCode(bytes);
    }

    /** Of one page. */
    public static CountsKey ofPage(PageKey page) {
        return of(Level.PAGE, page.bytes());
    }

    /** Of all pages of the host of a page. */
    public static CountsKey ofHostOf(PageKey page) {
        byte[] key = page.bytes();
        return of(Level.HOST, key, PageKey.hostKeyLength(key, 0, key.length));
    }

    /** Of all pages of a host, given as {@code WebUrl.host()} gives it. */
    public static CountsKey ofHost(String host) {
        return of(Level.HOST, UrlKey.ofHost(host));
    }

    /** Of all pages of a site, given as {@code Sites.siteOf} gives it. */
    public static CountsKey ofSite(String site) {
        return of(Level.SITE, UrlKey.ofHost(site));
    }

    private static CountsKey of(Level level, byte[] scope) {
        return of(level, scope, scope.length);
    }

    private static CountsKey of(Level level, byte[] scope, int length) {
        byte[] bytes = new byte[1 + length];
        bytes[0] = level.code();
        System.arraycopy(scope, 0, bytes, 1, length);
        return new CountsKey(bytes);
    }

    /**
     * The key with these bytes, which are kept and not copied.
     *
     * @throws ShardStoreException if it is none
     */
    public static CountsKey ofBytes(byte[] bytes) {
        if (bytes.length < 2 || Level.ofCode(bytes[0]) == null) {
            throw new ShardStoreException(
                    "a key of counts is of no level: 0x" + HexFormat.of().formatHex(bytes));
        }
        return new CountsKey(bytes);
    }

    /** The keys of all pages. */
    public static UrlKey.Range allPages() {
        return allOf(Level.PAGE);
    }

    /** The keys of all sites. */
    public static UrlKey.Range allSites() {
        return allOf(Level.SITE);
    }

    private static UrlKey.Range allOf(Level level) {
        return new UrlKey.Range(new byte[] {level.code()}, new byte[] {(byte) (level.code() + 1)});
    }

    /** Whether the key with these bytes is that of a page. */
    public static boolean isOfPage(byte[] key) {
        return key.length > 0 && key[0] == Level.PAGE.code();
    }

    /** What is counted together. */
    public Level level() {
        Level level = Level.ofCode(bytes[0]);
        if (level == null) {
            throw new IllegalStateException("checked when it was made");
        }
        return level;
    }

    /**
     * The page that is counted.
     *
     * @throws IllegalStateException if it is a host or site
     */
    public PageKey page() {
        if (level() != Level.PAGE) {
            throw new IllegalStateException(this + " is no page");
        }
        return PageKey.ofBytes(Arrays.copyOfRange(bytes, 1, bytes.length));
    }

    /** The bytes, not copied. */
    public byte[] bytes() {
        return bytes;
    }

    /**
     * The page's URL, or the host or site.
     *
     * @throws IllegalArgumentException if the bytes are none
     */
    public String text() {
        byte[] scope = Arrays.copyOfRange(bytes, 1, bytes.length);
        return level() == Level.PAGE ? UrlKey.toUrl(scope).text() : UrlKey.toHost(scope);
    }

    @Override
    public int compareTo(CountsKey other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CountsKey key && hash == key.hash && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        try {
            return text();
        } catch (IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
