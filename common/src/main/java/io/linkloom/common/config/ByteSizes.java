package io.linkloom.common.config;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Sizes in bytes as people write them: {@code 512KiB}, {@code 2MiB}, {@code 10MB}, or plain bytes. */
public final class ByteSizes {

    private static final Pattern SIZE = Pattern.compile("(\\d{1,18}) ?(?:([kmgt])(i?))?b?");
    private static final String PREFIXES = "kmgt";
    private static final String[] BINARY = {"TiB", "GiB", "MiB", "KiB"};
    private static final String[] DECIMAL = {"TB", "GB", "MB", "KB"};

    private ByteSizes() {}

    /**
     * Reads a size in bytes, {@code Long.MAX_VALUE} where it is larger than that; gives null for anything else.
     *
     * <p>{@code KiB} is 1024 bytes, {@code KB} 1000, whatever the case of the letters. A bare {@code K} is refused,
     * because people mean both.
     */
    public static @Nullable Long parse(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        Matcher match = SIZE.matcher(lower);
        if (!match.matches() || (match.group(2) != null && !lower.endsWith("b"))) {
            return null;
        }
        long number = Long.parseLong(match.group(1));
        String prefix = match.group(2);
        long unit = prefix == null ? 1 : power(match.group(3).isEmpty() ? 1000 : 1024, 1 + PREFIXES.indexOf(prefix));
        return number > Long.MAX_VALUE / unit ? Long.MAX_VALUE : number * unit;
    }

    /** Writes a size in the largest unit that gives a whole number: {@code 2097152} is {@code 2MiB}. */
    public static String text(long bytes) {
        for (int i = 0; i < BINARY.length && bytes > 0; i++) {
            if (bytes % power(1024, BINARY.length - i) == 0) {
                return bytes / power(1024, BINARY.length - i) + BINARY[i];
            }
        }
        for (int i = 0; i < DECIMAL.length && bytes > 0; i++) {
            if (bytes % power(1000, DECIMAL.length - i) == 0) {
                return bytes / power(1000, DECIMAL.length - i) + DECIMAL[i];
            }
        }
        return Long.toString(bytes);
    }

    private static long power(long base, int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= base;
        }
        return power;
    }
}
