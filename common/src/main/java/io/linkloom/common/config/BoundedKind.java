package io.linkloom.common.config;

import java.util.function.Function;

/**
 * A kind of comparable values between two bounds, both included.
 *
 * @param noun what a value is called, such as {@code duration}
 * @param hint what to write instead of a bad text, such as {@code for example 10s}
 * @param reader gives null for a text that is no such value
 */
record BoundedKind<T extends Comparable<T>>(
        String noun, String hint, T least, T most, NullableReader<T> reader, Function<T, String> writer)
        implements Kind<T> {

    BoundedKind {
        if (least.compareTo(most) > 0) {
            throw new IllegalArgumentException("bounds in the wrong order: " + least + " to " + most);
        }
    }

    @Override
    public Parsed<T> parse(String text) {
        T value = reader.read(text);
        if (value == null) {
            return Kind.notA(noun, text, hint);
        }
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            return new Parsed.Refused<>(Texts.quoted(text) + " is out of bounds; it takes " + accepts());
        }
        return new Parsed.Value<>(value);
    }

    @Override
    public String format(T value) {
        return writer.apply(value);
    }

    @Override
    public String accepts() {
        return "a " + noun + " from " + format(least) + " to " + format(most);
    }
}
