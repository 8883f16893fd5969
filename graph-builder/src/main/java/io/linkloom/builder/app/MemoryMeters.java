package io.linkloom.builder.app;

import io.linkloom.builder.fold.SeenMemory;
import io.linkloom.builder.store.MemoryUse;
import io.linkloom.builder.store.RocksShared;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToLongFunction;

/** The meters of what a builder's memory is for; that of RocksDB is none of the heap. */
final class MemoryMeters {
    private MemoryMeters() {}

    /** Each read when it is asked for. */
    static void register(MeterRegistry registry, RocksShared shared, SeenMemory seen) {
        of(
                registry,
                shared,
                "blocks",
                "Blocks read from disk; at most three eighths of store.memory",
                MemoryUse::blocks);
        of(
                registry,
                shared,
                "write.buffers",
                "Rows not yet on disk; about a quarter of store.memory at most",
                MemoryUse::writeBuffers);
        of(
                registry,
                shared,
                "tables",
                "Filters and indexes of files; grows with the index up to a quarter of store.memory, from where shards that"
                        + " are opened have theirs among the blocks",
                MemoryUse::tables);
        // Near linkloom.memory.native.limit, reading is slower: blocks and filters are fetched that were there before.
        of(registry, shared, "native", "Blocks, rows not yet on disk, filters and indexes together", MemoryUse::total);
        Gauge.builder(
                        "linkloom.memory.native.limit",
                        shared,
                        use -> use.budget().total())
                .description("store.memory")
                .baseUnit("bytes")
                .register(registry);
        Gauge.builder("linkloom.memory.seen", seen, SeenMemory::bytes)
                .description("Heap memory to tell new pages from known ones; at most fold.seen-memory")
                .baseUnit("bytes")
                .register(registry);
    }

    private static void of(
            MeterRegistry registry, RocksShared shared, String name, String meaning, ToLongFunction<MemoryUse> part) {
        Gauge.builder("linkloom.memory." + name, shared, use -> part.applyAsLong(use.memory()))
                .description(meaning)
                .baseUnit("bytes")
                .register(registry);
    }
}
