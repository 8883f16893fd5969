package io.linkloom.common.model;

import io.linkloom.common.url.Sites;
import io.linkloom.common.url.UrlKey;
import io.linkloom.common.url.WebUrl;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Pages that an operator means: one, those whose URL begins with another's, those of a host, or those of a site.
 *
 * @param text the URL; for a host {@link WebUrl#host()}, for a site what {@link Sites} gives
 */
public record PageRange(Kind kind, String text) {
    /** Which pages of the text are meant. */
    public enum Kind {
        /** The page itself. */
        URL(1),
        /** Pages of the same scheme and host whose URL begins so. */
        PREFIX(2),
        /** All pages of the host, of both schemes. */
        HOST(3),
        /** All pages of all hosts of the site. */
        SITE(4);

        private final int code;
        private final String label = name().toLowerCase(Locale.ROOT);

        Kind(int code) {
            this.code = code;
        }

        /** The number on the wire. */
        public int code() {
            return code;
        }

        /** The constant with {@code code}, null if there is none. */
        public static @Nullable Kind ofCode(int code) {
            return Arrays.stream(values())
                    .filter(kind -> kind.code == code)
                    .findFirst()
                    .orElse(null);
        }

        /** The name in API, command line and topics' keys: lower case. */
        public String label() {
            return label;
        }
    }

    /**
     * Checks that the text is what the kind asks for.
     *
     * @throws IllegalArgumentException if it is not
     */
    public PageRange {
        if (!isNormal(kind, text)) {
            throw new IllegalArgumentException(text + " is no " + kind.label + " in its normal form");
        }
    }

    private static boolean isNormal(Kind kind, String text) {
        return switch (kind) {
            case URL, PREFIX -> WebUrl.parse(text).text().equals(text);
            // Each scheme leaves out another port.
            case HOST ->
                WebUrl.parse("http://" + text + "/").host().equals(text)
                        || WebUrl.parse("https://" + text + "/").host().equals(text);
            case SITE -> WebUrl.parse("http://" + text + "/").hostName().equals(text);
        };
    }

    /** Just this page. */
    public static PageRange url(WebUrl url) {
        return new PageRange(Kind.URL, url.text());
    }

    /** All pages of a host, with its port. */
    public static PageRange host(String host) {
        return new PageRange(Kind.HOST, host);
    }

    /** All pages of a site. */
    public static PageRange site(String site) {
        return new PageRange(Kind.SITE, site);
    }

    /** The site that all the pages are of. */
    public String site(Sites sites) {
        return switch (kind) {
            case URL, PREFIX -> sites.siteOf(WebUrl.parse(text));
            case HOST -> sites.siteOf(nameOf(text));
            case SITE -> text;
        };
    }

    /** Where their keys are; for a site, keys of other sites can lie between them, which {@link #holds} tells. */
    public UrlKey.Range keys() {
        return switch (kind) {
            case URL -> only(UrlKey.of(WebUrl.parse(text)));
            case PREFIX -> UrlKey.prefix(WebUrl.parse(text));
            case HOST -> UrlKey.host(text);
            case SITE -> UrlKey.site(text);
        };
    }

    private static UrlKey.Range only(byte[] key) {
        return new UrlKey.Range(key, Arrays.copyOf(key, key.length + 1));
    }

    /** Whether a page is one of them. */
    public boolean holds(WebUrl url, Sites sites) {
        return switch (kind) {
            case URL -> url.text().equals(text);
            case PREFIX -> url.text().startsWith(text);
            case HOST -> url.host().equals(text);
            case SITE -> sites.siteOf(url).equals(text);
        };
    }

    /** The name of a host without its port. */
    static String nameOf(String host) {
        int colon = host.lastIndexOf(':');
        return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
    }

    @Override
    public String toString() {
        return kind.label + " " + text;
    }
}
