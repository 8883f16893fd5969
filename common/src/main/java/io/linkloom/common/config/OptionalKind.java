package io.linkloom.common.config;

import java.util.Optional;

/**
 * A kind whose values may be missing; an empty text means missing.
 *
 * @param kind of the values that are there
 */
record OptionalKind<T>(Kind<T> kind) implements Kind<Optional<T>> {

    @Override
    public Parsed<Optional<T>> parse(String text) {
        if (text.isEmpty()) {
            return new Parsed.Value<>(Optional.empty());
        }
        return switch (kind.parse(text)) {
            case Parsed.Value<T>(T value) -> new Parsed.Value<>(Optional.of(value));
            case Parsed.Refused<T>(String why) -> new Parsed.Refused<>(why);
        };
    }

    @Override
    public String format(Optional<T> value) {
        return value.map(kind::format).orElse("");
    }

    @Override
    public String accepts() {
        return kind.accepts() + ", or nothing";
    }
}
