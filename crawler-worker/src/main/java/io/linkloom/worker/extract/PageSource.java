package io.linkloom.worker.extract;

import io.linkloom.common.url.WebUrl;
import java.util.List;

/**
 * A page as it was fetched.
 *
 * @param url where relative links start from
 * @param length how many of the bytes are the page
 * @param contentType the Content-Type header, perhaps empty
 * @param contentLanguage the Content-Language header, perhaps empty
 * @param robotsTags the X-Robots-Tag headers
 * @param linkHeaders the Link headers
 */
@SuppressWarnings("ArrayRecordComponent") // A view of a buffer, never compared.
public record PageSource(
        WebUrl url,
        byte[] bytes,
        int length,
        String contentType,
        String contentLanguage,
        List<String> robotsTags,
        List<String> linkHeaders) {
    public PageSource {
        robotsTags = List.copyOf(robotsTags);
        linkHeaders = List.copyOf(linkHeaders);
    }

    /** A page without Link headers. */
    public PageSource(
            WebUrl url, byte[] bytes, int length, String contentType, String contentLanguage, List<String> robotsTags) {
        this(url, bytes, length, contentType, contentLanguage, robotsTags, List.of());
    }
}
