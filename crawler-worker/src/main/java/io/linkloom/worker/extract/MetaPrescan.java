package io.linkloom.worker.extract;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the encoding that a page names in a {@code meta} element: "prescan a byte stream to determine its encoding" of the
 * HTML standard (13.2.3.2), whose names for steps are those of the methods. One object reads one page once.
 *
 * <p>Comments, other tags and their attributes are skipped as such, so what looks like a {@code meta} inside of them is none.
 */
final class MetaPrescan {
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    private final byte[] bytes;
    private final int end;
    private int at;

    /** The attribute read last. */
    private final StringBuilder name = new StringBuilder();

    private final StringBuilder value = new StringBuilder();

    private MetaPrescan(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    /** The encoding named by the first {@code meta} element that names one before an index, null if none does. */
    static @Nullable Charset find(byte[] bytes, int from, int end) {
        return new MetaPrescan(bytes, from, end).prescan();
    }

    /** "Extracting a character encoding from a meta element": what follows {@code charset=}; null if there is no such thing. */
    static @Nullable String charsetIn(String content) {
        String lower = content.toLowerCase(Locale.ROOT);
        for (int found = lower.indexOf("charset"); found >= 0; found = lower.indexOf("charset", found + 7)) {
            int at = skipBlanks(lower, found + 7);
            if (at < lower.length() && lower.charAt(at) == '=') {
                return unquoted(lower, skipBlanks(lower, at + 1));
            }
        }
        return null;
    }

    private static @Nullable String unquoted(String text, int from) {
        if (from < text.length() && (text.charAt(from) == '"' || text.charAt(from) == '\'')) {
            int close = text.indexOf(text.charAt(from), from + 1);
            return close < 0 ? null : text.substring(from + 1, close);
        }
        int to = from;
        // The comma is not in the standard: it stands between two Content-Type fields that were joined.
        while (to < text.length()
                && ";,".indexOf(text.charAt(to)) < 0
                && !EncodingLabels.isWhiteSpace(text.charAt(to))) {
            to++;
        }
        return text.substring(from, to);
    }

    private static int skipBlanks(String text, int from) {
        int at = from;
        while (at < text.length() && EncodingLabels.isWhiteSpace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private @Nullable Charset prescan() {
        for (; at < end; at++) {
            if (bytes[at] != '<') {
                continue;
            }
            if (startsWith("!--")) {
                skipComment();
            } else if (startsWith("meta") && isBlankOrSlash(byteAt(at + 5))) {
                at += 5;
                Charset named = meta();
                if (named != null) {
                    return named;
                }
            } else if (isLetter(byteAt(at + 1)) || (byteAt(at + 1) == '/' && isLetter(byteAt(at + 2)))) {
                skipTag();
            } else if ("!/?".indexOf(byteAt(at + 1)) >= 0) {
                skipTo('>');
            }
        }
        return null;
    }

    /** Whether a word follows the byte at the current index, in lower or upper case. */
    private boolean startsWith(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (lowerCase(byteAt(at + 1 + i)) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** To the bracket of the first {@code -->}, whose hyphens may be those of {@code <!--}. */
    private void skipComment() {
        at += 4;
        while (at < end && !(bytes[at] == '>' && bytes[at - 1] == '-' && bytes[at - 2] == '-')) {
            at++;
        }
    }

    private void skipTag() {
        while (at < end && bytes[at] != '>' && !EncodingLabels.isWhiteSpace(bytes[at])) {
            at++;
        }
        while (attribute()) {
            // Only passed over.
        }
    }

    private void skipTo(char wanted) {
        while (at < end && bytes[at] != wanted) {
            at++;
        }
    }

    /** The encoding that the meta element names whose attributes begin here, null if none. */
    private @Nullable Charset meta() {
        Set<String> seen = new HashSet<>();
        boolean isContentType = false;
        boolean needsContentType = false;
        boolean charsetSeen = false;
        Charset named = null;
        while (attribute()) {
            if (!seen.add(name.toString())) {
                continue;
            }
            switch (name.toString()) {
                case "http-equiv" -> isContentType = value.toString().equals("content-type");
                case "content" -> {
                    Charset inContent = byLabel(charsetIn(value.toString()));
                    if (inContent != null && !charsetSeen) {
                        named = inContent;
                        needsContentType = true;
                    }
                }
                case "charset" -> {
                    named = byLabel(value.toString());
                    charsetSeen = true;
                    needsContentType = false;
                }
                default -> {}
            }
        }
        // An attribute that the end cuts off ends the search: the element could have gone on to say something else.
        boolean whole = at < end;
        return whole && named != null && (isContentType || !needsContentType) ? asRead(named) : null;
    }

    private static @Nullable Charset byLabel(@Nullable String label) {
        return label == null ? null : EncodingLabels.charset(label);
    }

    /** A declaration that could be read byte by byte is not in UTF-16, whatever it says. */
    static Charset asRead(Charset named) {
        return switch (named.name()) {
            case "UTF-16LE", "UTF-16BE" -> StandardCharsets.UTF_8;
            case "x-user-defined" -> WINDOWS_1252;
            default -> named;
        };
    }

    /** "Get an attribute": false at the end of the tag, or of what is read. */
    private boolean attribute() {
        name.setLength(0);
        value.setLength(0);
        while (at < end && isBlankOrSlash(bytes[at])) {
            at++;
        }
        if (at >= end || bytes[at] == '>') {
            return false;
        }
        attributeName();
        while (at < end && EncodingLabels.isWhiteSpace(bytes[at])) {
            at++;
        }
        if (at < end && bytes[at] == '=') {
            at++;
            attributeValue();
        }
        return at < end;
    }

    private void attributeName() {
        for (; at < end && bytes[at] != '>' && !isBlankOrSlash(bytes[at]); at++) {
            if (bytes[at] == '=' && !name.isEmpty()) {
                return;
            }
            name.append((char) lowerCase(bytes[at] & 0xFF));
        }
    }

    private void attributeValue() {
        while (at < end && EncodingLabels.isWhiteSpace(bytes[at])) {
            at++;
        }
        if (at < end && (bytes[at] == '"' || bytes[at] == '\'')) {
            byte quote = bytes[at];
            for (at++; at < end && bytes[at] != quote; at++) {
                value.append((char) lowerCase(bytes[at] & 0xFF));
            }
            at++;
            return;
        }
        for (; at < end && bytes[at] != '>' && !EncodingLabels.isWhiteSpace(bytes[at]); at++) {
            value.append((char) lowerCase(bytes[at] & 0xFF));
        }
    }

    private int byteAt(int index) {
        return index < end ? bytes[index] : -1;
    }

    private static int lowerCase(int c) {
        return c >= 'A' && c <= 'Z' ? c + 32 : c;
    }

    private static boolean isLetter(int c) {
        int lower = lowerCase(c);
        return lower >= 'a' && lower <= 'z';
    }

    private static boolean isBlankOrSlash(int c) {
        return c == '/' || EncodingLabels.isWhiteSpace(c);
    }
}
