package io.linkloom.builder.store;

class MemoryShardStoreTest extends ShardStoreContract {
    private final MemoryShardStore.Disk disk = new MemoryShardStore.Disk();

    @Override
    ShardStore open() {
        return disk.open();
    }

    @Override
    void kill(ShardStore store) {
        // What is not closed is not flushed.
    }
}
