package io.linkloom.builder.store;

import io.linkloom.common.url.Fingerprint;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The key of family {@code directories}: what the keys of all pages of a directory begin with; or an at sign, which begins no page key, and
 * the name of a site.
 *
 * <p>A page's directory is its host with the first segment of its path, and the slash behind it. A page with a query that is no deeper has a directory of
 * its own script, up to the question mark.
 *
 * @param bytesAsText a character for each byte, so that keys can be compared
 */
public record DirectoryKey(String bytesAsText) {
    private static final char SITE = '@';

    /** That of a page. */
    public static DirectoryKey of(PageKey page) {
        byte[] key = page.bytes();
        return ofBytes(Arrays.copyOf(key, end(key)));
    }

    /** That of a site. */
    public static DirectoryKey ofSite(String site) {
        return new DirectoryKey(SITE + site);
    }

    /** The key with these bytes. */
    public static DirectoryKey ofBytes(byte[] key) {
        return new DirectoryKey(new String(key, StandardCharsets.ISO_8859_1));
    }

    /** Whether it is that of a whole site. */
    public boolean isSite() {
        return !bytesAsText.isEmpty() && bytesAsText.charAt(0) == SITE;
    }

    /** The key's bytes. */
    public byte[] toBytes() {
        return bytesAsText.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** 64 bits that stand for it where memory is short. */
    long fingerprint() {
        return Fingerprint.of(toBytes());
    }

    private static int end(byte[] key) {
        int root = indexOf(key, '/', 0);
        int slash = indexOf(key, '/', root + 1);
        int question = indexOf(key, '?', root);
        if (question < key.length && (question < slash || indexOf(key, '/', slash + 1) > question)) {
            return question + 1;
        }
        return slash < key.length ? slash + 1 : Math.min(root + 1, key.length);
    }

    private static int indexOf(byte[] key, char wanted, int from) {
        int at = from;
        while (at < key.length && key[at] != wanted) {
            at++;
        }
        return at;
    }
}
