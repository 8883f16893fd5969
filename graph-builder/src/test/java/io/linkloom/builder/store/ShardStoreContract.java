package io.linkloom.builder.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every shard store promises. */
abstract class ShardStoreContract {
    private ShardStore store;

    /** The same store each time, as it was when it was last flushed or closed. */
    abstract ShardStore open();

    /** Lets go of a store without closing it, as a process that is killed does. */
    abstract void kill(ShardStore store);

    @BeforeEach
    void openStore() {
        store = open();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static @Nullable String text(byte @Nullable [] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private @Nullable String get(Family family, String key) {
        return text(store.get(family, bytes(key)));
    }

    private void put(String... keysAndValues) {
        WriteSet writes = new WriteSet();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            writes.put(Family.PAGES, bytes(keysAndValues[i]), bytes(keysAndValues[i + 1]));
        }
        store.write(writes);
    }

    private List<String> scan(Family family, byte[] from, byte[] to) {
        List<String> rows = new ArrayList<>();
        try (Cursor cursor = store.scan(family, from, to)) {
            while (cursor.next()) {
                rows.add(text(cursor.key()) + "=" + text(cursor.value()));
            }
            assertThat(cursor.next()).isFalse();
        }
        return rows;
    }

    @Test
    void whatIsPutIsThere() {
        put("a", "1", "b", "");
        assertThat(get(Family.PAGES, "a")).isEqualTo("1");
        assertThat(get(Family.PAGES, "b")).isEmpty();
        assertThat(get(Family.PAGES, "c")).isNull();
    }

    @Test
    void familiesAreApart() {
        put("a", "1");
        assertThat(get(Family.OUTLINKS, "a")).isNull();
        assertThat(scan(Family.INLINKS, bytes(""), bytes("z"))).isEmpty();
    }

    @Test
    void everyFamilyKeepsItsRowsOverAKill() {
        WriteSet writes = new WriteSet();
        for (Family family : Family.values()) {
            writes.put(family, bytes("a"), bytes(family.label()));
        }
        store.write(writes);
        store.flush();
        kill(store);
        store = open();
        for (Family family : Family.values()) {
            assertThat(scan(family, bytes(""), bytes("z"))).containsExactly("a=" + family.label());
        }
    }

    @Test
    void manyAreReadInTheOrderTheyAreAskedFor() {
        put("a", "1", "b", "2", "c", "3");
        List<byte @Nullable []> values = store.getAll(Family.PAGES, List.of(bytes("c"), bytes("x"), bytes("a")));
        assertThat(values.stream().map(ShardStoreContract::text)).containsExactly("3", null, "1");
        assertThat(store.getAll(Family.PAGES, List.of())).isEmpty();
    }

    @Test
    void forOneKeyTheLastWriteOfASetCounts() {
        WriteSet writes = new WriteSet();
        writes.put(Family.PAGES, bytes("a"), bytes("1"));
        writes.put(Family.PAGES, bytes("a"), bytes("2"));
        writes.put(Family.PAGES, bytes("b"), bytes("1"));
        writes.delete(Family.PAGES, bytes("b"));
        writes.delete(Family.PAGES, bytes("c"));
        writes.put(Family.PAGES, bytes("c"), bytes("3"));
        store.write(writes);
        assertThat(scan(Family.PAGES, bytes(""), bytes("z"))).containsExactly("a=2", "c=3");
    }

    @Test
    void keysAreOrderedAsUnsignedBytesAndTheEndIsNotInTheRange() {
        put("\u0001", "1", "a", "2", "a\u0000", "3", "ab", "4", "b", "5", "\u00ff", "6");
        assertThat(scan(Family.PAGES, bytes("a"), bytes("b"))).containsExactly("a=2", "a\u0000=3", "ab=4");
        assertThat(scan(Family.PAGES, bytes("b"), bytes("\u00ff\u00ff"))).containsExactly("b=5", "\u00ff=6");
        assertThat(scan(Family.PAGES, bytes("b"), bytes("a"))).isEmpty();
        assertThat(scan(Family.PAGES, bytes("b"), bytes("b"))).isEmpty();
    }

    @Test
    void longAndShortRowsComeWholeOutOfAScan() {
        List<String> rows = new ArrayList<>();
        for (int length : new int[] {1, 511, 512, 513, 1024, 40, 5_000, 3, 100_000, 2}) {
            String key = (char) ('a' + rows.size()) + "k".repeat(length - 1);
            String value = "v".repeat(length * 2);
            put(key, value);
            rows.add(key + "=" + value);
        }
        assertThat(scan(Family.PAGES, bytes(""), bytes("z"))).containsExactlyElementsOf(rows);
    }

    @Test
    void aScanSeesTheStoreAsItWas() {
        put("a", "1", "b", "2", "c", "3");
        try (Cursor cursor = store.scan(Family.PAGES, bytes(""), bytes("z"))) {
            assertThat(cursor.next()).isTrue();
            put("b", "changed", "bb", "new");
            WriteSet gone = new WriteSet();
            gone.delete(Family.PAGES, bytes("c"));
            store.write(gone);
            assertThat(cursor.next()).isTrue();
            assertThat(text(cursor.value())).isEqualTo("2");
            assertThat(cursor.next()).isTrue();
            assertThat(text(cursor.key())).isEqualTo("c");
            assertThat(cursor.next()).isFalse();
        }
    }

    @Test
    void whatIsClosedIsThereWhenItIsOpenedAgain() {
        put("a", "1");
        store.close();
        store = open();
        assertThat(get(Family.PAGES, "a")).isEqualTo("1");
    }

    @Test
    void aKilledProcessLeavesWhatWasFlushedInAllFamiliesAtOnce() {
        for (int i = 0; i < 3; i++) {
            WriteSet writes = new WriteSet();
            writes.put(Family.PAGES, bytes("page"), bytes("" + i));
            writes.put(Family.META, bytes("offset"), bytes("" + i));
            store.write(writes);
            if (i == 1) {
                store.flush();
            }
        }
        kill(store);
        store = open();
        assertThat(get(Family.PAGES, "page")).isEqualTo("1");
        assertThat(get(Family.META, "offset")).isEqualTo("1");
    }

    @Test
    void closedStoreRefusesAndClosingTwiceIsHarmless() {
        store.close();
        store.close();
        assertThatThrownBy(() -> store.get(Family.PAGES, bytes("a"))).isInstanceOf(ShardClosedException.class);
        assertThatThrownBy(() -> store.scan(Family.PAGES, bytes("a"), bytes("b")))
                .isInstanceOf(ShardClosedException.class);
        assertThatThrownBy(() -> put("a", "1")).isInstanceOf(ShardClosedException.class);
        assertThatThrownBy(store::flush).isInstanceOf(ShardClosedException.class);
    }

    @Test
    void closingWaitsForReaders() throws Exception {
        put("a", "1", "b", "2");
        Cursor reader = store.scan(Family.PAGES, bytes(""), bytes("z"));
        assertThat(reader.next()).isTrue();
        Thread closing = Thread.ofPlatform().start(store::close);
        closing.join(100);
        assertThat(closing.isAlive()).isTrue();
        assertThat(reader.next()).isTrue();
        assertThat(text(reader.key())).isEqualTo("b");
        reader.close();
        closing.join(4000);
        assertThat(closing.isAlive()).isFalse();
    }

    @Test
    void sizeGrows() {
        long empty = store.approximateBytes();
        for (int i = 0; i < 100; i++) {
            put("key" + i, "x".repeat(1000));
        }
        assertThat(store.approximateBytes()).isGreaterThan(empty + 50_000);
    }

    @Test
    void behavesAsASortedMapDoes() {
        Random random = new Random(7);
        TreeMap<String, String> expected = new TreeMap<>();
        for (int round = 0; round < 50; round++) {
            WriteSet writes = new WriteSet();
            for (int i = 0; i < 40; i++) {
                String key = "k" + random.nextInt(200);
                if (random.nextInt(4) == 0) {
                    writes.delete(Family.QUEUE, bytes(key));
                    expected.remove(key);
                } else {
                    writes.put(Family.QUEUE, bytes(key), bytes("v" + round + i));
                    expected.put(key, "v" + round + i);
                }
            }
            store.write(writes);
            if (round % 10 == 9) {
                store.flush();
            }
            String from = "k" + random.nextInt(200);
            String to = "k" + random.nextInt(200);
            List<String> rows = new ArrayList<>();
            if (from.compareTo(to) < 0) {
                for (Map.Entry<String, String> row : expected.subMap(from, to).entrySet()) {
                    rows.add(row.getKey() + "=" + row.getValue());
                }
            }
            assertThat(scan(Family.QUEUE, bytes(from), bytes(to))).isEqualTo(rows);
        }
    }

    @Test
    void askingForManyIsAskingForEach() {
        Random random = new Random(8);
        TreeMap<String, String> expected = new TreeMap<>();
        for (int round = 0; round < 40; round++) {
            WriteSet writes = new WriteSet();
            for (int i = 0; i < 500; i++) {
                String key = anyKey(random);
                if (random.nextInt(4) == 0) {
                    writes.delete(Family.REFERRERS, bytes(key));
                    expected.remove(key);
                } else {
                    String value = "v".repeat(random.nextInt(300)) + round;
                    writes.put(Family.REFERRERS, bytes(key), bytes(value));
                    expected.put(key, value);
                }
            }
            store.write(writes);
            writes.release();
            if (round % 8 == 7) {
                store.flush();
            }
            List<String> asked = new ArrayList<>();
            for (int i = 0; i < 800; i++) {
                asked.add(anyKey(random));
            }
            if (round % 2 == 0) {
                asked.sort(null);
            }
            List<byte @Nullable []> values = store.getAll(
                    Family.REFERRERS,
                    asked.stream().map(ShardStoreContract::bytes).toList());
            for (int i = 0; i < asked.size(); i++) {
                assertThat(text(values.get(i))).as(asked.get(i)).isEqualTo(expected.get(asked.get(i)));
            }
        }
    }

    /** Some are the beginning of others, and many have a long one in common. */
    private static String anyKey(Random random) {
        int number = random.nextInt(3000);
        return number < 100 ? "com".substring(0, 1 + number % 3) : "com,site-" + number % 40 + ")s/page/" + number;
    }

    @Test
    void arraysThatComeOutAreTheReceivers() {
        put("a", "1");
        byte[] value = store.get(Family.PAGES, bytes("a"));
        assertThat(value).isNotNull();
        if (value != null) {
            Arrays.fill(value, (byte) 0);
        }
        assertThat(get(Family.PAGES, "a")).isEqualTo("1");
    }
}
