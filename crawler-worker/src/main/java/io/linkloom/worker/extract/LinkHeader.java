package io.linkloom.worker.extract;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads the value of a {@code Link} header (RFC 8288, section 3 and appendix B.2): links with commas between them, each a
 * reference in angle brackets and parameters behind semicolons.
 *
 * <p>Forgiving as the appendix is: what cannot be read ends the value, what was read before it counts.
 */
final class LinkHeader {
    /** More links than that in one header are no honest ones. */
    private static final int MOST_LINKS = 1000;

    /**
     * A link of the header.
     *
     * @param rel all relation types, as written
     * @param anchor the {@code anchor} parameter, null if there is none: the link's source is then the page
     */
    record Value(String target, String rel, @Nullable String anchor, String hreflang, String title) {}

    private final String text;
    private int at;

    private String rel = "";
    private @Nullable String anchor;
    private String hreflang = "";
    private String title = "";

    private LinkHeader(String text) {
        this.text = text;
    }

    static List<Value> parse(String header) {
        LinkHeader parser = new LinkHeader(header);
        List<Value> links = new ArrayList<>();
        while (links.size() < MOST_LINKS) {
            Value link = parser.next();
            if (link == null) {
                break;
            }
            links.add(link);
        }
        return links;
    }

    private @Nullable Value next() {
        while (at < text.length() && (isSpace(text.charAt(at)) || text.charAt(at) == ',')) {
            at++;
        }
        int end = at < text.length() && text.charAt(at) == '<' ? text.indexOf('>', at) : -1;
        if (end < 0) {
            return null;
        }
        String target = text.substring(at + 1, end);
        at = end + 1;
        readParameters();
        return new Value(target, rel, anchor, hreflang, title);
    }

    private void readParameters() {
        rel = "";
        anchor = null;
        hreflang = "";
        title = "";
        boolean relSeen = false;
        while (skipToParameter()) {
            String name = readName();
            String value = readValue();
            switch (name) {
                case "rel" -> {
                    rel = relSeen ? rel : value;
                    relSeen = true;
                }
                case "anchor" -> anchor = value;
                case "hreflang" -> hreflang = hreflang.isEmpty() ? value : hreflang;
                case "title" -> title = title.isEmpty() ? value : title;
                default -> {}
            }
        }
    }

    private boolean skipToParameter() {
        skipSpace();
        if (peek() != ';') {
            return false;
        }
        at++;
        skipSpace();
        return true;
    }

    private String readName() {
        int start = at;
        while (at < text.length() && !isSpace(peek()) && "=;,".indexOf(peek()) < 0) {
            at++;
        }
        return text.substring(start, at).toLowerCase(Locale.ROOT);
    }

    private String readValue() {
        skipSpace();
        if (peek() != '=') {
            return "";
        }
        at++;
        skipSpace();
        if (peek() == '"') {
            return readQuoted();
        }
        int start = at;
        while (at < text.length() && !isSpace(peek()) && ";,".indexOf(peek()) < 0) {
            at++;
        }
        return text.substring(start, at);
    }

    private String readQuoted() {
        StringBuilder value = new StringBuilder();
        for (at++; at < text.length() && peek() != '"'; at++) {
            if (peek() == '\\' && at + 1 < text.length()) {
                at++;
            }
            value.append(peek());
        }
        at++;
        return value.toString();
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private void skipSpace() {
        while (at < text.length() && isSpace(text.charAt(at))) {
            at++;
        }
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t';
    }
}
