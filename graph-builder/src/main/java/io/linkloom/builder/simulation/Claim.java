package io.linkloom.builder.simulation;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A statement about a value, which throws where it does not hold. */
final class Claim<T> {
    private final @Nullable T actual;
    private String what = "";

    private Claim(@Nullable T actual) {
        this.actual = actual;
    }

    static <T> Claim<T> assertThat(@Nullable T actual) {
        return new Claim<>(actual);
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation would be a dependency of its own
    Claim<T> as(String format, Object... values) {
        what = "[" + String.format(format, values) + "] ";
        return this;
    }

    void isEqualTo(@Nullable Object expected) {
        holds(Objects.equals(actual, expected), () -> Difference.between(expected, actual));
    }

    void isNull() {
        holds(actual == null, () -> "is " + actual + " and should not be there");
    }

    void isNotNull() {
        holds(actual != null, () -> "is missing");
    }

    void isGreaterThanOrEqualTo(long least) {
        holds(number() >= least, () -> actual + " is less than " + least);
    }

    void isBetween(long least, long most) {
        holds(number() >= least && number() <= most, () -> actual + " is not between " + least + " and " + most);
    }

    private long number() {
        return actual instanceof Number number ? number.longValue() : Long.MIN_VALUE;
    }

    private interface Sentence {
        String say();
    }

    private void holds(boolean holds, Sentence otherwise) {
        if (!holds) {
            throw new AssertionError(what + otherwise.say());
        }
    }
}
