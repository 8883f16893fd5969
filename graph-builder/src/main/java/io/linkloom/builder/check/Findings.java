package io.linkloom.builder.check;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The differences found, the first of each kind and the number of all. Not thread-safe. */
final class Findings {
    private static final int MOST_NAMED = 100;

    private final Map<CheckReport.Kind, List<String>> named = new EnumMap<>(CheckReport.Kind.class);
    private final Map<CheckReport.Kind, Long> numbers = new EnumMap<>(CheckReport.Kind.class);

    void add(CheckReport.Kind kind, String sentence) {
        numbers.merge(kind, 1L, Long::sum);
        List<String> sentences = named.computeIfAbsent(kind, _ -> new ArrayList<>());
        if (sentences.size() < MOST_NAMED) {
            sentences.add(sentence);
        }
    }

    List<CheckReport.Difference> all() {
        List<CheckReport.Difference> all = new ArrayList<>();
        numbers.forEach((kind, number) ->
                all.add(new CheckReport.Difference(kind, number, named.getOrDefault(kind, List.of()))));
        return all;
    }
}
