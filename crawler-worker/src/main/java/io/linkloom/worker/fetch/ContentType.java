package io.linkloom.worker.fetch;

import java.util.Locale;

/** Tells HTML from what is not, by the Content-Type header or, without one, by the first bytes. */
final class ContentType {
    private ContentType() {}

    /** The type without parameters, in lower case; empty if the header is. */
    static String mediaType(String header) {
        int end = header.indexOf(';');
        return (end < 0 ? header : header.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    static boolean isHtml(String mediaType) {
        return mediaType.equals("text/html") || mediaType.equals("application/xhtml+xml");
    }

    /** Whether the body begins, after a byte order mark and white space, with a tag or a comment. */
    static boolean looksLikeHtml(Body body) {
        byte[] bytes = body.bytes();
        int at = startsWithUtf8Mark(body) ? 3 : 0;
        while (at < body.length() && (bytes[at] == ' ' || (bytes[at] >= '\t' && bytes[at] <= '\r'))) {
            at++;
        }
        if (at + 1 >= body.length() || bytes[at] != '<') {
            return false;
        }
        int next = bytes[at + 1] | 0x20;
        return bytes[at + 1] == '!' || (next >= 'a' && next <= 'z');
    }

    private static boolean startsWithUtf8Mark(Body body) {
        byte[] bytes = body.bytes();
        return body.length() >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
    }
}
