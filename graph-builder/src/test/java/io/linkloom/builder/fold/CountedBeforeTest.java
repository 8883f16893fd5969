package io.linkloom.builder.fold;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class CountedBeforeTest {
    private static final int MANY = 300_000;

    private final SeenMemory memory = SeenMemory.unbounded();
    private final CountedBefore counted = new CountedBefore(memory);

    private static byte[] key(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void whatWasPutMayBeThereHoweverManyCameAfterItAndFewOthersMay() {
        for (int i = 0; i < MANY; i++) {
            counted.put(key("pcom,example)s/" + i));
        }
        int wrong = 0;
        for (int i = 0; i < MANY; i++) {
            assertThat(counted.mayContain(key("pcom,example)s/" + i))).isTrue();
            wrong += counted.mayContain(key("pcom,example)s/other/" + i)) ? 1 : 0;
        }
        assertThat(wrong).isLessThan(MANY / 25);
        assertThat(memory.bytes()).isBetween(MANY * 3L / 2, MANY * 3L);
    }

    @Test
    void withoutMemoryAnythingMayBeThere() {
        SeenMemory little = new SeenMemory(20_000);
        CountedBefore known = new CountedBefore(little);
        for (int i = 0; i < MANY; i++) {
            known.put(key("scom,example)" + i));
        }
        assertThat(known.mayContain(key("scom,example)new"))).isTrue();
        assertThat(little.bytes()).isZero();
    }

    @Test
    void whatIsClosedTakesNoMemoryAndKnowsNothingForCertain() {
        counted.put(key("a"));
        counted.close();
        counted.put(key("b"));
        assertThat(memory.bytes()).isZero();
        assertThat(counted.mayContain(key("c"))).isTrue();
    }

    @Test
    void onlyWhatMayBeThereIsReadAndAllIsThereAfterwards() {
        counted.put(key("b"));
        counted.put(key("d"));
        List<String> asked = new ArrayList<>();
        Map<String, Integer> stored = Map.of("b", 2, "d", 4);
        Function<List<String>, List<Integer>> read = keys -> {
            asked.addAll(keys);
            return keys.stream().map(key -> stored.getOrDefault(key, 0)).toList();
        };
        assertThat(counted.rows(List.of("a", "b", "c", "d"), CountedBeforeTest::key, read, 0))
                .containsExactly(0, 2, 0, 4);
        assertThat(asked).containsExactly("b", "d");
        counted.rows(List.of("a", "e"), CountedBeforeTest::key, read, 0);
        assertThat(asked).containsExactly("b", "d", "a");
    }
}
