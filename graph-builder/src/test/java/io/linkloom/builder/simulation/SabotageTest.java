package io.linkloom.builder.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.builder.fold.Outgoing;
import io.linkloom.builder.store.Cursor;
import io.linkloom.builder.store.Family;
import io.linkloom.builder.store.ShardStore;
import io.linkloom.builder.store.WriteSet;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Mistakes that a builder could make, each built in on purpose: the simulation has to find them, and soon. */
class SabotageTest {
    private static final int MOST_SEEDS = 12;

    /** Each seed begins with a saboteur of its own. */
    private static void isFound(Supplier<Sabotage> sabotage) {
        int found = 0;
        for (long seed = 0; seed < MOST_SEEDS && found == 0; seed++) {
            try (Disks disks = new MemoryDisks()) {
                Simulation.run(seed, 120, disks, sabotage.get());
            } catch (AssertionError e) {
                assertThat(e).hasMessageStartingWith("seed " + seed + ": ");
                found++;
            }
        }
        assertThat(found).as("of %d histories", MOST_SEEDS).isPositive();
    }

    private static boolean isMeta(Family family, byte[] key, String name) {
        return family == Family.META && Arrays.equals(key, name.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void shardThatForgetsItsOffsetsIsFound() {
        isFound(() -> new Sabotage() {
            @Override
            public ShardStore store(int machine, int partition, ShardStore store) {
                return new DelegatingStore(store) {
                    @Override
                    public byte @Nullable [] get(Family family, byte[] key) {
                        return isMeta(family, key, "offsets") ? null : super.get(family, key);
                    }
                };
            }
        });
    }

    @Test
    void shardThatForgetsItsStampsIsFound() {
        isFound(() -> new Sabotage() {
            @Override
            public ShardStore store(int machine, int partition, ShardStore store) {
                return new DelegatingStore(store) {
                    @Override
                    public Cursor scan(Family family, byte[] from, byte[] to) {
                        // The one walk through this family is that for stamps.
                        return super.scan(family, from, family == Family.META ? from : to);
                    }
                };
            }
        });
    }

    @Test
    void offsetsThatLastBeforeTheirDataDoAreFound() {
        isFound(() -> new Sabotage() {
            private final Map<String, byte[]> lasting = new HashMap<>();

            @Override
            public ShardStore store(int machine, int partition, ShardStore store) {
                String place = machine + " " + partition;
                byte[] name = "offsets".getBytes(StandardCharsets.US_ASCII);
                return new DelegatingStore(store) {
                    @Override
                    public void write(WriteSet writes) {
                        super.write(writes);
                        byte[] offsets = super.get(Family.META, name);
                        if (offsets != null) {
                            lasting.put(place, offsets);
                        }
                    }

                    @Override
                    public byte @Nullable [] get(Family family, byte[] key) {
                        byte[] kept = isMeta(family, key, "offsets") ? lasting.get(place) : null;
                        return kept == null ? super.get(family, key) : kept;
                    }
                };
            }
        });
    }

    @Test
    void lostLinkChangesAreFound() {
        isFound(() -> new Sabotage() {
            private int batches;

            @Override
            public List<Outgoing> sent(List<Outgoing> links) {
                boolean loses = ++batches % 20 == 0 && !links.isEmpty();
                return loses ? links.subList(0, links.size() - 1) : links;
            }
        });
    }

    @Test
    void changesOutOfOrderAreFound() {
        isFound(() -> new Sabotage() {
            @Override
            public List<Outgoing> sent(List<Outgoing> links) {
                return links.reversed();
            }
        });
    }
}
