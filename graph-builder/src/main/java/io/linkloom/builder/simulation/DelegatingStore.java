package io.linkloom.builder.simulation;

import io.linkloom.builder.store.Cursor;
import io.linkloom.builder.store.Family;
import io.linkloom.builder.store.ShardStore;
import io.linkloom.builder.store.WriteSet;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A store that another stands behind. */
public class DelegatingStore implements ShardStore {
    private final ShardStore store;

    /** Over {@code store}. */
    public DelegatingStore(ShardStore store) {
        this.store = store;
    }

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
        store.write(writes);
    }

    @Override
    public void flush() {
        store.flush();
    }

    @Override
    public void snapshot(Path target) {
        store.snapshot(target);
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
