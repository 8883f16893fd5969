package io.linkloom.worker.fetch;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * What a body is, by its Content-Type header or, without one, by its first bytes.
 *
 * <pre>
 * type     media types
 * HTML     text/html, application/xhtml+xml
 * XML      application/xml, text/xml, application/rss+xml, application/atom+xml, application/rdf+xml
 * TEXT     text/plain
 * GZIP     application/gzip, application/x-gzip, application/octet-stream, binary/octet-stream
 * OTHER    any other
 * </pre>
 *
 * <p>XML is as far as a header can tell a feed or a sitemap from other documents; what it is, its reader finds out. Servers send
 * the files of sitemaps as octet-stream where nobody told them about {@code .gz}.
 */
public enum BodyType {
    /** A document of links. */
    HTML,
    /** Perhaps a feed or a sitemap. */
    XML,
    /** Perhaps a sitemap of bare URLs. */
    TEXT,
    /** Perhaps a sitemap in a file of its own compression, which is not undone here. */
    GZIP,
    /** Images, films, archives, programs. */
    OTHER;

    private static final int LONGEST_START = 64;

    /** The type by header, OTHER if the header is empty. */
    static BodyType ofHeader(String contentType) {
        int end = contentType.indexOf(';');
        String mediaType =
                (end < 0 ? contentType : contentType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        return switch (mediaType) {
            case "text/html", "application/xhtml+xml" -> HTML;
            case "application/xml", "text/xml", "application/rss+xml", "application/atom+xml", "application/rdf+xml" ->
                XML;
            case "text/plain" -> TEXT;
            case "application/gzip", "application/x-gzip", "application/octet-stream", "binary/octet-stream" -> GZIP;
            default -> OTHER;
        };
    }

    /** The type by the bytes that follow a byte order mark and white space. */
    static BodyType ofBytes(Body body) {
        byte[] bytes = body.bytes();
        int at = startsWithUtf8Mark(body) ? 3 : 0;
        if (body.length() >= 2 && (bytes[0] & 0xFF) == 0x1F && (bytes[1] & 0xFF) == 0x8B) {
            return GZIP;
        }
        while (at < body.length() && (bytes[at] == ' ' || (bytes[at] >= '\t' && bytes[at] <= '\r'))) {
            at++;
        }
        return at + 1 < body.length() && bytes[at] == '<' ? ofMarkup(body, at) : OTHER;
    }

    private static BodyType ofMarkup(Body body, int at) {
        int next = body.bytes()[at + 1] & 0xFF;
        if (next == '?') {
            return XML;
        }
        String start = new String(
                        body.bytes(),
                        at + 1,
                        Math.min(LONGEST_START, body.length() - at - 1),
                        StandardCharsets.ISO_8859_1)
                .toLowerCase(Locale.ROOT);
        boolean xmlRoot = start.startsWith("rss")
                || start.startsWith("feed")
                || start.startsWith("urlset")
                || start.startsWith("sitemapindex");
        if (xmlRoot) {
            return XML;
        }
        boolean letter = (next | 0x20) >= 'a' && (next | 0x20) <= 'z';
        return next == '!' || letter ? HTML : OTHER;
    }

    private static boolean startsWithUtf8Mark(Body body) {
        byte[] bytes = body.bytes();
        return body.length() >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
    }
}
