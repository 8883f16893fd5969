package io.linkloom.builder.store;

import java.util.EnumMap;
import java.util.Map;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.RocksDBException;

/** What RocksDB says about a database in numbers; zero once it is closed. Any thread. */
record RocksMeasures(RocksHandles handles) {
    private static final String ON_DISK = "rocksdb.live-sst-files-size";
    private static final String IN_MEMORY = "rocksdb.cur-size-all-mem-tables";

    /** Bytes of the files that count, older ones that readers still need not included. */
    long onDisk() {
        return sum(ON_DISK);
    }

    /** Bytes of rows that are not on disk yet. */
    long notOnDisk() {
        return sum(IN_MEMORY);
    }

    /** Bytes of what stands for open files: filters and indexes, where they are not in the block cache. */
    long tables() {
        return sum("rocksdb.estimate-table-readers-mem");
    }

    /** Whether files wait to be merged in the background, or are being merged. */
    boolean isSettling() {
        return sum("rocksdb.compaction-pending")
                        + sum("rocksdb.num-running-compactions")
                        + sum("rocksdb.mem-table-flush-pending")
                        + sum("rocksdb.num-running-flushes")
                > 0;
    }

    private long sum(String property) {
        long sum = 0;
        if (handles.tryEnter()) {
            try {
                for (ColumnFamilyHandle handle : handles.all()) {
                    sum += handles.database().getLongProperty(handle, property);
                }
            } catch (RocksDBException e) {
                throw handles.failure("measured", e);
            } finally {
                handles.leave();
            }
        }
        return sum;
    }

    Map<Family, Long> onDiskByFamily() {
        handles.enter();
        try {
            Map<Family, Long> bytes = new EnumMap<>(Family.class);
            for (Map.Entry<Family, ColumnFamilyHandle> family :
                    handles.families().entrySet()) {
                bytes.put(family.getKey(), handles.database().getLongProperty(family.getValue(), ON_DISK));
            }
            return bytes;
        } catch (RocksDBException e) {
            throw handles.failure("measured", e);
        } finally {
            handles.leave();
        }
    }
}
