package io.linkloom.builder.store;

import java.util.Arrays;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;

/** A walk within upper and lower bound; whoever makes it has entered, and closing it leaves. */
final class RocksCursor implements Cursor {
    /** Most keys and many values fit; the longer ones make room for themselves. */
    private static final int ROOM_BYTES = 512;

    private final RocksHandles handles;
    private final byte[] from;
    private final Slice end;
    private final ReadOptions readOptions;
    private final RocksIterator iterator;
    /** What RocksDB copies a row into: an array made by native code costs twice as much as one that is there. */
    private byte[] room = new byte[ROOM_BYTES];

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
        int length = iterator.key(room);
        if (length > room.length) {
            makeRoom(length);
            length = iterator.key(room);
        }
        return Arrays.copyOf(room, length);
    }

    @Override
    public byte[] value() {
        int length = iterator.value(room);
        if (length > room.length) {
            makeRoom(length);
            length = iterator.value(room);
        }
        return Arrays.copyOf(room, length);
    }

    /** At least twice what there was, so that few rows of a walk are copied twice. */
    private void makeRoom(int bytes) {
        room = new byte[Math.max(2 * room.length, bytes)];
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
