package io.linkloom.builder.store;

import io.linkloom.common.model.LinkKind;
import io.linkloom.common.model.LostReason;
import io.linkloom.common.model.Place;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A walk through the links of a range of pages without making an object of any: what {@link OutlinksRow} has, as it is on disk.
 *
 * <p>For whoever looks at millions of links and keeps few. Pages come in the order of their keys, a page's live links by target
 * and then its lost ones by target. What is asked of a link holds until the next call of {@link #nextLink}. For one thread.
 */
public final class OutlinksWalk implements AutoCloseable {
    private static final int LEAST_TARGET_BYTES = 256;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final Cursor cursor;
    private byte[] value = new byte[0];
    private int at;
    /** What times are counted from. */
    private long base;
    /** Links that are left of the list, live or lost. */
    private int left;

    private boolean inLost;
    private byte[] target = new byte[LEAST_TARGET_BYTES];
    private int targetLength;
    private boolean withTraits;
    private final LinkTraits traits = new LinkTraits();
    private int kind;
    private int place;
    private long rel;
    private long count;
    private int anchorFrom;
    private int anchorLength;
    /** Where its first seen is, 0 if that is the base. */
    private int firstSeenFrom;

    private long lostAt;
    private int reason;

    /** What targets are compared with as they are read, see {@link #aim}. */
    private byte[] goal = new byte[0];
    /** Bytes that target and goal have in common, as long as the target is before it. */
    private int common;
    /** Whether the target is before the goal. */
    private boolean before;

    OutlinksWalk(Cursor cursor) {
        this.cursor = cursor;
    }

    /** Names the key that {@link #isBeforeGoal} is about, to be called before the walk begins. */
    public void aim(byte[] key) {
        goal = key;
    }

    /** Goes to the next page that has or had links, at first to the first one; false at the end. */
    public boolean nextPage() {
        if (!cursor.next()) {
            return false;
        }
        value = cursor.value();
        inLost = false;
        withTraits = value.length > 0 && value[0] == OutlinksRow.VERSION;
        if (!withTraits && (value.length == 0 || value[0] != OutlinksRow.WITHOUT_TRAITS)) {
            // Says what is wrong in the words of the one place that knows the format.
            OutlinksRow.decode(cursor.key(), value);
            throw refused("it is of a format that can be read but not walked through");
        }
        at = 1;
        traits.clear();
        base = readBase();
        left = startList();
        return true;
    }

    /** The bytes of the key of the page, a copy. */
    public byte[] source() {
        return cursor.key();
    }

    /**
     * Goes to the page's next link, at first to the first one; false at the end.
     *
     * @throws UnreadableRowException if the row cannot be read
     */
    public boolean nextLink() {
        try {
            while (left == 0) {
                if (inLost) {
                    checkEnd();
                    return false;
                }
                inLost = true;
                left = startList();
            }
            left--;
            readLink();
            return true;
        } catch (IndexOutOfBoundsException e) {
            throw refused("it ends within a link");
        }
    }

    private void checkEnd() {
        if (at != value.length) {
            throw refused((value.length - at) + " bytes follow its end");
        }
    }

    private long readBase() {
        try {
            return number();
        } catch (IndexOutOfBoundsException e) {
            throw refused("it ends before its links do");
        }
    }

    private int startList() {
        targetLength = 0;
        common = 0;
        before = true;
        try {
            long size = number();
            if (size < 0 || size > value.length) {
                throw refused("it cannot have " + Long.toUnsignedString(size) + " links");
            }
            return (int) size;
        } catch (IndexOutOfBoundsException e) {
            throw refused("it ends before its links do");
        }
    }

    private void readLink() {
        int shared = length(targetLength);
        int rest = length(value.length - at);
        targetLength = shared + rest;
        if (targetLength > target.length) {
            target = Arrays.copyOf(target, Math.max(2 * target.length, targetLength));
        }
        System.arraycopy(value, at, target, shared, rest);
        at += rest;
        if (before && shared <= common) {
            compare(shared);
        }
        boolean later = !withTraits || isLater(number());
        if (!withTraits) {
            readTraits();
        }
        anchorLength = length(value.length - at);
        anchorFrom = at;
        at += anchorLength;
        firstSeenFrom = later ? at : 0;
        if (later) {
            skipNumber();
        }
        if (inLost) {
            lostAt = base + number();
            reason = (int) number();
        }
    }

    /** Takes the traits that are meant, and tells whether it was first seen later than at the base. */
    private boolean isLater(long code) {
        long number = code >>> 1;
        if (traits.has(number)) {
            int known = (int) number;
            kind = traits.kind(known);
            place = traits.place(known);
            rel = traits.rel(known);
            count = traits.count(known);
        } else if (number == 0) {
            readTraits();
            traits.add(kind, place, rel, count);
        } else {
            throw refused("none of its links has traits of number " + Long.toUnsignedString(number));
        }
        return (code & 1) != 0;
    }

    private void readTraits() {
        kind = (int) number();
        place = (int) number();
        rel = number();
        count = number();
    }

    /*
     * Targets ascend, so most comparisons are settled by how much a target shares with the one before it. That one was before the
     * goal and had `common` bytes in common with it. Sharing more, the new one differs from the goal at the same byte: this is
     * not called. Sharing less, it is greater at a byte where the old one equalled the goal, and so behind it.
     */
    private void compare(int shared) {
        if (shared < common) {
            before = false;
            return;
        }
        int most = Math.min(targetLength, goal.length);
        while (common < most && target[common] == goal[common]) {
            common++;
        }
        before = common == targetLength
                ? common < goal.length
                : common < goal.length && (target[common] & 0xFF) < (goal[common] & 0xFF);
    }

    private int length(int most) {
        byte first = value[at];
        if (first >= 0 && first <= most) {
            at++;
            return first;
        }
        long length = number();
        if (length < 0 || length > most) {
            throw refused("something in it would be " + Long.toUnsignedString(length) + " bytes long");
        }
        return (int) length;
    }

    private long number() {
        byte first = value[at++];
        return first >= 0 ? first : longNumber(first);
    }

    private long longNumber(byte first) {
        long number = first & 0x7F;
        for (int shift = 7; shift < Long.SIZE; shift += 7) {
            byte next = value[at++];
            number |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return number;
            }
        }
        throw refused("a number in it has more than 64 bits");
    }

    private void skipNumber() {
        if (at + Long.BYTES <= value.length) {
            long ends = ~(long) LONG.get(value, at) & 0x8080808080808080L;
            if (ends != 0) {
                at += (Long.numberOfTrailingZeros(ends) >>> 3) + 1;
                return;
            }
        }
        var _ = number();
    }

    private UnreadableRowException refused(String why) {
        return new UnreadableRowException(Family.OUTLINKS, cursor.key(), value, why);
    }

    /** Whether the page has it, as far as is known; no live one follows one that is lost. */
    public boolean isLive() {
        return !inLost;
    }

    /** Whether the target is before the key that was aimed at; settled while the link is read. */
    public boolean isBeforeGoal() {
        return before;
    }

    /** Compares the key of the target with another, as unsigned bytes. */
    public int compareTarget(byte[] key) {
        return Arrays.compareUnsigned(target, 0, targetLength, key, 0, key.length);
    }

    /**
     * Whether the target is a page of a host.
     *
     * @param hostKey as {@link PageKey#hostKey} gives it
     */
    public boolean isTargetOfHost(byte[] hostKey) {
        int length = hostKey.length;
        return targetLength > length
                && Arrays.equals(target, 0, length, hostKey, 0, length)
                && (target[length] == 'h' || target[length] == 's');
    }

    /** The key of the target, a copy. */
    public byte[] target() {
        return Arrays.copyOf(target, targetLength);
    }

    /** The code of its kind. */
    public int kindCode() {
        return kind;
    }

    /** Its rel, bits of {@code RelToken}. */
    public int rel() {
        return (int) rel;
    }

    /** The code of why it was lost, 0 while it is live. */
    public int reasonCode() {
        return inLost ? reason : 0;
    }

    /**
     * The link as a row.
     *
     * @throws UnreadableRowException if something in it has no meaning
     */
    public InlinkRow row() {
        return new InlinkRow(
                known(LinkKind.ofCode(kind), "kind"),
                small(rel),
                known(Place.ofCode(place), "place"),
                small(count),
                anchorLength == 0 ? "" : new String(value, anchorFrom, anchorLength, StandardCharsets.UTF_8),
                firstSeen(),
                inLost ? lostAt : 0,
                inLost ? known(LostReason.ofCode(reason), "reason") : null);
    }

    private long firstSeen() {
        if (firstSeenFrom == 0) {
            return base;
        }
        int behind = at;
        at = firstSeenFrom;
        long firstSeen = base + number();
        at = behind;
        return firstSeen;
    }

    private int small(long number) {
        if (number < 0 || number > Integer.MAX_VALUE) {
            throw refused("a number in it is too large: " + Long.toUnsignedString(number));
        }
        return (int) number;
    }

    private <T> T known(@Nullable T found, String what) {
        if (found == null) {
            throw refused("it names an unknown " + what);
        }
        return found;
    }

    @Override
    public void close() {
        cursor.close();
    }
}
