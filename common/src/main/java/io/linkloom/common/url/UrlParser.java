package io.linkloom.common.url;

import org.jspecify.annotations.Nullable;

/**
 * The basic URL parser of the URL standard (4.4) for http and https, writing Linkloom's normal form.
 *
 * <p>Each method is the state of the standard that its comment names. A method that finds the input to be no web URL
 * leaves the reason in {@link #reason} and returns false, and so do those that called it.
 */
final class UrlParser {
    /** Input beyond this is not looked at: no URL worth crawling hides behind so long a spelling. */
    private static final int MAX_INPUT = 16 * WebUrl.MAX_LENGTH;

    private static final int LONGEST_SHOWN_SCHEME = 32;

    private final String in;
    private final @Nullable WebUrl base;
    private final StringBuilder out;
    private int at;
    private boolean secure;
    private int hostEnd;
    private int pathStart;
    private String reason = "";

    private UrlParser(String in, @Nullable WebUrl base) {
        this.in = in;
        this.base = base;
        this.out = new StringBuilder(in.length() + (base == null ? 16 : base.pathStart() + 16));
    }

    /** Parses an absolute URL, or a reference against a base. */
    static ParseResult parse(String input, @Nullable WebUrl base) {
        String clean = clean(input);
        UrlParser parser = new UrlParser(clean.length() > MAX_INPUT ? clean.substring(0, MAX_INPUT) : clean, base);
        if (!parser.schemeStart()) {
            return new ParseResult.Rejected(parser.reason);
        }
        if (clean.length() > MAX_INPUT) {
            return new ParseResult.Rejected("longer than " + MAX_INPUT + " characters before normalisation");
        }
        if (parser.out.length() > WebUrl.MAX_LENGTH) {
            return new ParseResult.Rejected("longer than " + WebUrl.MAX_LENGTH + " characters");
        }
        return new ParseResult.Ok(new WebUrl(parser.out.toString(), parser.hostEnd, parser.pathStart));
    }

    /** Strips C0 controls and spaces at both ends and removes every tab and newline. */
    private static String clean(String input) {
        int start = 0;
        int end = input.length();
        while (start < end && input.charAt(start) <= ' ') {
            start++;
        }
        while (end > start && input.charAt(end - 1) <= ' ') {
            end--;
        }
        for (int i = start; i < end; i++) {
            if (isTabOrNewline(input.charAt(i))) {
                return withoutTabsAndNewlines(input, start, end);
            }
        }
        return input.substring(start, end);
    }

    private static String withoutTabsAndNewlines(String input, int start, int end) {
        StringBuilder kept = new StringBuilder(end - start);
        for (int i = start; i < end; i++) {
            if (!isTabOrNewline(input.charAt(i))) {
                kept.append(input.charAt(i));
            }
        }
        return kept.toString();
    }

    private static boolean isTabOrNewline(char c) {
        return c == '\t' || c == '\n' || c == '\r';
    }

    /** Scheme start state and scheme state. */
    private boolean schemeStart() {
        int end = schemeEnd();
        if (end < 0) {
            return noScheme();
        }
        String scheme = Ascii.lowerCase(in.substring(0, Math.min(end, LONGEST_SHOWN_SCHEME)));
        secure = scheme.equals("https");
        if (!secure && !scheme.equals("http")) {
            return reject("scheme " + scheme + " is not http or https");
        }
        at = end + 1;
        if (base != null && base.secure() == secure && !in.startsWith("//", at)) {
            return relative(base); // special relative or authority state
        }
        return specialAuthorityIgnoreSlashes();
    }

    /** Where the scheme's colon is, -1 if the input has no scheme. */
    private int schemeEnd() {
        if (in.isEmpty() || !Ascii.isAlpha(in.charAt(0))) {
            return -1;
        }
        int i = 1;
        while (i < in.length() && Ascii.is(in.charAt(i), Ascii.SCHEME)) {
            i++;
        }
        return i < in.length() && in.charAt(i) == ':' ? i : -1;
    }

    /** No scheme state. */
    private boolean noScheme() {
        if (base == null) {
            return reject(in.isEmpty() ? "empty" : "does not begin with http:// or https://");
        }
        secure = base.secure();
        return relative(base);
    }

    /** Relative state. */
    private boolean relative(WebUrl base) {
        if (isSlashAt(at)) {
            return relativeSlash(base);
        }
        int c = at < in.length() ? in.charAt(at) : '#';
        keep(base, c == '#' ? base.text().length() : base.pathEnd());
        if (c == '#') {
            return true;
        }
        if (c == '?') {
            query();
            return true;
        }
        PathWriter path = new PathWriter(out, pathStart);
        path.shorten();
        at = path.write(in, at);
        query();
        return true;
    }

    /** Relative slash state. */
    private boolean relativeSlash(WebUrl base) {
        if (isSlashAt(at + 1)) {
            return specialAuthorityIgnoreSlashes();
        }
        keep(base, base.pathStart());
        path();
        return true;
    }

    private void keep(WebUrl base, int end) {
        out.append(base.text(), 0, end);
        hostEnd = base.hostEnd();
        pathStart = base.pathStart();
    }

    /** Special authority slashes state and special authority ignore slashes state. */
    private boolean specialAuthorityIgnoreSlashes() {
        while (isSlashAt(at)) {
            at++;
        }
        out.append(secure ? "https://" : "http://");
        if (!authority()) {
            return false;
        }
        pathStart = out.length();
        path();
        return true;
    }

    /** Authority state: user name and password end at the last at sign, and are dropped. */
    private boolean authority() {
        int end = at;
        int hostStart = at;
        for (; end < in.length() && !endsAuthority(in.charAt(end)); end++) {
            if (in.charAt(end) == '@') {
                hostStart = end + 1;
            }
        }
        at = end;
        return host(hostStart, end);
    }

    private static boolean endsAuthority(char c) {
        return c == '/' || c == '\\' || c == '?' || c == '#';
    }

    /** Host state: the host ends at the first colon outside brackets. */
    private boolean host(int from, int to) {
        boolean insideBrackets = false;
        int end = from;
        for (; end < to; end++) {
            char c = in.charAt(end);
            if (c == ':' && !insideBrackets) {
                break;
            }
            insideBrackets = c == '[' || (insideBrackets && c != ']');
        }
        if (end == from) {
            return reject("host is missing");
        }
        switch (HostParser.parse(in.substring(from, end))) {
            case HostParser.Result.Rejected(String why) -> {
                return reject(why);
            }
            case HostParser.Result.Host(String host) -> out.append(host);
        }
        hostEnd = out.length();
        return end == to || port(end + 1, to);
    }

    /** Port state. */
    private boolean port(int from, int to) {
        int port = 0;
        for (int i = from; i < to; i++) {
            if (!Ascii.isDigit(in.charAt(i))) {
                return reject("port is not a number");
            }
            port = port * 10 + in.charAt(i) - '0';
            if (port > 65535) {
                return reject("port " + shown(in, i, to, from) + " is out of range");
            }
        }
        if (from < to && port != (secure ? 443 : 80)) {
            out.append(':').append(port);
        }
        return true;
    }

    private static String shown(String in, int at, int to, int from) {
        int end = at + 1;
        while (end < to && end - from < 10 && Ascii.isDigit(in.charAt(end))) {
            end++;
        }
        return in.substring(from, end);
    }

    /** Path start state, then path state. */
    private void path() {
        if (isSlashAt(at)) {
            at++;
        }
        at = new PathWriter(out, pathStart).write(in, at);
        query();
    }

    /** Query state; the fragment behind it is not read. */
    private void query() {
        if (at == in.length() || in.charAt(at) != '?') {
            return;
        }
        int hash = in.indexOf('#', at);
        int end = hash < 0 ? in.length() : hash;
        out.append('?');
        PercentCoding.appendNormal(out, in, at + 1, end, Ascii.QUERY_ENCODED);
        at = end;
    }

    private boolean isSlashAt(int index) {
        return index < in.length() && (in.charAt(index) == '/' || in.charAt(index) == '\\');
    }

    private boolean reject(String why) {
        reason = why;
        return false;
    }
}
