package io.linkloom.builder.store;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;

/**
 * A write set as RocksDB takes it in one call, where a call for each row costs more than the row.
 *
 * <p>The format is that of RocksDB's log, which reads those of all its versions ({@code db/write_batch.cc}):
 *
 * <pre>
 * sequence    8 bytes, zero: RocksDB sets it
 * count       4 bytes, lowest first
 * records     each: type, 5 to put and 4 to remove; number of the family, varint; key; value where one is put
 * key, value  length as a varint, bytes
 * rest        type 3, length as a varint of five bytes, whatever was there before, as the bytes may be those of an earlier batch;
 *             RocksDB passes over it, and it counts as no record
 * </pre>
 */
final class BatchFormat {
    private static final int HEADER_BYTES = Long.BYTES + Integer.BYTES;
    private static final byte PUT = 5;
    private static final byte REMOVE = 4;
    private static final byte NOTHING = 3;
    private static final int LEAST_REST = 1 + Varints.WIDE_BYTES;

    private BatchFormat() {}

    /**
     * The bytes of {@code writes}, each family's in order of key.
     *
     * @param ids number of a family in RocksDB; not 0, which has types of its own
     * @param room gives as many bytes as it is asked for or more, whatever is in them
     * @throws ShardStoreException if they are more than two gigabytes
     */
    static byte[] of(WriteSet writes, ToIntFunction<Family> ids, IntFunction<byte[]> room) {
        long length = HEADER_BYTES + LEAST_REST;
        for (Map.Entry<Family, FamilyWrites> family : writes.byFamily().entrySet()) {
            int prefix = 1 + Varints.length(ids.applyAsInt(family.getKey()));
            length += family.getValue().bytes()
                    + (long) prefix * family.getValue().size();
        }
        if (length > Integer.MAX_VALUE - Long.BYTES) {
            throw new ShardStoreException("a batch of " + length + " bytes is more than can be written at once");
        }
        byte[] bytes = room.apply((int) length);
        Arrays.fill(bytes, 0, HEADER_BYTES, (byte) 0);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(Long.BYTES, writes.size());
        int end = HEADER_BYTES;
        for (Map.Entry<Family, FamilyWrites> family : writes.byFamily().entrySet()) {
            family.getValue().sort();
            end = append(family.getValue(), ids.applyAsInt(family.getKey()), bytes, end);
        }
        bytes[end] = NOTHING;
        Varints.writeWide(bytes.length - end - LEAST_REST, bytes, end + 1);
        return bytes;
    }

    private static int append(FamilyWrites writes, int id, byte[] bytes, int from) {
        int at = from;
        for (int i = 0; i < writes.size(); i++) {
            bytes[at++] = writes.removesAt(i) ? REMOVE : PUT;
            at = Varints.write(id, bytes, at);
            at = writes.copy(i, bytes, at);
        }
        return at;
    }
}
