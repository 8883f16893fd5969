package io.linkloom.worker.extract;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Turns the bytes of a page into text, and decides which encoding they are in.
 *
 * <p>What names the encoding is, in this order: a byte order mark; the Content-Type header; a {@code meta} within the first
 * 1,024 bytes; an XML declaration (before {@code meta} where the type says XML). Labels mean what they mean on the web, see
 * {@link EncodingLabels}. A page that names none is in UTF-8 if its bytes are; else a {@code meta} further on counts, as it
 * does in browsers; else what {@link CharsetGuess} finds; else windows-1252.
 *
 * <p>No name is believed against the bytes: UTF-16 must look like it; UTF-8 of which more is wrong than right is guessed
 * anew; text that is UTF-8 with at least three characters beyond ASCII is UTF-8 whatever it is called. So links, which are
 * ASCII, survive a wrong name. Never fails, whatever the bytes are.
 */
public final class PageText {
    private static final int PRESCAN_BYTES = 1 << 10;
    private static final int LATE_META_BYTES = 8 << 10;
    private static final int WIDE_SAMPLE_BYTES = 1 << 10;

    /** How many characters in UTF-8 it takes to outweigh another name: short words are valid UTF-8 by chance. */
    private static final int NO_CHANCE = 3;

    private static final int COUNTED = 1_000;
    private static final byte ESCAPE = 0x1B;
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    /**
     * A page in UTF-8.
     *
     * @param bytes the page's own array where its bytes could stay as they are
     * @param from the first byte, behind a byte order mark
     * @param to one past the last byte
     * @param encoding what the page was in, in which the queries of its links are escaped
     */
    @SuppressWarnings("ArrayRecordComponent") // A view of a buffer, never compared.
    record Utf8Bytes(byte[] bytes, int from, int to, Charset encoding) {}

    /**
     * A page as text.
     *
     * @param encoding what the page was in, in which the queries of its links are escaped
     */
    record Text(String text, Charset encoding) {}

    private record Decision(Charset charset, int from) {}

    private PageText() {}

    /** The encoding to read a page in. */
    static Charset charsetOf(byte[] bytes, int length, String contentType) {
        return decide(bytes, length, contentType).charset();
    }

    /** The text of a page; faults in its bytes become U+FFFD. */
    public static String decode(byte[] bytes, int length, String contentType) {
        return read(bytes, length, contentType).text();
    }

    /** The text of a page, and what it was decoded from. */
    static Text read(byte[] bytes, int length, String contentType) {
        Decision decision = decide(bytes, length, contentType);
        String text = Decoding.decode(bytes, decision.from(), length, decision.charset());
        return new Text(text, decision.charset());
    }

    /**
     * The page in UTF-8: the bytes as they are where they can be read so, else transcoded.
     *
     * <p>Bytes of a page in UTF-8 stay as they are with their faults, each of which is for the reader to replace.
     */
    static Utf8Bytes utf8(byte[] bytes, int length, String contentType) {
        Decision decision = decide(bytes, length, contentType);
        int from = decision.from();
        if (decision.charset().equals(StandardCharsets.UTF_8)
                || isPlainAscii(bytes, from, length, decision.charset())) {
            return new Utf8Bytes(bytes, from, length, decision.charset());
        }
        byte[] transcoded =
                Decoding.decode(bytes, from, length, decision.charset()).getBytes(StandardCharsets.UTF_8);
        return new Utf8Bytes(transcoded, 0, transcoded.length, decision.charset());
    }

    private static boolean isPlainAscii(byte[] bytes, int from, int length, Charset charset) {
        return !isWide(charset) && !isEscaped(charset) && Utf8.endOfAscii(bytes, from, length) == length;
    }

    private static Decision decide(byte[] bytes, int length, String contentType) {
        Charset marked = byMark(bytes, length);
        if (marked != null && (!isWide(marked) || mayBeWide(bytes, length, marked))) {
            return new Decision(marked, isWide(marked) ? 2 : 3);
        }
        int from = marked == null ? 0 : 2;
        Charset wide = wideByLook(bytes, from, length);
        if (wide != null) {
            return new Decision(wide, from);
        }
        Charset declared = declared(bytes, from, length, contentType);
        return new Decision(checked(bytes, from, length, declared), from);
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

    private static boolean isWide(Charset charset) {
        return charset.equals(StandardCharsets.UTF_16LE) || charset.equals(StandardCharsets.UTF_16BE);
    }

    /** ISO-2022-JP, whose every byte is one of ASCII. */
    private static boolean isEscaped(Charset charset) {
        return charset.name().equals("ISO-2022-JP");
    }

    /** Whether a mark of UTF-16 can be true: markup then has its zeros where the mark says. */
    private static boolean mayBeWide(byte[] bytes, int length, Charset marked) {
        int end = Math.min(length, WIDE_SAMPLE_BYTES);
        int even = zeros(bytes, 2, end);
        int odd = zeros(bytes, 3, end);
        return marked.equals(StandardCharsets.UTF_16LE) ? odd > even : even > odd;
    }

    /** UTF-16 without a mark, by the zeros that ASCII characters have in it; null if it does not look like that. */
    private static @Nullable Charset wideByLook(byte[] bytes, int from, int length) {
        int end = Math.min(length, from + WIDE_SAMPLE_BYTES);
        int units = (end - from) / 2;
        int even = zeros(bytes, from, end);
        int odd = zeros(bytes, from + 1, end);
        if (odd > units / 4 && even <= odd / 8) {
            return StandardCharsets.UTF_16LE;
        }
        return even > units / 4 && odd <= even / 8 ? StandardCharsets.UTF_16BE : null;
    }

    private static int zeros(byte[] bytes, int from, int end) {
        int zeros = 0;
        for (int i = from; i < end; i += 2) {
            if (bytes[i] == 0) {
                zeros++;
            }
        }
        return zeros;
    }

    private static @Nullable Charset declared(byte[] bytes, int from, int length, String contentType) {
        String label = MetaPrescan.charsetIn(contentType);
        Charset named = label == null ? null : EncodingLabels.charset(label);
        if (named != null && !isWide(named)) {
            return named;
        }
        int end = Math.min(length, from + PRESCAN_BYTES);
        boolean xml = contentType.toLowerCase(Locale.ROOT).contains("xml");
        Charset first = xml ? byXmlDeclaration(bytes, from, end) : MetaPrescan.find(bytes, from, end);
        if (first != null) {
            return first;
        }
        return xml ? MetaPrescan.find(bytes, from, end) : byXmlDeclaration(bytes, from, end);
    }

    /** "Get an XML encoding" of the HTML standard. */
    private static @Nullable Charset byXmlDeclaration(byte[] bytes, int from, int end) {
        String start = new String(bytes, from, Math.max(0, end - from), StandardCharsets.ISO_8859_1);
        int close = start.startsWith("<?xml") ? start.indexOf('>') : -1;
        int name = close < 0 ? -1 : start.indexOf("encoding");
        if (name < 0 || name > close) {
            return null;
        }
        String value = start.substring(name + "encoding".length(), close).strip();
        value = value.startsWith("=") ? value.substring(1).strip() : "";
        if (value.isEmpty() || "\"'".indexOf(value.charAt(0)) < 0) {
            return null;
        }
        int quote = value.indexOf(value.charAt(0), 1);
        Charset named = quote < 0 ? null : EncodingLabels.charset(value.substring(1, quote));
        return named == null ? null : MetaPrescan.asRead(named);
    }

    /** The declared encoding, or a better one where the bytes speak against it. */
    private static Charset checked(byte[] bytes, int from, int length, @Nullable Charset declared) {
        int ascii = Utf8.endOfAscii(bytes, from, length);
        if (ascii == length) {
            return declared == null ? ofAscii(bytes, from, length) : declared;
        }
        boolean valid = Utf8.endOfValid(bytes, ascii, length) == length;
        if (declared == null || isEscaped(declared)) {
            return valid ? StandardCharsets.UTF_8 : undeclared(bytes, from, ascii, length);
        }
        if (declared.equals(StandardCharsets.UTF_8)) {
            return valid ? declared : brokenUtf8(bytes, ascii, length);
        }
        boolean misnamed = valid && Utf8.count(bytes, ascii, length, NO_CHANCE).characters() >= NO_CHANCE;
        return misnamed ? StandardCharsets.UTF_8 : declared;
    }

    /** Text without a byte beyond ASCII is either that or one of the encodings that switch alphabets by escapes. */
    private static Charset ofAscii(byte[] bytes, int from, int length) {
        for (int i = from; i < length; i++) {
            if (bytes[i] == ESCAPE) {
                Charset guess = CharsetGuess.of(bytes, i, length);
                return guess != null && isEscaped(guess) ? guess : StandardCharsets.UTF_8;
            }
        }
        return StandardCharsets.UTF_8;
    }

    private static Charset brokenUtf8(byte[] bytes, int ascii, int length) {
        Utf8.Count count = Utf8.count(bytes, ascii, length, COUNTED);
        Charset guess = count.faults() > count.characters() ? CharsetGuess.of(bytes, ascii, length) : null;
        return guess == null ? StandardCharsets.UTF_8 : guess;
    }

    private static Charset undeclared(byte[] bytes, int from, int ascii, int length) {
        Utf8.Count count = Utf8.count(bytes, ascii, length, COUNTED);
        if (count.characters() > 10 * count.faults()) {
            return StandardCharsets.UTF_8;
        }
        Charset late = MetaPrescan.find(bytes, from, Math.min(length, LATE_META_BYTES));
        if (late != null && !late.equals(StandardCharsets.UTF_8) && !isEscaped(late)) {
            return late;
        }
        Charset guess = CharsetGuess.of(bytes, ascii, length);
        return guess == null ? WINDOWS_1252 : guess;
    }
}
