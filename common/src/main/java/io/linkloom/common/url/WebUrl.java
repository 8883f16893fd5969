package io.linkloom.common.url;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The normal form of an http or https URL: the identity of a page.
 *
 * <p>Immutable and safe for any thread. Two are equal if their texts are; the order is the order of the texts, not that
 * of {@link UrlKey}. The text is ASCII, has no fragment, no user info and no default port, and always has a path.
 * Parsing the text gives the same URL again. See the package comment for the rules.
 */
public final class WebUrl implements Comparable<WebUrl> {
    /** The most characters a normal form may have. */
    public static final int MAX_LENGTH = 4096;

    private final String text;
    private final int hostEnd;
    private final int pathStart;

    /** Takes a text that is known to be a normal form, and where its host name and its authority end. */
    WebUrl(String text, int hostEnd, int pathStart) {
        this.text = text;
        this.hostEnd = hostEnd;
        this.pathStart = pathStart;
    }

    /**
     * Parses an absolute URL.
     *
     * @throws IllegalArgumentException with the reason in words if the text is no http or https URL
     */
    public static WebUrl parse(String input) {
        return switch (tryParse(input, null)) {
            case ParseResult.Ok(WebUrl url) -> url;
            case ParseResult.Rejected(String reason) -> throw new IllegalArgumentException(reason);
        };
    }

    /** Parses an absolute URL, or any reference if there is a base to resolve it against. */
    public static ParseResult tryParse(String input, @Nullable WebUrl base) {
        WebUrl plain = PlainReference.resolve(input, base);
        return plain != null ? new ParseResult.Ok(plain) : UrlParser.parse(input, base);
    }

    /** Resolves a reference as found in an {@code href} against this URL; null if it is no web URL. */
    public @Nullable WebUrl resolve(String href) {
        WebUrl plain = PlainReference.resolve(href, this);
        if (plain != null) {
            return plain;
        }
        return UrlParser.parse(href, this) instanceof ParseResult.Ok(WebUrl url) ? url : null;
    }

    /**
     * Resolves a reference as {@link #resolve(String)} does, with its query in the encoding of the page it stands on, as
     * browsers do; all else is in UTF-8 whatever that encoding is.
     *
     * @param encoding what the page was decoded with
     */
    public @Nullable WebUrl resolve(String href, Charset encoding) {
        return resolve(encoding.equals(StandardCharsets.UTF_8) ? href : QueryEncoding.encoded(href, encoding));
    }

    /** The whole normal form. */
    public String text() {
        return text;
    }

    /** {@code http} or {@code https}. */
    public String scheme() {
        return secure() ? "https" : "http";
    }

    /** Whether the scheme is https. */
    public boolean secure() {
        return text.charAt(4) == 's';
    }

    /** The host without its port, an IPv6 address with its brackets. */
    public String hostName() {
        return text.substring(hostStart(), hostEnd);
    }

    /** The port that a connection goes to, also where it is the scheme's default. */
    public int port() {
        if (hostEnd == pathStart) {
            return secure() ? 443 : 80;
        }
        return Integer.parseInt(text, hostEnd + 1, pathStart, 10);
    }

    /** The scheme-less authority: the host name, and the port where it is not the scheme's default. */
    public String host() {
        return text.substring(hostStart(), pathStart);
    }

    /** {@code scheme://host}. */
    public String origin() {
        return text.substring(0, pathStart);
    }

    /** The path without the query; it begins with a slash. */
    public String path() {
        return text.substring(pathStart, pathEnd());
    }

    /** The path and, behind a question mark, the query, if there is one. */
    public String pathAndQuery() {
        return text.substring(pathStart);
    }

    int hostStart() {
        return secure() ? 8 : 7;
    }

    int hostEnd() {
        return hostEnd;
    }

    int pathStart() {
        return pathStart;
    }

    int pathEnd() {
        int question = text.indexOf('?', pathStart);
        return question < 0 ? text.length() : question;
    }

    @Override
    public int compareTo(WebUrl other) {
        return text.compareTo(other.text);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof WebUrl url && text.equals(url.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The same as {@link #text()}. */
    @Override
    public String toString() {
        return text;
    }
}
