package io.linkloom.builder.simulation;

import io.linkloom.builder.store.ShardStore;
import io.linkloom.builder.store.WriteSet;

/** A store whose process may end before or after a write, and that is flushed now and then. */
public final class KillableStore extends DelegatingStore {
    private final Faults faults;

    /** Over {@code store}. */
    public KillableStore(ShardStore store, Faults faults) {
        super(store);
        this.faults = faults;
    }

    @Override
    public void write(WriteSet writes) {
        faults.mayKill();
        super.write(writes);
        if (faults.once(4)) {
            flush();
        }
        faults.mayKill();
    }
}
