package io.linkloom.common.url;

import crawlercommons.domains.EffectiveTldFinder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The public suffix list with its private section, as crawler-commons ships it (https://publicsuffix.org/list/). */
final class PublicSuffixes {
    private static final int DIGEST_CHARACTERS = 16;

    private PublicSuffixes() {}

    /**
     * The public suffix of a host name with one more label, or null if there is none: an address, a single label, a
     * public suffix. A top-level domain that is not on the list is a suffix by the list's rule {@code *}. A trailing dot
     * does not count and stays.
     */
    static @Nullable String registeredDomain(String hostName) {
        int end = hostName.endsWith(".") ? hostName.length() - 1 : hostName.length();
        if (end <= 0 || HostName.isAddress(hostName, 0, hostName.length())) {
            return null;
        }
        int suffixStart = suffixStart(hostName.substring(0, end));
        if (suffixStart < 1) {
            return null;
        }
        return hostName.substring(hostName.lastIndexOf('.', suffixStart - 2) + 1);
    }

    /** Where the public suffix begins; for an exception rule ({@code !www.ck}) it is what follows the first label. */
    private static int suffixStart(String name) {
        EffectiveTldFinder.EffectiveTLD tld = EffectiveTldFinder.getEffectiveTLD(name, false);
        if (tld == null || !isTail(name, tld.getDomain())) {
            return name.lastIndexOf('.') + 1;
        }
        int start = name.length() - tld.getDomain().length();
        return tld.isException() ? name.indexOf('.', start) + 1 : start;
    }

    private static boolean isTail(String name, String domain) {
        int start = name.length() - domain.length();
        return name.endsWith(domain) && (start == 0 || name.charAt(start - 1) == '.');
    }

    /** The first 16 hexadecimal digits of the SHA-256 of the list. */
    static String digest() {
        try (InputStream list = EffectiveTldFinder.class.getResourceAsStream(EffectiveTldFinder.ETLD_DATA)) {
            if (list == null) {
                throw new IllegalStateException("the public suffix list is missing from the class path");
            }
            byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(list.readAllBytes());
            return HexFormat.of().formatHex(sha256).substring(0, DIGEST_CHARACTERS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
