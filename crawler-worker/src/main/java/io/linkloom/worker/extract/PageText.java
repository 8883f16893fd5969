package io.linkloom.worker.extract;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns the bytes of a page into text. The encoding is that of the first of these that names one: byte order mark,
 * Content-Type header, XML declaration, {@code meta} within the first 4 KiB; otherwise UTF-8 if the bytes are UTF-8, else
 * windows-1252.
 *
 * <p>Names of encodings mean what the Encoding standard (https://encoding.spec.whatwg.org/#names-and-labels) says they mean
 * on the web, which is more than they say: pages in "iso-8859-1" are in windows-1252.
 */
final class PageText {
    private static final int PRESCAN_BYTES = 4 << 10;
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final char REPLACEMENT = '\uFFFD';

    private static final Map<String, String> WEB_LABELS = Map.ofEntries(
            Map.entry("iso-8859-1", "windows-1252"),
            Map.entry("iso8859-1", "windows-1252"),
            Map.entry("iso_8859-1", "windows-1252"),
            Map.entry("latin1", "windows-1252"),
            Map.entry("latin-1", "windows-1252"),
            Map.entry("ascii", "windows-1252"),
            Map.entry("us-ascii", "windows-1252"),
            Map.entry("x-cp1252", "windows-1252"),
            Map.entry("iso-8859-9", "windows-1254"),
            Map.entry("latin5", "windows-1254"),
            Map.entry("iso-8859-11", "x-windows-874"),
            Map.entry("tis-620", "x-windows-874"),
            Map.entry("windows-874", "x-windows-874"),
            Map.entry("gb2312", "GB18030"),
            Map.entry("gb_2312-80", "GB18030"),
            Map.entry("gbk", "GB18030"),
            Map.entry("x-gbk", "GB18030"),
            Map.entry("euc-kr", "x-windows-949"),
            Map.entry("ks_c_5601-1987", "x-windows-949"),
            Map.entry("ks_c_5601-1989", "x-windows-949"),
            Map.entry("windows-949", "x-windows-949"),
            Map.entry("shift_jis", "windows-31j"),
            Map.entry("shift-jis", "windows-31j"),
            Map.entry("sjis", "windows-31j"),
            Map.entry("x-sjis", "windows-31j"),
            Map.entry("big5", "Big5-HKSCS"),
            Map.entry("unicode", "UTF-16LE"),
            Map.entry("utf-16", "UTF-16LE"));

    private PageText() {}

    static String decode(byte[] bytes, int length, String contentType) {
        Charset marked = byMark(bytes, length);
        if (marked != null) {
            int mark = marked.equals(StandardCharsets.UTF_8) ? 3 : 2;
            return new String(bytes, mark, length - mark, marked);
        }
        Charset declared = byLabel(parameter(contentType));
        if (declared == null) {
            declared =
                    byDeclaration(new String(bytes, 0, Math.min(length, PRESCAN_BYTES), StandardCharsets.ISO_8859_1));
        }
        return declared == null ? guess(bytes, length) : new String(bytes, 0, length, declared);
    }

    private static @Nullable Charset byMark(byte[] bytes, int length) {
        if (length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF) {
            return StandardCharsets.UTF_8;
        }
        if (length >= 2 && bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF) {
            return StandardCharsets.UTF_16BE;
        }
        return length >= 2 && bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE ? StandardCharsets.UTF_16LE : null;
    }

    private static @Nullable Charset byDeclaration(String start) {
        if (start.startsWith("<?xml")) {
            int end = start.indexOf("?>");
            Charset named = byLabel(valueAfter(start.substring(0, Math.max(0, end)), "encoding"));
            if (named != null) {
                return asRead(named);
            }
        }
        String lower = start.toLowerCase(Locale.ROOT);
        for (int meta = lower.indexOf("<meta"); meta >= 0; meta = lower.indexOf("<meta", meta + 5)) {
            int end = lower.indexOf('>', meta);
            Charset named = byLabel(parameter(lower.substring(meta, end < 0 ? lower.length() : end)));
            if (named != null) {
                return asRead(named);
            }
        }
        return null;
    }

    /** A declaration that could be read byte by byte is not in UTF-16, whatever it says. */
    private static Charset asRead(Charset named) {
        return named.name().startsWith("UTF-16") ? StandardCharsets.UTF_8 : named;
    }

    private static String parameter(String text) {
        return valueAfter(text, "charset");
    }

    /** What follows a name and an equals sign, with or without quotes; empty if there is nothing like that. */
    private static String valueAfter(String text, String name) {
        String lower = text.toLowerCase(Locale.ROOT);
        int at = lower.indexOf(name);
        if (at < 0) {
            return "";
        }
        at = skipBlanks(lower, at + name.length());
        if (at >= lower.length() || lower.charAt(at) != '=') {
            return "";
        }
        at = skipBlanks(lower, at + 1);
        if (at < lower.length() && (lower.charAt(at) == '"' || lower.charAt(at) == '\'')) {
            at = skipBlanks(lower, at + 1);
        }
        int end = at;
        while (end < lower.length() && "\"'; \t\r\n\f,/>".indexOf(lower.charAt(end)) < 0) {
            end++;
        }
        return lower.substring(at, end);
    }

    private static int skipBlanks(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) <= ' ') {
            at++;
        }
        return at;
    }

    private static @Nullable Charset byLabel(String label) {
        if (label.isEmpty()) {
            return null;
        }
        try {
            return Charset.forName(WEB_LABELS.getOrDefault(label, label));
        } catch (IllegalArgumentException e) {
            // No such encoding, or no name of one: as if nothing had been declared.
            return null;
        }
    }

    private static String guess(byte[] bytes, int length) {
        String text = new String(bytes, 0, length, StandardCharsets.UTF_8);
        int bad = text.indexOf(REPLACEMENT);
        // A page that was cut may end within a character.
        boolean utf8 = bad < 0 || bad >= text.length() - 1;
        return utf8 ? text : new String(bytes, 0, length, WINDOWS_1252);
    }
}
