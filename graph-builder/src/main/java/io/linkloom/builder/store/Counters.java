package io.linkloom.builder.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Counter values: eight bytes, lowest first, two's complement; what RocksDB's {@code uint64add} operator adds. */
final class Counters {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Counters() {}

    static byte[] bytesOf(long count) {
        byte[] bytes = new byte[Long.BYTES];
        LONG.set(bytes, 0, count);
        return bytes;
    }

    static long valueOf(byte[] bytes) {
        if (bytes.length != Long.BYTES) {
            throw new ShardStoreException("a counter has 8 bytes, not " + bytes.length);
        }
        return (long) LONG.get(bytes, 0);
    }
}
