package io.linkloom.common.config;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbers as settings have them: plain decimal digits, nothing of a locale. */
final class Numbers {

    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,40}");
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,40}(\\.[0-9]{1,40})?");

    private Numbers() {}

    /** A whole number, or the nearest {@code long} where it is too large; null for anything else. */
    static @Nullable Long parseWhole(String text) {
        if (!WHOLE.matcher(text).matches()) {
            return null;
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException tooLarge) {
            return text.startsWith("-") ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }

    static @Nullable Double parseDecimal(String text) {
        return DECIMAL.matcher(text).matches() ? Double.valueOf(text) : null;
    }
}
