package io.linkloom.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private static Comparison.Facts facts(String... keysAndValues) {
        return sink -> {
            for (int i = 0; i < keysAndValues.length; i += 2) {
                sink.accept(keysAndValues[i], keysAndValues[i + 1]);
            }
        };
    }

    @Test
    void everySortOfDifferenceIsFoundAndShown() {
        Comparison.Result result = Comparison.of(
                facts("a", "1", "b", "2", "c", "3", "d", "4"), facts("d", "4", "b", "two", "e", "5", "d", "4"));
        assertThat(result.expected()).isEqualTo(4);
        assertThat(result.allEqual()).isFalse();
        assertThat(result.missing()).isEqualTo(new Comparison.Differences(2, List.of("a  1", "c  3")));
        assertThat(result.unexpected()).isEqualTo(new Comparison.Differences(2, List.of("e  5", "d  4 (twice)")));
        assertThat(result.different()).isEqualTo(new Comparison.Differences(1, List.of("b  two  instead of  2")));
    }

    @Test
    void orderDoesNotMatter() {
        List<Integer> numbers = IntStream.range(0, 100_000).boxed().toList();
        Comparison.Facts forward = sink -> numbers.forEach(n -> sink.accept("key " + n, "said " + n % 7));
        Comparison.Facts backward = sink -> numbers.reversed().forEach(n -> sink.accept("key " + n, "said " + n % 7));
        Comparison.Result result = Comparison.of(forward, backward);
        assertThat(result.allEqual()).isTrue();
        assertThat(result.expected()).isEqualTo(100_000);
    }

    @Test
    void onlyTheFirstDifferencesAreKeptAsText() {
        Comparison.Facts many = sink -> IntStream.range(0, 1000).forEach(n -> sink.accept("k" + n, ""));
        Comparison.Result result = Comparison.of(facts(), many);
        assertThat(result.unexpected().count()).isEqualTo(1000);
        assertThat(result.unexpected().first()).hasSize(Comparison.MOST_SHOWN);
    }
}
