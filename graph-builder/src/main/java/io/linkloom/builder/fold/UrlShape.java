package io.linkloom.builder.fold;

import io.linkloom.builder.store.TrapMark;
import io.linkloom.common.url.WebUrl;

/**
 * What a URL alone says about whether it is one of endlessly many: a pure function, so that it is the same whoever works it out.
 *
 * <p>Takes time linear in the URL and allocates nothing. {@code docs/RATIONALE.md} says why the bounds are where they are.
 */
public final class UrlShape {
    /** Most characters, as people read them: an escape is one, and of those that make up one character only the first counts. */
    static final int MOST_CHARACTERS = 400;

    /** The same of the query alone. */
    static final int MOST_IN_QUERY = 200;

    /** Most parameters. */
    static final int MOST_PARAMETERS = 7;

    private static final int BEHIND_SCHEME = "https://".length();

    private UrlShape() {}

    /** Bits of {@link TrapMark}. */
    public static int marks(WebUrl url) {
        String text = url.text();
        int path = text.indexOf('/', BEHIND_SCHEME);
        int question = text.indexOf('?', path);
        int pathEnd = question < 0 ? text.length() : question;
        int marks = PathShape.marks(text, path, pathEnd);
        if (isLonger(text, path, MOST_CHARACTERS)) {
            marks |= TrapMark.LONG_URL.bit();
        }
        return question < 0 ? marks : marks | QueryShape.marks(text, question + 1);
    }

    /** Whether there are more characters from a place on. */
    static boolean isLonger(String text, int from, int most) {
        if (text.length() - from <= most) {
            return false;
        }
        int characters = 0;
        for (int at = from; at < text.length() && characters <= most; at++) {
            boolean escaped = text.charAt(at) == '%' && at + 2 < text.length();
            // Behind the first byte of a character in UTF-8 come those from 80 to BF.
            boolean continues = escaped && "89AB".indexOf(text.charAt(at + 1)) >= 0;
            characters += continues ? 0 : 1;
            at += escaped ? 2 : 0;
        }
        return characters > most;
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** The number whose digits these are, the largest there is if there are too many; -1 if they are not all digits, or none. */
    static int number(String text, int from, int to) {
        int first = from;
        while (first < to && text.charAt(first) == '0') {
            first++;
        }
        int number = 0;
        for (int at = first; at < to; at++) {
            char c = text.charAt(at);
            if (!isDigit(c)) {
                return -1;
            }
            number = at - first < 9 ? number * 10 + c - '0' : Integer.MAX_VALUE;
        }
        return from == to ? -1 : number;
    }

    /** Whether one of the words stands between the two places, in lower or upper case. */
    static boolean isWord(String text, int from, int to, String[] words) {
        for (String word : words) {
            if (word.length() == to - from && text.regionMatches(true, from, word, 0, word.length())) {
                return true;
            }
        }
        return false;
    }
}
