package io.linkloom.common.url;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The key of a URL: reversible, compared byte by byte as unsigned, the order of everything on disk.
 *
 * <pre>
 * key       = host-key scheme path-and-query
 * host-key  = name ")" [ ":" port ]             the port only where it is not the scheme's default
 * name      = labels in reverse order, joined by ","         www.example.com → com,example,www
 *           | an IPv4 address as it is                       192.0.2.1
 *           | an IPv6 address as it is, with brackets        [2001:db8::1]
 * scheme    = "h" for http | "s" for https
 *
 * https://www.example.com/docs/a?b=1     com,example,www)s/docs/a?b=1
 * http://www.example.com:8080/           com,example,www):8080h/
 * http://example.com./                   ,com,example)h/
 * </pre>
 *
 * <p>Every byte is in 0x21 to 0x7E, so a zero byte can end a key inside a longer one. A byte of a name from 0x21 to 0x2C
 * ({@code ! " $ & ' ( ) * + ,}), legal in the URL standard though no registry sells it, is written behind a {@code |},
 * which no name contains. A label has no dot, so a dot tells an IPv4 address.
 *
 * <p>Why ranges are contiguous: of the bytes {@code ) * + ,}, which follow each other, only {@code )} and {@code ,} ever
 * stand unescaped in a name, so a domain with all that is below it is what lies from {@code )} to before {@code -}
 * behind its labels. The port stands before the scheme, so the http and the https pages of one host are neighbours.
 *
 * <p>A key carries no version: a change of this format is a change of the version of the store that holds it.
 */
public final class UrlKey {
    /** No key is longer: the scheme shrinks, and each byte of a host may need two. */
    public static final int MAX_LENGTH = 2 * WebUrl.MAX_LENGTH;

    private static final byte AFTER_NAME_END = HostName.NAME_END + 1;
    private static final byte AFTER_LABEL_END = HostName.LABEL_END + 1;
    private static final byte[] HTTP = "http://".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] HTTPS = "https://".getBytes(StandardCharsets.US_ASCII);

    private UrlKey() {}

    /**
     * Keys that follow each other, compared as unsigned bytes.
     *
     * @param from the first key that may be in the range
     * @param to the first key behind the range
     */
    @SuppressWarnings("ArrayRecordComponent") // Iterators over the store take byte arrays; equality is by content.
    public record Range(byte[] from, byte[] to) {

        /** Whether a key is in the range. */
        public boolean contains(byte[] key) {
            return Arrays.compareUnsigned(from, key) <= 0 && Arrays.compareUnsigned(key, to) < 0;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Range range && Arrays.equals(from, range.from) && Arrays.equals(to, range.to);
        }

        @Override
        public int hashCode() {
            return 31 * Arrays.hashCode(from) + Arrays.hashCode(to);
        }

        @Override
        public String toString() {
            return "[" + shown(from, 0, from.length) + ", " + shown(to, 0, to.length) + ")";
        }
    }

    /** The key of a URL. */
    public static byte[] of(WebUrl url) {
        int escapes = HostName.escapes(url.text(), url.hostStart(), url.hostEnd());
        byte[] key = new byte[url.text().length() - url.hostStart() + 2 + escapes];
        write(url, key, 0);
        return key;
    }

    /**
     * The key of a URL, quick if it is of the same scheme, host and port as another whose key is known.
     *
     * @param knownKey the key of {@code known}
     */
    public static byte[] of(WebUrl url, WebUrl known, byte[] knownKey) {
        String text = url.text();
        int origin = url.pathStart();
        if (origin != known.pathStart() || !text.regionMatches(0, known.text(), 0, origin)) {
            return of(url);
        }
        int begin = knownKey.length - (known.text().length() - origin);
        byte[] key = Arrays.copyOf(knownKey, begin + text.length() - origin);
        HostName.copy(text, origin, text.length(), key, begin);
        return key;
    }

    /**
     * Writes the key of a URL into a buffer.
     *
     * @return the offset behind the key
     * @throws IndexOutOfBoundsException if the buffer has too little room; {@link #MAX_LENGTH} bytes are always enough
     */
    public static int write(WebUrl url, byte[] buffer, int offset) {
        String text = url.text();
        int at = HostName.write(text, url.hostStart(), url.hostEnd(), buffer, offset);
        buffer[at++] = HostName.NAME_END;
        at = HostName.copy(text, url.hostEnd(), url.pathStart(), buffer, at);
        buffer[at++] = (byte) (url.secure() ? 's' : 'h');
        return HostName.copy(text, url.pathStart(), text.length(), buffer, at);
    }

    /**
     * The URL of a key. The layout and the bytes are checked; that they spell a normal form is taken on trust.
     *
     * @throws IllegalArgumentException naming the bytes if they are not laid out as a key
     */
    public static WebUrl toUrl(byte[] key) {
        return toUrl(key, 0, key.length);
    }

    /**
     * The URL of a key that is a part of other bytes.
     *
     * @throws IllegalArgumentException naming the bytes if they are not laid out as a key
     */
    public static WebUrl toUrl(byte[] bytes, int from, int to) {
        int nameEnd = HostName.endInKey(bytes, from, to);
        int portEnd = portEnd(bytes, nameEnd + 1, to);
        if (nameEnd < 0 || portEnd < 0 || !isSchemeAndPath(bytes, portEnd, to)) {
            throw new IllegalArgumentException("not a URL key: " + shown(bytes, from, to));
        }
        byte[] scheme = bytes[portEnd] == 's' ? HTTPS : HTTP;
        byte[] text = new byte[scheme.length + (to - from) - 2 - HostName.escapesInKey(bytes, from, nameEnd)];
        System.arraycopy(scheme, 0, text, 0, scheme.length);
        int hostEnd = HostName.read(bytes, from, nameEnd, text, scheme.length);
        int portLength = portEnd - nameEnd - 1;
        System.arraycopy(bytes, nameEnd + 1, text, hostEnd, portLength);
        int pathStart = hostEnd + portLength;
        System.arraycopy(bytes, portEnd + 1, text, pathStart, to - portEnd - 1);
        return new WebUrl(new String(text, StandardCharsets.ISO_8859_1), hostEnd, pathStart);
    }

    /**
     * The part of a key that all pages of a host have in common, of both schemes; ordered as the keys are, and inside the
     * host's {@link #site range of the site} too.
     *
     * @param host as {@link WebUrl#host()} gives it; a site is a host
     * @throws IllegalArgumentException if it is no host in its normal form
     */
    public static byte[] ofHost(String host) {
        int nameEnd = HostName.endInHost(host);
        byte[] key = new byte[host.length() + 1 + HostName.escapes(host, 0, nameEnd)];
        int at = HostName.write(host, 0, nameEnd, key, 0);
        key[at++] = HostName.NAME_END;
        HostName.copy(host, nameEnd, host.length(), key, at);
        return key;
    }

    /**
     * The host of a {@linkplain #ofHost host key}.
     *
     * @throws IllegalArgumentException naming the bytes if they are not laid out as a host key
     */
    public static String toHost(byte[] hostKey) {
        int nameEnd = HostName.endInKey(hostKey, 0, hostKey.length);
        if (nameEnd < 0 || portEnd(hostKey, nameEnd + 1, hostKey.length) != hostKey.length) {
            throw new IllegalArgumentException("not a host key: " + shown(hostKey, 0, hostKey.length));
        }
        byte[] text = new byte[hostKey.length - 1 - HostName.escapesInKey(hostKey, 0, nameEnd)];
        int at = HostName.read(hostKey, 0, nameEnd, text, 0);
        System.arraycopy(hostKey, nameEnd + 1, text, at, hostKey.length - nameEnd - 1);
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    /** The keys of all URLs with the same scheme and host whose text begins with that of the given one. */
    public static Range prefix(WebUrl url) {
        byte[] from = of(url);
        return new Range(from, withLast(from, from[from.length - 1] + 1));
    }

    /**
     * The keys of all pages of a host, of both schemes.
     *
     * @param host as {@link WebUrl#host()} gives it
     * @throws IllegalArgumentException if it is no host in its normal form
     */
    public static Range host(String host) {
        byte[] key = ofHost(host);
        return new Range(append(key, 'h'), append(key, 's' + 1));
    }

    /**
     * The keys of all pages of a site, on all of its hosts, schemes and ports.
     *
     * <p>Where the public suffix list has a suffix below the site ({@code s3.amazonaws.com} below {@code amazonaws.com}),
     * the sites under that suffix lie in the same range; who must not see them asks {@link Sites} for each host. A site
     * that is itself a public suffix, an IP address or a single label has no hosts below it.
     *
     * @param site as {@link Sites#siteOf} gives it
     * @throws IllegalArgumentException if it is no host name in its normal form
     */
    public static Range site(String site) {
        byte[] from = ofHost(site);
        if (from[from.length - 1] != HostName.NAME_END) {
            throw new IllegalArgumentException("a site has no port: " + site);
        }
        boolean withSubdomains = site.equals(PublicSuffixes.registeredDomain(site));
        return new Range(from, withLast(from, withSubdomains ? AFTER_LABEL_END : AFTER_NAME_END));
    }

    /** Where the optional port at an index ends, -1 if it is not in the normal form. */
    private static int portEnd(byte[] bytes, int from, int to) {
        if (from >= to || bytes[from] != ':') {
            return from;
        }
        int port = 0;
        int at = from + 1;
        for (; at < to && at < from + 6 && Ascii.isDigit(bytes[at]); at++) {
            port = port * 10 + bytes[at] - '0';
        }
        boolean leadingZero = at > from + 2 && bytes[from + 1] == '0';
        return at == from + 1 || leadingZero || port > 65535 ? -1 : at;
    }

    private static boolean isSchemeAndPath(byte[] bytes, int from, int to) {
        if (to - from < 2 || (bytes[from] != 'h' && bytes[from] != 's') || bytes[from + 1] != '/') {
            return false;
        }
        for (int i = from + 2; i < to; i++) {
            if (bytes[i] <= ' ' || bytes[i] == 0x7F) {
                return false;
            }
        }
        return true;
    }

    private static byte[] append(byte[] bytes, int last) {
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        longer[bytes.length] = (byte) last;
        return longer;
    }

    private static byte[] withLast(byte[] bytes, int last) {
        byte[] changed = bytes.clone();
        changed[bytes.length - 1] = (byte) last;
        return changed;
    }

    /** Printable bytes as they are, anything else as hexadecimal. */
    private static String shown(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] < ' ' || bytes[i] == 0x7F) {
                return "0x" + HexFormat.of().formatHex(bytes, from, to);
            }
        }
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
