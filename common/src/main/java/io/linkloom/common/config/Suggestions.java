package io.linkloom.common.config;

import java.util.Collection;
import java.util.Comparator;

/** Finds what somebody meant who wrote an unknown name. */
final class Suggestions {

    private Suggestions() {}

    /** The end of a sentence, such as {@code ; did you mean fetch.max-body?}, or nothing where no name is near. */
    static String didYouMean(String written, Collection<String> names) {
        int reach = Math.max(2, written.length() / 4);
        return names.stream()
                .filter(name -> isShortFormOf(written, name) || distance(written, name) <= reach)
                .min(Comparator.<String>comparingInt(name -> isShortFormOf(written, name) ? 0 : distance(written, name))
                        .thenComparing(Comparator.naturalOrder()))
                .map(name -> "; did you mean " + name + "?")
                .orElse("");
    }

    /** Whether the name ends in what was written, as {@code fetch.max-body} ends in {@code max-body}. */
    private static boolean isShortFormOf(String written, String name) {
        return name.endsWith("." + written);
    }

    /** The number of letters to add, drop, change or swap with their neighbour (optimal string alignment). */
    static int distance(String left, String right) {
        int[] beforeLast = new int[right.length() + 1];
        int[] last = new int[right.length() + 1];
        for (int j = 0; j <= right.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int[] row = new int[right.length() + 1];
            row[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                boolean same = left.charAt(i - 1) == right.charAt(j - 1);
                row[j] = Math.min(Math.min(last[j], row[j - 1]) + 1, last[j - 1] + (same ? 0 : 1));
                if (i > 1 && j > 1 && isSwap(left, i, right, j)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            beforeLast = last;
            last = row;
        }
        return last[right.length()];
    }

    private static boolean isSwap(String left, int i, String right, int j) {
        return left.charAt(i - 1) == right.charAt(j - 2) && left.charAt(i - 2) == right.charAt(j - 1);
    }
}
