package io.linkloom.standalone.demo;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import java.util.BitSet;

/** Which facts were expected and which of them were met: 64 bits of each key and of what is said, open addressing. */
final class FactTable {

    /** What became of a fact that was met. */
    enum Meeting {
        EQUAL,
        DIFFERENT,
        /** Its key was met before. */
        AGAIN,
        /** Its key was not expected. */
        UNKNOWN
    }

    private static final Hasher64 HASH = Hashing.komihash5_0();
    private static final double FULL = 0.6;

    /** Zero marks a free slot. */
    private long[] keys = new long[1 << 10];

    private long[] said = new long[1 << 10];
    private final BitSet met = new BitSet();
    private int size;
    private int unmet;

    /** Notes a fact; false if its key is there already. */
    boolean expect(String key, String what) {
        if (size >= keys.length * FULL) {
            grow();
        }
        long hash = hashOf(key);
        int slot = slotOf(hash);
        if (keys[slot] == hash) {
            return false;
        }
        keys[slot] = hash;
        said[slot] = hashOf(what);
        size++;
        unmet++;
        return true;
    }

    /** Notes that a fact was met; nothing may be expected after that. */
    Meeting meet(String key, String what) {
        long hash = hashOf(key);
        int slot = slotOf(hash);
        if (keys[slot] != hash) {
            return Meeting.UNKNOWN;
        }
        if (met.get(slot)) {
            return Meeting.AGAIN;
        }
        met.set(slot);
        unmet--;
        return said[slot] == hashOf(what) ? Meeting.EQUAL : Meeting.DIFFERENT;
    }

    /** Whether the fact with this key was met. */
    boolean isMet(String key) {
        return met.get(slotOf(hashOf(key)));
    }

    int size() {
        return size;
    }

    int unmet() {
        return unmet;
    }

    private static long hashOf(String text) {
        long hash = HASH.hashCharsToLong(text);
        return hash == 0 ? 1 : hash;
    }

    /** Where the hash is, or the free slot where it would be. */
    private int slotOf(long hash) {
        int slot = (int) (hash >>> 32) & (keys.length - 1);
        while (keys[slot] != 0 && keys[slot] != hash) {
            slot = (slot + 1) & (keys.length - 1);
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        long[] oldSaid = said;
        keys = new long[oldKeys.length * 2];
        said = new long[oldKeys.length * 2];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != 0) {
                int slot = slotOf(oldKeys[i]);
                keys[slot] = oldKeys[i];
                said[slot] = oldSaid[i];
            }
        }
    }
}
