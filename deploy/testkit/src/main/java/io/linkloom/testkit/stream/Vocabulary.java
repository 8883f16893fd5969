package io.linkloom.testkit.stream;

import io.linkloom.testkit.web.Mix;

/** Words by number, used as often as those of a language: the word of rank n about 1/n as often as the first. */
final class Vocabulary {
    private static final int SIZE = 20_000;
    private static final int DRAWS = 1 << 14;
    private static final String[] SYLLABLES = {
        "ka", "ro", "ne", "ti", "sol", "mar", "den", "li", "pra", "ven", "tor", "us", "ba", "chi", "lo", "gren",
        "fa", "stu", "mi", "ray", "on", "qui", "hel", "da", "wen", "zo", "pi", "er", "tal", "co", "ju", "ship"
    };
    private static final String[] WORDS = new String[SIZE];
    /** Words by draw, all of which are as likely: many draws give a word of a low number. */
    private static final String[] DRAWN = new String[DRAWS];

    static {
        for (int i = 0; i < SIZE; i++) {
            WORDS[i] = spelled(i);
        }
        for (int i = 0; i < DRAWS; i++) {
            DRAWN[i] = WORDS[(int) Math.pow(SIZE, (double) i / DRAWS) - 1];
        }
    }

    private Vocabulary() {}

    /** The larger its number, the longer a word. */
    private static String spelled(int number) {
        StringBuilder word = new StringBuilder();
        long mixed = Mix.mix(number);
        int syllables = number < 200 ? 2 : number < 5000 ? 3 : 4;
        for (int i = 0; i < syllables; i++) {
            word.append(SYLLABLES[(int) (mixed & 31)]);
            mixed >>>= 5;
        }
        return word.toString();
    }

    /** Any word, drawn by a mixed value, all as likely as each other. */
    static String name(long mixed) {
        return WORDS[Mix.below(mixed, SIZE)];
    }

    /** A word of a text, drawn by a mixed value. */
    static String word(long mixed) {
        return DRAWN[(int) (mixed >>> 32) & DRAWS - 1];
    }

    /** A text of so many words, drawn by a mixed value. */
    static String text(long mixed, int words) {
        StringBuilder text = new StringBuilder(32);
        for (int i = 0; i < words; i++) {
            text.append(i > 0 ? " " : "").append(word(Mix.mix(mixed, i)));
        }
        return text.toString();
    }
}
