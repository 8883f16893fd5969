package io.linkloom.builder.simulation;

import io.linkloom.builder.store.ShardStore;
import io.linkloom.builder.store.WriteSet;

/** A store whose process may end before or after a write or a flush, and that is flushed now and then. */
public final class KillableStore extends DelegatingStore {
    private final Faults faults;
    private final Life life;

    /** Over {@code store}, in a process of its own. */
    public KillableStore(ShardStore store, Faults faults) {
        this(store, faults, new Life(faults));
    }

    KillableStore(ShardStore store, Faults faults, Life life) {
        super(store);
        this.faults = faults;
        this.life = life;
    }

    @Override
    public void write(WriteSet writes) {
        life.mayEnd();
        if (faults.strikes(Faults.Fault.WRITE)) {
            throw new InjectedFailure("the disk is full");
        }
        super.write(writes);
        if (faults.once(4)) {
            flush();
        }
        life.mayEnd();
    }

    @Override
    public void flush() {
        life.mayEnd();
        super.flush();
        life.mayEnd();
    }

    /** Closing flushes, which a process that is gone does not. */
    @Override
    public void close() {
        life.goOn();
        super.close();
    }
}
