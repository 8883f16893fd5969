package io.linkloom.worker.sitemap;

import java.util.Locale;

/**
 * A document made fit for an XML parser, which by the standard has to give up at the first fault: ampersands that begin no
 * character reference are escaped, characters that XML knows no way to write are blanks. And made safe: the document type
 * is left out, and with it all entities but the five that need no definition.
 *
 * <p>Reads each character once. What is in CDATA sections stays as it is.
 */
final class XmlText {
    private static final String CDATA = "<![CDATA[";
    private static final String DOCTYPE = "<!doctype";
    private static final int LONGEST_REFERENCE = 12;

    private final String text;
    private final StringBuilder fit;
    private int at;

    private XmlText(String text) {
        this.text = text;
        this.fit = new StringBuilder(text.length() + 16);
    }

    static String fit(String text) {
        XmlText xml = new XmlText(text);
        xml.skipStart();
        while (xml.at < text.length()) {
            xml.step();
        }
        return xml.fit.toString();
    }

    /** Blanks in front of the XML declaration are a fault too, and a common one. */
    private void skipStart() {
        while (at < text.length() && (text.charAt(at) <= ' ' || text.charAt(at) == '\uFEFF')) {
            at++;
        }
    }

    private void step() {
        char c = text.charAt(at);
        if (c == '<' && text.startsWith("<!", at)) {
            declaration();
        } else if (c == '&') {
            reference();
        } else {
            append(c);
            at++;
        }
    }

    private void append(char c) {
        fit.append(isXml(c) ? c : ' ');
    }

    /** XML 1.0, section 2.2; half a surrogate pair is found out where its other half is missing. */
    private boolean isXml(char c) {
        if (Character.isHighSurrogate(c)) {
            return at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
        }
        return c >= ' ' ? c < '\uFFFE' : c == '\t' || c == '\n' || c == '\r';
    }

    private void declaration() {
        if (text.startsWith(CDATA, at)) {
            copyThrough("]]>");
        } else if (text.startsWith("<!--", at)) {
            skipThrough("-->");
        } else if (text.regionMatches(true, at, DOCTYPE, 0, DOCTYPE.length())) {
            skipDoctype();
        } else {
            append('<');
            at++;
        }
    }

    private void copyThrough(String end) {
        int found = text.indexOf(end, at);
        int stop = found < 0 ? text.length() : found + end.length();
        for (; at < stop; at++) {
            append(text.charAt(at));
        }
    }

    private void skipThrough(String end) {
        int found = text.indexOf(end, at);
        at = found < 0 ? text.length() : found + end.length();
    }

    /** Up to the bracket that closes it, those in quotes and in its inner part not counted. */
    private void skipDoctype() {
        int inner = 0;
        char quote = 0;
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '[') {
                inner++;
            } else if (c == ']') {
                inner--;
            } else if (c == '>' && inner <= 0) {
                at++;
                return;
            }
        }
    }

    private void reference() {
        int most = Math.min(text.length(), at + LONGEST_REFERENCE);
        int end = at + 1;
        while (end < most && text.charAt(end) != ';') {
            end++;
        }
        boolean isReference = end < most && isKnown(text.substring(at + 1, end));
        fit.append(isReference ? "&" : "&amp;");
        at++;
    }

    private static boolean isKnown(String name) {
        return switch (name) {
            case "amp", "lt", "gt", "quot", "apos" -> true;
            default -> name.startsWith("#") && isXmlNumber(name.substring(1).toLowerCase(Locale.ROOT));
        };
    }

    private static boolean isXmlNumber(String number) {
        boolean hex = number.startsWith("x");
        int c;
        try {
            c = Integer.parseInt(hex ? number.substring(1) : number, hex ? 16 : 10);
        } catch (NumberFormatException e) {
            return false;
        }
        boolean blank = c == '\t' || c == '\n' || c == '\r';
        return blank || (c >= ' ' && c < 0xD800) || (c > 0xDFFF && c < 0xFFFE) || (c > 0xFFFF && c <= 0x10FFFF);
    }

    /** The name of a fit document's first element without its prefix, in lower case; empty if there is none. */
    static String root(String fit) {
        int open = fit.indexOf('<');
        while (open >= 0 && fit.startsWith("<?", open)) {
            int end = fit.indexOf("?>", open);
            open = end < 0 ? -1 : fit.indexOf('<', end);
        }
        if (open < 0) {
            return "";
        }
        int end = open + 1;
        while (end < fit.length() && " \t\r\n/>".indexOf(fit.charAt(end)) < 0) {
            end++;
        }
        String name = fit.substring(open + 1, end);
        return name.substring(name.indexOf(':') + 1).toLowerCase(Locale.ROOT);
    }
}
