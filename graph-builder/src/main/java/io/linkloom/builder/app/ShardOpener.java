package io.linkloom.builder.app;

/** Opens shards. Called by any thread, for one shard by one at a time. */
interface ShardOpener {
    /**
     * Opens the shard of a partition; makes it, or gets it from a snapshot, where it is missing.
     *
     * @param opening to be told how it goes, and to be asked whether it is still wanted
     * @throws io.linkloom.builder.store.ShardStoreException if it does not open now, and may later
     */
    ActiveShard open(int partition, Opening opening);
}
