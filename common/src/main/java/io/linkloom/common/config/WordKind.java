package io.linkloom.common.config;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * A kind with a fixed set of words.
 *
 * @param meanings the preferred word of each value, in the order in which they are listed
 * @param synonyms further words that are accepted but never written
 */
record WordKind<T>(Map<String, T> meanings, Map<String, T> synonyms) implements Kind<T> {

    @Override
    public Parsed<T> parse(String text) {
        T value = meanings.get(text);
        if (value == null) {
            value = synonyms.get(text);
        }
        return value == null
                ? new Parsed.Refused<>(Texts.quoted(text) + " is none of " + words())
                : new Parsed.Value<>(value);
    }

    @Override
    public String format(T value) {
        return meanings.entrySet().stream()
                .filter(entry -> entry.getValue().equals(value))
                .map(Map.Entry::getKey)
                .collect(Collectors.joining());
    }

    @Override
    public String accepts() {
        return "one of " + words();
    }

    private String words() {
        return String.join(", ", meanings.keySet());
    }
}
