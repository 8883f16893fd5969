package io.linkloom.worker.robots;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A line of a robots.txt: a name, a colon, a value. The colon may be missing where a blank is, as in much of what is served.
 *
 * @param name in lower case, trimmed
 * @param value trimmed, perhaps empty
 * @param content all of the line but its comment
 */
record FileLine(int number, String name, String value, String content) {

    static FileLine of(int number, String content) {
        int end = 0;
        while (end < content.length() && !isBlankOrColon(content.charAt(end))) {
            end++;
        }
        int colon = end;
        while (colon < content.length() && isBlank(content.charAt(colon))) {
            colon++;
        }
        int value = colon < content.length() && content.charAt(colon) == ':' ? colon + 1 : colon;
        return new FileLine(
                number,
                content.substring(0, end).toLowerCase(Locale.ROOT),
                content.substring(value).trim(),
                content);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private static boolean isBlankOrColon(char c) {
        return isBlank(c) || c == ':';
    }

    /**
     * For people: decoded, control characters replaced, not too long.
     *
     * @param group whom it is for
     */
    RobotsLine shown(String group) {
        String text = new String(content.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        StringBuilder shown = new StringBuilder(Math.min(text.length(), RobotsLine.MAX_TEXT));
        text.codePoints().limit(RobotsLine.MAX_TEXT - 1L).forEach(c -> shown.appendCodePoint(isPlain(c) ? c : '?'));
        if (shown.length() >= RobotsLine.MAX_TEXT) {
            shown.setLength(RobotsLine.MAX_TEXT - 1);
        }
        boolean whole = shown.length() == text.length();
        return new RobotsLine(number, group, whole ? shown.toString() : shown + "…");
    }

    private static boolean isPlain(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR -> false;
            case Character.PARAGRAPH_SEPARATOR, Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
