package io.linkloom.worker.fetch;

import io.linkloom.common.url.WebUrl;

/**
 * An HTTP proxy that all requests go through: http by a request with the whole URL, https by a tunnel (RFC 9110, section 9.3.6).
 *
 * <p>The proxy resolves a host's name again. So the address guard judges what DNS says here, which need not be what the proxy
 * then connects to: a proxy must not let requests into networks that are not to be crawled. Addresses written into URLs
 * are judged in any case, and the proxy's own address never.
 *
 * @param url such as {@code http://proxy.example:3128}
 * @param names who knows the names of hosts
 */
public record Proxy(WebUrl url, Names names) {

    /** Who knows the names of hosts. */
    public enum Names {
        /** DNS here: a name that has no address here, or none that may be fetched from, is not fetched. */
        HERE,
        /** The proxy alone: names are not judged at all. */
        PROXY
    }

    /**
     * Reads {@code http://host:port}.
     *
     * @throws IllegalArgumentException with the reason in words
     */
    public static Proxy parse(String text, Names names) {
        WebUrl url;
        try {
            url = WebUrl.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(complaint(text), e);
        }
        if (url.secure() || !url.pathAndQuery().equals("/") || text.contains("@")) {
            throw new IllegalArgumentException(complaint(text));
        }
        return new Proxy(url, names);
    }

    private static String complaint(String text) {
        return "\"" + text + "\" is no proxy; write http://host:port, without a path and without a password";
    }

    /** Host and port. */
    @Override
    public String toString() {
        return url.host();
    }
}
