package io.linkloom.builder.store;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/** What RocksDB says when it fails, as a sentence that says what to do. */
final class RocksFailure {
    private RocksFailure() {}

    /**
     * The failure of a shard that is, or is about to be, open.
     *
     * @param what could not be done with it: read, written
     */
    static ShardStoreException of(Path directory, String what, RocksDBException e) {
        return new ShardStoreException(sentence(directory, what, e), e);
    }

    private static String sentence(Path directory, String what, RocksDBException e) {
        String message = String.valueOf(e.getMessage());
        Status status = e.getStatus();
        if (isDamage(status)) {
            return "the shard in " + directory + " has a damaged file (" + message
                    + "); move the directory away, and the shard is made again by itself: from its newest snapshot"
                    + " (store.snapshots), or from the topics if they still have all of it (kafka.retention.visits and"
                    + " .links)";
        }
        if (isFullDisk(status, message)) {
            return "there is no room left for the shard in " + directory + " (" + message
                    + "); make some, and the shard goes on by itself where it was"
                    + " last written to disk";
        }
        return "the shard in " + directory + " cannot be " + what + ": " + message;
    }

    private static boolean isDamage(@Nullable Status status) {
        return status != null && status.getCode() == Status.Code.Corruption;
    }

    private static boolean isFullDisk(@Nullable Status status, String message) {
        return (status != null && status.getSubCode() == Status.SubCode.NoSpace)
                || message.contains("No space left on device")
                || message.contains("Max allowed space was reached");
    }
}
