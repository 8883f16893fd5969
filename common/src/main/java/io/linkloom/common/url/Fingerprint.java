package io.linkloom.common.url;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;

/**
 * 64 bits that stand for a page where memory is short: XXH3 of its key.
 *
 * <p>Two of a billion pages share one with a probability of about 3 percent; who cannot bear that compares keys.
 */
public final class Fingerprint {
    private static final Hasher64 XXH3 = Hashing.xxh3_64();

    private Fingerprint() {}

    /** The fingerprint of a page by its key. */
    public static long of(byte[] urlKey) {
        return XXH3.hashBytesToLong(urlKey);
    }

    /** The fingerprint of a page. */
    public static long of(WebUrl url) {
        return of(UrlKey.of(url));
    }
}
