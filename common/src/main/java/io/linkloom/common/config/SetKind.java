package io.linkloom.common.config;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A set of words with commas between them, in any order; blanks around a word and empty words are dropped.
 *
 * @param meanings the word of each value, in the order in which they are listed and written
 */
record SetKind<E>(Map<String, E> meanings) implements Kind<Set<E>> {

    @Override
    public Parsed<Set<E>> parse(String text) {
        Set<E> values = new LinkedHashSet<>();
        List<String> words = Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
        for (String word : words) {
            E value = meanings.get(word);
            if (value == null) {
                return new Parsed.Refused<>(Texts.quoted(word) + " is none of " + String.join(", ", meanings.keySet()));
            }
            values.add(value);
        }
        return new Parsed.Value<>(Set.copyOf(values));
    }

    @Override
    public String format(Set<E> values) {
        return meanings.entrySet().stream()
                .filter(entry -> values.contains(entry.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(","));
    }

    @Override
    public String accepts() {
        return "any of " + String.join(", ", meanings.keySet()) + " with commas";
    }
}
