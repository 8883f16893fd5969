package io.linkloom.builder.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Says in what two values differ: of large maps and sets, the first entries that do. */
final class Difference {
    private static final int MOST_SHOWN = 10;

    private Difference() {}

    static String between(@Nullable Object expected, @Nullable Object actual) {
        return switch (expected) {
            case Map<?, ?> map when actual instanceof Map<?, ?> other -> ofMaps(map, other);
            case Set<?> set when actual instanceof Set<?> other -> ofSets(set, other);
            case null, default -> "is " + actual + ", not " + expected;
        };
    }

    private static String ofMaps(Map<?, ?> expected, Map<?, ?> actual) {
        Set<Object> keys = new TreeSet<>(expected.keySet());
        keys.addAll(actual.keySet());
        List<String> lines = new ArrayList<>();
        for (Object key : keys) {
            if (!Objects.equals(expected.get(key), actual.get(key))) {
                lines.add(key + " is " + actual.get(key) + ", not " + expected.get(key));
            }
        }
        return shown(lines);
    }

    private static String ofSets(Set<?> expected, Set<?> actual) {
        List<String> lines = new ArrayList<>();
        for (Object one : new TreeSet<>(expected)) {
            if (!actual.contains(one)) {
                lines.add(one + " is missing");
            }
        }
        for (Object one : new TreeSet<>(actual)) {
            if (!expected.contains(one)) {
                lines.add(one + " should not be there");
            }
        }
        return shown(lines);
    }

    private static String shown(List<String> lines) {
        String rest = lines.size() > MOST_SHOWN ? "\n… and " + (lines.size() - MOST_SHOWN) + " more" : "";
        return lines.size() + " differences:\n"
                + String.join("\n", lines.subList(0, Math.min(MOST_SHOWN, lines.size()))) + rest;
    }
}
