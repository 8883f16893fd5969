package io.linkloom.common.url;

import org.jspecify.annotations.Nullable;

/**
 * Resolves the references that are already in the normal form, which on real pages are nearly all, by one look at each
 * character and one copy.
 *
 * <p>It only ever answers for what it fully understands and leaves the rest to {@link UrlParser}: dot segments, escapes
 * not in the normal form, upper case or anything else unusual in the host, backslashes, white space, non-ASCII.
 * {@code NormalFormTest} holds the two to the same answers.
 */
final class PlainReference {
    private static final int NOT_PLAIN = -1;

    private PlainReference() {}

    /** The URL that a reference means, or null if the reference is not plain: not an answer about its validity. */
    static @Nullable WebUrl resolve(String href, @Nullable WebUrl base) {
        int schemeSlashes = href.startsWith("https://") ? 6 : href.startsWith("http://") ? 5 : NOT_PLAIN;
        if (schemeSlashes != NOT_PLAIN) {
            return absolute(href, schemeSlashes, "");
        }
        if (base == null) {
            return null;
        }
        char first = href.isEmpty() ? '#' : href.charAt(0);
        return switch (first) {
            case '#' -> base;
            case '?' -> joined(base, base.pathEnd(), href, endOfQuery(href, 1));
            case '/' ->
                href.startsWith("//")
                        ? absolute(href, 0, base.secure() ? "https:" : "http:")
                        : joined(base, base.pathStart(), href, endOfPath(href, 0));
            case '.' -> null;
            default -> relative(base, href);
        };
    }

    private static @Nullable WebUrl relative(WebUrl base, String href) {
        int end = endOfPath(href, 0);
        if (end == NOT_PLAIN || hasColonInFirstSegment(href, end)) {
            return null;
        }
        int directory = base.text().lastIndexOf('/', base.pathEnd() - 1) + 1;
        return joined(base, directory, href, end);
    }

    private static boolean hasColonInFirstSegment(String href, int end) {
        for (int i = 0; i < end; i++) {
            char c = href.charAt(i);
            if (c == ':') {
                return true;
            }
            if (c == '/' || c == '?') {
                return false;
            }
        }
        return false;
    }

    private static @Nullable WebUrl joined(WebUrl base, int kept, String href, int end) {
        if (end == NOT_PLAIN || kept + end > WebUrl.MAX_LENGTH) {
            return null;
        }
        String text = base.text().substring(0, kept).concat(href.substring(0, end));
        return new WebUrl(text, base.hostEnd(), base.pathStart());
    }

    /** A reference with an authority, whose two slashes are at an index; the scheme is what it lacks before them. */
    private static @Nullable WebUrl absolute(String href, int slashes, String scheme) {
        int hostEnd = endOfHost(href, slashes + 2);
        boolean secure = scheme.length() + slashes == 6;
        int pathStart = hostEnd == NOT_PLAIN ? NOT_PLAIN : endOfPort(href, hostEnd, secure ? 443 : 80);
        if (pathStart == NOT_PLAIN) {
            return null;
        }
        boolean empty = pathStart == href.length() || href.charAt(pathStart) == '#';
        if (!empty && href.charAt(pathStart) != '/') {
            return null;
        }
        int end = empty ? pathStart : endOfPath(href, pathStart);
        if (end == NOT_PLAIN || scheme.length() + end + 1 > WebUrl.MAX_LENGTH) {
            return null;
        }
        String text = scheme.concat(href.substring(0, end));
        return new WebUrl(empty ? text.concat("/") : text, scheme.length() + hostEnd, scheme.length() + pathStart);
    }

    /** Where a host of plain labels ends whose last one cannot be a number. */
    private static int endOfHost(String href, int from) {
        int label = from;
        int i = from;
        for (; i < href.length(); i++) {
            char c = href.charAt(i);
            if (c == '.') {
                if (i == label) {
                    return NOT_PLAIN;
                }
                label = i + 1;
            } else if (!Ascii.is(c, Ascii.PLAIN_HOST)) {
                break;
            }
        }
        return i == label || Ascii.isDigit(href.charAt(label)) ? NOT_PLAIN : i;
    }

    private static int endOfPort(String href, int from, int defaultPort) {
        if (from == href.length() || href.charAt(from) != ':') {
            return from;
        }
        int port = 0;
        int i = from + 1;
        for (; i < href.length() && i < from + 6 && Ascii.isDigit(href.charAt(i)); i++) {
            port = port * 10 + href.charAt(i) - '0';
        }
        boolean plain = i > from + 1 && href.charAt(from + 1) != '0' && port != defaultPort && port <= 65535;
        return plain ? i : NOT_PLAIN;
    }

    /** Where a path, and the query behind it, end that need no change. */
    private static int endOfPath(String href, int from) {
        int length = href.length();
        for (int i = from; i < length; i++) {
            char c = href.charAt(i);
            if (!Ascii.isOrBeyond(c, Ascii.PATH_STOP)) {
                continue;
            }
            if (c == '/') {
                if (i + 1 < length && href.charAt(i + 1) == '.') {
                    return NOT_PLAIN;
                }
            } else if (c == '%' && PercentCoding.isNormalEscape(href, i, length)) {
                i += 2;
            } else if (c == '?') {
                return endOfQuery(href, i + 1);
            } else {
                return c == '#' ? i : NOT_PLAIN;
            }
        }
        return length;
    }

    private static int endOfQuery(String href, int from) {
        int length = href.length();
        for (int i = from; i < length; i++) {
            char c = href.charAt(i);
            if (!Ascii.isOrBeyond(c, Ascii.QUERY_STOP)) {
                continue;
            }
            if (c == '%' && PercentCoding.isNormalEscape(href, i, length)) {
                i += 2;
            } else {
                return c == '#' ? i : NOT_PLAIN;
            }
        }
        return length;
    }
}
