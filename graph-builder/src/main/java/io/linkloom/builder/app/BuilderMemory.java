package io.linkloom.builder.app;

import io.linkloom.builder.fold.SeenMemory;
import io.linkloom.builder.store.MemoryBudget;
import io.linkloom.builder.store.MemoryUse;
import io.linkloom.builder.store.RocksShared;
import io.linkloom.common.runtime.ProcessMemory;

/**
 * What the memory of a builder's process is for now, in bytes.
 *
 * @param used beside the heap, by its shards
 * @param budget of that
 * @param seen of the heap, to tell new pages from known ones
 * @param mostSeen bound of that
 * @param heap all objects, those that nobody needs any more included
 * @param mostHeap bound of that
 * @param process all that the operating system counts for the process; 0 where it does not say
 */
public record BuilderMemory(
        MemoryUse used, MemoryBudget budget, long seen, long mostSeen, long heap, long mostHeap, long process) {

    static BuilderMemory of(RocksShared shared, SeenMemory seen) {
        Runtime runtime = Runtime.getRuntime();
        return new BuilderMemory(
                shared.memory(),
                shared.budget(),
                seen.bytes(),
                seen.mostBytes(),
                runtime.totalMemory() - runtime.freeMemory(),
                runtime.maxMemory(),
                ProcessMemory.residentBytes().orElse(0));
    }
}
