package io.linkloom.worker.robots;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A robots.txt cut into lines at CR, LF and CRLF (RFC 9309, section 2.2), of which those with something to say are kept.
 *
 * <p>Characters are bytes: each is one octet of the file, since octets are what is compared (section 2.2.2) and not all files
 * are in UTF-8 as they should be. A file in UTF-16 that says so by its byte order mark is turned into UTF-8 first.
 */
final class FileLines {
    private static final byte[] UTF_8_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final Pattern HTML = Pattern.compile("<(?:html|head|body)[\\s>]", Pattern.CASE_INSENSITIVE);

    private final String text;
    private final boolean cut;
    private final boolean html;
    private final List<FileLine> lines = new ArrayList<>();

    private FileLines(String text, boolean cut) {
        this.text = text;
        this.cut = cut;
        this.html = HTML.matcher(text).find();
    }

    /**
     * Reads the first bytes of a file.
     *
     * @param limit how many of the bytes count; a line that goes on behind them is dropped
     * @param cut whether the file goes on behind the bytes
     */
    static List<FileLine> of(byte[] bytes, int length, int limit, boolean cut) {
        int end = Math.min(length, limit);
        boolean lineGoesOn = length > limit ? !isLineEnd((char) bytes[limit]) : cut;
        FileLines lines = new FileLines(octets(bytes, end), lineGoesOn);
        lines.split();
        return lines.lines;
    }

    private static String octets(byte[] bytes, int length) {
        if (startsWith(bytes, length, 0xFE, 0xFF)) {
            return octetsOf(bytes, length, StandardCharsets.UTF_16BE);
        }
        if (startsWith(bytes, length, 0xFF, 0xFE)) {
            return octetsOf(bytes, length, StandardCharsets.UTF_16LE);
        }
        // A mark that lost a byte on its way is still no part of the first line.
        int mark = 0;
        while (mark < Math.min(length, UTF_8_MARK.length) && bytes[mark] == UTF_8_MARK[mark]) {
            mark++;
        }
        return new String(bytes, mark, length - mark, StandardCharsets.ISO_8859_1);
    }

    private static boolean startsWith(byte[] bytes, int length, int first, int second) {
        return length >= 2 && (bytes[0] & 0xFF) == first && (bytes[1] & 0xFF) == second;
    }

    private static String octetsOf(byte[] bytes, int length, Charset charset) {
        byte[] utf8 = new String(bytes, 2, length - 2, charset).getBytes(StandardCharsets.UTF_8);
        return new String(utf8, StandardCharsets.ISO_8859_1);
    }

    private static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r';
    }

    private void split() {
        int number = 1;
        int start = 0;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (isLineEnd(c)) {
                add(number, text.substring(start, at));
                number++;
                at += c == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n' ? 1 : 0;
                start = at + 1;
            }
        }
        if (!cut) {
            add(number, text.substring(start));
        }
    }

    private void add(int number, String line) {
        String untagged = html ? withoutTags(line) : line;
        int comment = untagged.indexOf('#');
        String content = (comment < 0 ? untagged : untagged.substring(0, comment)).trim();
        if (!content.isEmpty()) {
            lines.add(FileLine.of(number, content));
        }
    }

    /** Some servers wrap what is meant to be the file into a page. */
    private static String withoutTags(String line) {
        StringBuilder rest = new StringBuilder(line.length());
        int at = 0;
        for (int open = line.indexOf('<'); open >= 0; open = line.indexOf('<', at)) {
            int close = line.indexOf('>', open);
            if (close < 0) {
                break;
            }
            rest.append(line, at, open);
            at = close + 1;
        }
        return rest.append(line, at, line.length()).toString();
    }
}
