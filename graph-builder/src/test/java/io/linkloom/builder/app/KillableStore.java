package io.linkloom.builder.app;

import io.linkloom.builder.store.Cursor;
import io.linkloom.builder.store.Family;
import io.linkloom.builder.store.ShardStore;
import io.linkloom.builder.store.WriteSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A store whose process may end before or after a write, and that is flushed now and then. */
record KillableStore(ShardStore store, Faults faults) implements ShardStore {
    @Override
    public byte @Nullable [] get(Family family, byte[] key) {
        return store.get(family, key);
    }

    @Override
    public List<byte @Nullable []> getAll(Family family, List<byte[]> keys) {
        return store.getAll(family, keys);
    }

    @Override
    public Cursor scan(Family family, byte[] from, byte[] to) {
        return store.scan(family, from, to);
    }

    @Override
    public void write(WriteSet writes) {
        faults.mayKill();
        store.write(writes);
        if (faults.once(4)) {
            store.flush();
        }
        faults.mayKill();
    }

    @Override
    public void flush() {
        store.flush();
    }

    @Override
    public long approximateBytes() {
        return store.approximateBytes();
    }

    @Override
    public boolean readOnly() {
        return store.readOnly();
    }

    @Override
    public void close() {
        store.close();
    }
}
