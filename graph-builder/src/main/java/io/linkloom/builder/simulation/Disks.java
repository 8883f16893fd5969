package io.linkloom.builder.simulation;

import io.linkloom.builder.store.ShardStore;

/** What the machines of a simulation have on disk: a store for each shard, as far as it was flushed. */
public interface Disks extends AutoCloseable {
    /** The store of a shard on a machine, empty if it was never there. */
    ShardStore open(int machine, int partition);

    /** Whether the machine has something of the shard. */
    boolean has(int machine, int partition);

    /** The process on a machine is gone with what it had not flushed. */
    void killed(int machine);

    /** Everything on a machine, on which nothing runs, is gone. */
    void lose(int machine);

    /**
     * Keeps a copy of a shard as it was last flushed, in place of an older one.
     *
     * @return false if there is nothing to copy now
     */
    boolean keepCopy(int machine, int partition);

    /**
     * Puts the copy that was kept of a shard on a machine that has nothing of it.
     *
     * @return false if there is none
     */
    boolean restore(int machine, int partition);

    @Override
    void close();
}
