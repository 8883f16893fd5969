package io.linkloom.worker.robots;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The value of an allow or disallow line: a beginning of paths, in which {@code *} stands for any octets and {@code $} at
 * the end for the end (RFC 9309, section 2.2.3).
 *
 * <p>Matching takes no time that grows faster than path times pattern, whatever the pattern.
 */
final class PathPattern {
    private final List<String> plain;
    /** The parts between asterisks in the other spelling of {@link PathText}; null if it is the same. */
    private final @Nullable List<String> encoded;

    private final boolean anchored;
    private final int octets;

    private PathPattern(List<String> plain, @Nullable List<String> encoded, boolean anchored, int octets) {
        this.plain = plain;
        this.encoded = encoded;
        this.anchored = anchored;
        this.octets = octets;
    }

    /** @param octets as {@link FileLines} reads them, not empty */
    static PathPattern of(String octets) {
        boolean anchored = octets.endsWith("$");
        String path = anchored ? octets.substring(0, octets.length() - 1) : octets;
        int question = path.indexOf('?');
        List<String> plain = new ArrayList<>();
        List<String> encoded = new ArrayList<>();
        int length = anchored ? 1 : 0;
        int start = 0;
        for (int asterisk = path.indexOf('*'); asterisk >= 0; asterisk = path.indexOf('*', start)) {
            // Of several asterisks in a row one would do.
            if (asterisk > start || start == 0) {
                length += add(path.substring(start, asterisk), question >= 0 && question < start, plain, encoded);
            }
            length++;
            start = asterisk + 1;
        }
        length += add(path.substring(start), question >= 0 && question < start, plain, encoded);
        return new PathPattern(
                List.copyOf(plain), encoded.equals(plain) ? null : List.copyOf(encoded), anchored, length);
    }

    private static int add(String part, boolean query, List<String> plain, List<String> encoded) {
        PathText text = PathText.of(part, query);
        plain.add(text.plain());
        encoded.add(text.encoded() == null ? text.plain() : text.encoded());
        return text.plain().length();
    }

    /** How specific it is: the most specific pattern that matches decides. */
    int octets() {
        return octets;
    }

    /** How many strings it takes. */
    int parts() {
        return encoded == null ? plain.size() : plain.size() + encoded.size();
    }

    boolean matches(PathText path) {
        if (matches(plain, path.plain())) {
            return true;
        }
        if (encoded == null && path.encoded() == null) {
            return false;
        }
        return matches(encoded == null ? plain : encoded, path.encoded() == null ? path.plain() : path.encoded());
    }

    /** Taking each part where it first occurs leaves the most room for the parts behind it. */
    private boolean matches(List<String> parts, String path) {
        int last = parts.size() - 1;
        String first = parts.getFirst();
        if (!path.startsWith(first)) {
            return false;
        }
        if (last == 0) {
            return !anchored || path.length() == first.length();
        }
        int at = first.length();
        for (int i = 1; i < last; i++) {
            int found = path.indexOf(parts.get(i), at);
            if (found < 0) {
                return false;
            }
            at = found + parts.get(i).length();
        }
        String end = parts.get(last);
        return anchored ? path.length() - end.length() >= at && path.endsWith(end) : path.indexOf(end, at) >= 0;
    }
}
