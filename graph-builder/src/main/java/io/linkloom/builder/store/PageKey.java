package io.linkloom.builder.store;

import io.linkloom.common.url.Fingerprint;
import io.linkloom.common.url.UrlKey;
import io.linkloom.common.url.WebUrl;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The key of a page with what is asked of it again and again. Immutable; its bytes must not be changed. */
public final class PageKey implements Comparable<PageKey> {
    private final byte[] bytes;
    /** Set when asked for, 0 until then; threads that race set the same. */
    private long fingerprint;
    /** As the fingerprint. */
    private @Nullable WebUrl url;

    private PageKey(byte[] bytes, @Nullable WebUrl url) {
        this.bytes = bytes;
        this.url = url;
    }

    /** The key of {@code url}. */
    public static PageKey of(WebUrl url) {
        return new PageKey(UrlKey.of(url), url);
    }

    /** The key of another URL; quick if that is of the same scheme, host and port. */
    public PageKey neighbour(WebUrl other) {
        return new PageKey(UrlKey.of(other, url(), bytes), other);
    }

    /** The key with these bytes, which are kept and not copied. */
    public static PageKey ofBytes(byte[] bytes) {
        return new PageKey(bytes, null);
    }

    /** The bytes, not copied. */
    public byte[] bytes() {
        return bytes;
    }

    /** The number of bytes. */
    public int length() {
        return bytes.length;
    }

    /** 64 bits that stand for the page where memory is short. */
    public long fingerprint() {
        long known = fingerprint;
        if (known == 0) {
            known = Fingerprint.of(bytes);
            fingerprint = known;
        }
        return known;
    }

    /** 32 bits of another hash, so that two pages with one fingerprint differ here. */
    public int secondHash() {
        return Arrays.hashCode(bytes);
    }

    /**
     * The page's URL.
     *
     * @throws IllegalArgumentException if the bytes are no page key
     */
    public WebUrl url() {
        WebUrl known = url;
        if (known == null) {
            known = UrlKey.toUrl(bytes);
            url = known;
        }
        return known;
    }

    /** The part of the key that all pages of its host have in common, see {@link UrlKey#ofHost}. */
    public byte[] hostKey() {
        return Arrays.copyOf(bytes, hostKeyLength(bytes, 0, bytes.length));
    }

    /** Whether the other page is of the same host and port. */
    public boolean hasHostOf(PageKey other) {
        int length = hostKeyLength(bytes, 0, bytes.length);
        return length == hostKeyLength(other.bytes, 0, other.bytes.length)
                && Arrays.equals(bytes, 0, length, other.bytes, 0, length);
    }

    /** How many bytes a key begins with that all pages of its host have in common, whatever their port and scheme. */
    public int hostNameLength() {
        return hostNameLength(bytes, 0, bytes.length);
    }

    /** Whether another key begins with the same {@code length} bytes. */
    public boolean hasStartOf(PageKey other, int length) {
        return bytes.length >= length && Arrays.equals(bytes, 0, length, other.bytes, 0, length);
    }

    /** Behind the bracket that ends the name of the host. */
    private static int hostNameLength(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] != ')') {
            at += bytes[at] == '|' ? 2 : 1;
        }
        return at + 1;
    }

    /** Where the host's part of the page key in {@code bytes} ends; names end at a bracket, then a port may follow. */
    static int hostKeyLength(byte[] bytes, int from, int to) {
        int at = hostNameLength(bytes, from, to);
        if (at < to && bytes[at] == ':') {
            do {
                at++;
            } while (at < to && bytes[at] >= '0' && bytes[at] <= '9');
        }
        return Math.min(at, to);
    }

    @Override
    public int compareTo(PageKey other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PageKey key && mayBe(key.fingerprint) && Arrays.equals(bytes, key.bytes);
    }

    /** Whether the fingerprint of another says nothing against it, or has not been asked for. */
    private boolean mayBe(long other) {
        return fingerprint == other || fingerprint == 0 || other == 0;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(fingerprint());
    }

    /** The URL, or what the bytes are if they are no page key. */
    @Override
    public String toString() {
        try {
            return url().text();
        } catch (IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
