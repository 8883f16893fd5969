package io.linkloom.common.url;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * The query of a reference in the encoding of the page it stands on: "percent-encode after encoding" of the URL standard
 * (1.3), which browsers do to queries and to nothing else. A server of such a page expects no other bytes.
 *
 * <p>A character that the encoding lacks becomes its decimal reference, {@code %26%238364%3B}, as in browsers.
 */
final class QueryEncoding {
    private static final Set<String> JAPANESE = Set.of("windows-31j", "EUC-JP", "ISO-2022-JP");
    private static final Charset BIG5 = Charset.forName("Big5");
    private static final String CONTROLS_OF_ISO_2022 = "\u000e\u000f\u001b";

    private QueryEncoding() {}

    /** The reference with what is not ASCII in its query in escapes, or itself where nothing is to be done. */
    static String encoded(String href, Charset charset) {
        int query = href.indexOf('?') + 1;
        if (query == 0 || isUnicode(charset) || !charset.canEncode()) {
            return href;
        }
        int hash = href.indexOf('#');
        int end = hash < 0 ? href.length() : hash;
        if (query > end || isPlain(href, query, end, charset)) {
            return href;
        }
        StringBuilder out = new StringBuilder(href.length() + 32).append(href, 0, query);
        append(out, href.substring(query, end), encoder(charset), charset);
        return out.append(href, end, href.length()).toString();
    }

    /** "Get an output encoding": queries are never in UTF-16. */
    private static boolean isUnicode(Charset charset) {
        return charset.equals(StandardCharsets.UTF_8)
                || charset.equals(StandardCharsets.UTF_16LE)
                || charset.equals(StandardCharsets.UTF_16BE);
    }

    private static boolean isPlain(String href, int from, int to, Charset charset) {
        for (int i = from; i < to; i++) {
            if (href.charAt(i) >= 0x80 || isForeignControl(href.charAt(i), charset)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isForeignControl(int c, Charset charset) {
        return CONTROLS_OF_ISO_2022.indexOf(c) >= 0 && charset.name().equals("ISO-2022-JP");
    }

    /** Big5 is read with the Hong Kong supplement and written without. */
    private static CharsetEncoder encoder(Charset charset) {
        Charset written = charset.name().equals("Big5-HKSCS") ? BIG5 : charset;
        return written.newEncoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
    }

    /** What can be encoded is encoded in one go, since some encodings switch alphabets in between. */
    private static void append(StringBuilder out, String query, CharsetEncoder encoder, Charset charset) {
        StringBuilder run = new StringBuilder();
        for (int i = 0; i < query.length(); ) {
            int point = query.codePointAt(i);
            i += Character.charCount(point);
            int written = asWritten(point, charset);
            if (canEncode(encoder, written, charset)) {
                run.appendCodePoint(written);
            } else {
                appendRun(out, run, encoder);
                boolean isNone = isForeignControl(point, charset) || (point >= 0xD800 && point <= 0xDFFF);
                int shown = isNone ? 0xFFFD : point;
                out.append("%26%23").append(shown).append("%3B");
            }
        }
        appendRun(out, run, encoder);
    }

    /** The standard's encoders of Japanese write the minus sign as the full-width one. */
    private static int asWritten(int point, Charset charset) {
        return point == 0x2212 && JAPANESE.contains(charset.name()) ? 0xFF0D : point;
    }

    private static boolean canEncode(CharsetEncoder encoder, int point, Charset charset) {
        if (point < 0x80) {
            return !isForeignControl(point, charset);
        }
        // Of all code points GB18030 has no bytes for this one.
        boolean isHole = point == 0xE5E5 && charset.name().equals("GB18030");
        return !isHole && encoder.canEncode(Character.toString(point));
    }

    private static void appendRun(StringBuilder out, StringBuilder run, CharsetEncoder encoder) {
        ByteBuffer bytes = ByteBuffer.allocate(run.length() * 8 + 16);
        encoder.reset();
        // Only what can be encoded is in the run, and there is room for all of it.
        var _ = encoder.encode(CharBuffer.wrap(run), bytes, true);
        var _ = encoder.flush(bytes);
        bytes.flip();
        boolean ascii = run.chars().allMatch(c -> c < 0x80);
        while (bytes.hasRemaining()) {
            int value = bytes.get() & 0xFF;
            // A byte of a character that looks like an escape or the end of the query is neither.
            if (value >= 0x80 || (!ascii && value == '#')) {
                out.append('%').append(Ascii.upperHex(value >> 4)).append(Ascii.upperHex(value));
            } else {
                out.append((char) value);
            }
        }
        run.setLength(0);
    }
}
