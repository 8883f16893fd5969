package io.linkloom.builder.store;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A shard in memory, for tests and simulations: the same promises as on disk, the loss of what was not flushed included.
 *
 * <p>A scan copies its range, so that is what it costs.
 */
public final class MemoryShardStore implements ShardStore {
    private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(5);

    /** What is left of a store when its process ends. Not thread-safe. */
    public static final class Disk {
        private final Map<Family, NavigableMap<Bytes, byte[]>> flushed = emptyFamilies();

        /** An empty one. */
        public Disk() {}

        /** The same content, apart from now on. */
        public Disk copy() {
            Disk copy = new Disk();
            copy.flushed.putAll(copyOf(flushed));
            return copy;
        }

        /** The store as it was when it was last flushed; one that is open on this disk is to be forgotten. */
        public MemoryShardStore open() {
            return new MemoryShardStore(this);
        }
    }

    private final Map<Family, NavigableMap<Bytes, byte[]>> families;
    private final Disk disk;
    private final Gate gate = new Gate();

    private MemoryShardStore(Disk disk) {
        this.disk = disk;
        this.families = copyOf(disk.flushed);
    }

    private static Map<Family, NavigableMap<Bytes, byte[]>> emptyFamilies() {
        Map<Family, NavigableMap<Bytes, byte[]>> empty = new EnumMap<>(Family.class);
        for (Family family : Family.values()) {
            empty.put(family, new TreeMap<>());
        }
        return empty;
    }

    private static Map<Family, NavigableMap<Bytes, byte[]>> copyOf(Map<Family, NavigableMap<Bytes, byte[]>> families) {
        Map<Family, NavigableMap<Bytes, byte[]>> copy = new EnumMap<>(Family.class);
        families.forEach((family, rows) -> copy.put(family, new TreeMap<>(rows)));
        return copy;
    }

    private NavigableMap<Bytes, byte[]> rows(Family family) {
        NavigableMap<Bytes, byte[]> rows = families.get(family);
        if (rows == null) {
            throw new IllegalStateException("every family has rows, but " + family + " has none");
        }
        return rows;
    }

    private void enter() {
        if (!gate.enter()) {
            throw new ShardClosedException("memory");
        }
    }

    @Override
    public byte @Nullable [] get(Family family, byte[] key) {
        enter();
        try {
            synchronized (this) {
                byte[] value = rows(family).get(new Bytes(key));
                return value == null ? null : value.clone();
            }
        } finally {
            gate.leave();
        }
    }

    @Override
    public List<byte @Nullable []> getAll(Family family, List<byte[]> keys) {
        List<byte @Nullable []> values = new ArrayList<>(keys.size());
        for (byte[] key : keys) {
            values.add(get(family, key));
        }
        return values;
    }

    @Override
    public Cursor scan(Family family, byte[] from, byte[] to) {
        enter();
        var first = new Bytes(from);
        var end = new Bytes(to);
        synchronized (this) {
            NavigableMap<Bytes, byte[]> range =
                    first.compareTo(end) < 0 ? rows(family).subMap(first, true, end, false) : new TreeMap<>();
            // The map's own entries change with it.
            List<Map.Entry<Bytes, byte[]>> copy = new ArrayList<>(range.size());
            range.forEach((key, value) -> copy.add(Map.entry(key, value)));
            return new CopiedRows(copy.iterator());
        }
    }

    @Override
    public void write(WriteSet writes) {
        enter();
        try {
            synchronized (this) {
                writes.forEach((family, key, value) -> apply(rows(family), key, value));
            }
        } finally {
            gate.leave();
        }
    }

    private static void apply(NavigableMap<Bytes, byte[]> rows, byte[] key, byte @Nullable [] value) {
        if (value == null) {
            rows.remove(new Bytes(key));
        } else {
            rows.put(new Bytes(key), value);
        }
    }

    @Override
    public void flush() {
        enter();
        try {
            flushToDisk();
        } finally {
            gate.leave();
        }
    }

    private synchronized void flushToDisk() {
        disk.flushed.putAll(copyOf(families));
    }

    @Override
    public void snapshot(Path target) {
        throw new UnsupportedOperationException("a shard in memory has no files; its disk can be copied");
    }

    @Override
    public synchronized long approximateBytes() {
        long bytes = 0;
        for (NavigableMap<Bytes, byte[]> rows : families.values()) {
            for (Map.Entry<Bytes, byte[]> row : rows.entrySet()) {
                bytes += row.getKey().length() + row.getValue().length;
            }
        }
        return bytes;
    }

    @Override
    public boolean readOnly() {
        return false;
    }

    @Override
    public void close() {
        if (gate.close()) {
            // Nothing here is released, so a reader that stays does no harm.
            var _ = gate.awaitEmpty(CLOSE_DEADLINE);
            flushToDisk();
        }
    }

    private final class CopiedRows implements Cursor {
        private final Iterator<Map.Entry<Bytes, byte[]>> rest;
        private Map.@Nullable Entry<Bytes, byte[]> row;
        private boolean open = true;

        CopiedRows(Iterator<Map.Entry<Bytes, byte[]>> rest) {
            this.rest = rest;
        }

        @Override
        public boolean next() {
            row = rest.hasNext() ? rest.next() : null;
            return row != null;
        }

        @Override
        public byte[] key() {
            return current().getKey().toBytes();
        }

        @Override
        public byte[] value() {
            return current().getValue().clone();
        }

        private Map.Entry<Bytes, byte[]> current() {
            if (row == null) {
                throw new IllegalStateException("the cursor is on no row");
            }
            return row;
        }

        @Override
        public void close() {
            if (open) {
                open = false;
                gate.leave();
            }
        }
    }
}
