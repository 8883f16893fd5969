package io.linkloom.builder.simulation;

import io.linkloom.builder.fold.Outgoing;
import io.linkloom.builder.store.ShardStore;
import java.util.List;

/** A mistake built in on purpose, to see that a simulation finds it. */
interface Sabotage {
    /** No mistake. */
    Sabotage NONE = new Sabotage() {};

    /** The store that a process gets for a shard on a machine. */
    default ShardStore store(int machine, int partition, ShardStore store) {
        return store;
    }

    /** What really goes out of what is to be sent. */
    default List<Outgoing> sent(List<Outgoing> links) {
        return links;
    }
}
