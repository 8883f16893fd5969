package io.linkloom.builder.store;

import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;

/** A walk within upper and lower bound; whoever makes it has entered, and closing it leaves. */
final class RocksCursor implements Cursor {
    private final RocksHandles handles;
    private final byte[] from;
    private final Slice end;
    private final ReadOptions readOptions;
    private final RocksIterator iterator;
    private boolean started;
    private boolean ended;
    private boolean open = true;

    RocksCursor(RocksHandles handles, ColumnFamilyHandle family, byte[] from, byte[] to) {
        this.handles = handles;
        this.from = from;
        this.end = new Slice(to);
        this.readOptions = new ReadOptions().setIterateUpperBound(end);
        this.iterator = handles.database().newIterator(family, readOptions);
    }

    @Override
    public boolean next() {
        if (ended) {
            return false;
        }
        if (started) {
            iterator.next();
        } else {
            iterator.seek(from);
            started = true;
        }
        ended = !iterator.isValid();
        if (ended) {
            checkEnd();
        }
        return !ended;
    }

    /** An iterator also ends where it cannot read on. */
    private void checkEnd() {
        try {
            iterator.status();
        } catch (RocksDBException e) {
            throw handles.failure("read", e);
        }
    }

    @Override
    public byte[] key() {
        return iterator.key();
    }

    @Override
    public byte[] value() {
        return iterator.value();
    }

    @Override
    public void close() {
        if (open) {
            open = false;
            iterator.close();
            readOptions.close();
            end.close();
            handles.leave();
        }
    }
}
