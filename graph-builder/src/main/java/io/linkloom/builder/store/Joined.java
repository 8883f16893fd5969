package io.linkloom.builder.store;

import io.linkloom.common.url.UrlKey;
import java.util.Arrays;
import java.util.HexFormat;

/** Keys joined to longer keys, each but the last ended by a zero byte, which none of them contains. */
final class Joined {
    private Joined() {}

    static byte[] of(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + 1 + second.length);
        System.arraycopy(second, 0, joined, first.length + 1, second.length);
        return joined;
    }

    /** Where the part at {@code from} ends. */
    static int end(byte[] key, int from, Family family) {
        for (int at = from; at < key.length; at++) {
            if (key[at] == 0) {
                return at;
            }
        }
        throw new ShardStoreException("a key of " + family.label() + " has too few parts: 0x"
                + HexFormat.of().formatHex(key));
    }

    /** All keys whose first part is {@code first}. */
    static UrlKey.Range behind(byte[] first) {
        byte[] from = Arrays.copyOf(first, first.length + 1);
        byte[] to = from.clone();
        to[first.length] = 1;
        return new UrlKey.Range(from, to);
    }
}
