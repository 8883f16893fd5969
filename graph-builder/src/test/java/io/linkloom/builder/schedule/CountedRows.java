package io.linkloom.builder.schedule;

import io.linkloom.builder.store.Cursor;
import io.linkloom.builder.store.ShardStore;
import java.lang.reflect.Proxy;

/** A store that counts how many rows are walked over. */
final class CountedRows {
    private CountedRows() {}

    static ShardStore over(ShardStore store, long[] rows) {
        return (ShardStore) Proxy.newProxyInstance(
                ShardStore.class.getClassLoader(), new Class<?>[] {ShardStore.class}, (_, method, arguments) -> {
                    Object result = method.invoke(store, arguments);
                    return result instanceof Cursor cursor ? counting(cursor, rows) : result;
                });
    }

    private static Cursor counting(Cursor cursor, long[] rows) {
        return new Cursor() {
            @Override
            public boolean next() {
                rows[0]++;
                return cursor.next();
            }

            @Override
            public byte[] key() {
                return cursor.key();
            }

            @Override
            public byte[] value() {
                return cursor.value();
            }

            @Override
            public void close() {
                cursor.close();
            }
        };
    }
}
