package io.linkloom.builder.store;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Writes come out in the order of their keys, and those of one key as they went in. */
class FamilyWritesTest {
    private final FamilyWrites writes = new FamilyWrites();
    private final List<byte[]> keys = new ArrayList<>();

    private void put(byte[] key) {
        writes.put(key, Integer.toString(keys.size()).getBytes(StandardCharsets.US_ASCII));
        keys.add(key);
    }

    private List<String> sorted() {
        writes.sort();
        List<String> found = new ArrayList<>();
        writes.forEach(
                Family.PAGES,
                (_, key, value) ->
                        found.add(shown(key, value == null ? "-" : new String(value, StandardCharsets.US_ASCII))));
        return found;
    }

    private List<String> expected() {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            order.add(i);
        }
        order.sort((a, b) -> Arrays.compareUnsigned(keys.get(a), keys.get(b)));
        return order.stream().map(i -> shown(keys.get(i), i.toString())).toList();
    }

    private static String shown(byte[] key, String value) {
        return HexFormat.of().formatHex(key) + "=" + value;
    }

    @Test
    void keysWithLongPrefixesInCommonAreOrderedAsUnsignedBytes() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            byte[] key = new byte[random.nextInt(60)];
            for (int j = 0; j < key.length; j++) {
                key[j] = (byte) (j < 30 ? 'a' : "abz\u00ff".charAt(random.nextInt(4)));
            }
            put(key);
        }

        assertThat(sorted()).isEqualTo(expected());
    }

    @Test
    void zerosAtTheEndOfAKeyAreNoEnd() {
        Random random = new Random(2);
        for (int i = 0; i < 5_000; i++) {
            byte[] key = new byte[random.nextInt(40)];
            if (key.length > 0) {
                key[random.nextInt(key.length)] = (byte) random.nextInt(2);
            }
            put(key);
        }

        assertThat(sorted()).isEqualTo(expected());
    }

    @Test
    void oneKeyWrittenAgainAndAgainKeepsTheOrderOfCalls() {
        for (int i = 0; i < 50_000; i++) {
            put(new byte[] {1, 2, 3, (byte) (i % 3)});
        }

        assertThat(sorted()).isEqualTo(expected());
    }

    @Test
    void lengthsTakeAsManyBytesAsIsSaidBefore() {
        for (int bits = 0; bits < Integer.SIZE - 1; bits++) {
            for (int value : new int[] {(1 << bits) - 1, 1 << bits}) {
                byte[] target = new byte[8];
                assertThat(Varints.length(value)).isEqualTo(Varints.write(value, target, 0));
                assertThat(Varints.read(target, 0)).isEqualTo(value);
            }
        }
    }

    @Test
    void whatIsLargerThanABlockIsKept() {
        put(new byte[300_000]);
        put(new byte[] {1});
        writes.put(new byte[] {2}, new byte[1_000_000]);
        writes.delete(new byte[] {0});

        List<Integer> lengths = new ArrayList<>();
        writes.sort();
        writes.forEach(Family.PAGES, (_, key, value) -> lengths.add(key.length + (value == null ? 0 : value.length)));
        assertThat(lengths).containsExactly(1, 300_001, 2, 1_000_001);
    }

    @Test
    void memoryOfWhatWasWrittenIsUsedAgainAndNothingOfItShines() {
        for (int round = 0; round < 20; round++) {
            FamilyWrites some = new FamilyWrites();
            for (int i = 0; i < 2_000; i++) {
                some.put(new byte[] {(byte) round, (byte) (i >> 8), (byte) i}, new byte[(i + round) % 700]);
            }
            List<Integer> lengths = new ArrayList<>();
            some.sort();
            some.forEach(Family.PAGES, (_, _, value) -> {
                assertThat(requireNonNull(value)).isEqualTo(new byte[value.length]);
                lengths.add(requireNonNull(value).length);
            });
            for (int i = 0; i < 2_000; i++) {
                assertThat(lengths.get(i)).isEqualTo((i + round) % 700);
            }
            some.release();
            assertThat(some.size()).isZero();
        }
    }

    @Test
    void setThatWasGivenBackIsNotToBeUsedAgain() {
        WriteSet set = new WriteSet();
        set.put(Family.PAGES, new byte[] {1}, new byte[] {2});
        set.release();
        assertThat(set.isEmpty()).isTrue();
        assertThatThrownBy(() -> set.put(Family.PAGES, new byte[] {1}, new byte[] {2}))
                .isInstanceOf(IllegalStateException.class);
    }
}
