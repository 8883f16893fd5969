package io.linkloom.builder.store;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What came of the pages of a directory or a site: the value of family {@code directories}. At most 240 bytes.
 *
 * <pre>
 * version  byte, 1
 * pages    varint
 * fresh    varint
 * lately   varint, which part of the last pages was fresh, in parts of 65536
 * recent   varint, number of pages, at most 16, the last one that came first
 *   profile  8 bytes
 *   content  4 bytes
 * </pre>
 *
 * <p>Immutable; its arrays are not to be changed.
 */
public final class DirectoryRow {
    /** Of which nothing was visited: it is expected to be new. */
    public static final DirectoryRow NONE = new DirectoryRow(0, 0, DirectoryRow.ALL, new long[0], new int[0]);

    /** Texts whose profiles differ in no more bits are nearly the same. */
    static final int NEAR_BITS = 6;

    private static final int VERSION = 1;
    private static final int ALL = 1 << 16;
    private static final int MOST_RECENT = 16;
    /** How many pages the last ones are, about. */
    private static final int REMEMBERED = 32;

    private final long pages;
    private final long fresh;
    private final int lately;
    private final long[] profiles;
    private final int[] contents;

    private DirectoryRow(long pages, long fresh, int lately, long[] profiles, int[] contents) {
        this.pages = pages;
        this.fresh = fresh;
        this.lately = lately;
        this.profiles = profiles;
        this.contents = contents;
    }

    /** How many pages were visited, each once. */
    public long pages() {
        return pages;
    }

    /** How many of them had new content. */
    public long fresh() {
        return fresh;
    }

    /** Which part of the last pages had new content, 0 to 1. */
    public double lately() {
        return (double) lately / ALL;
    }

    /** With a page that was not visited before. */
    public DirectoryRow withPage() {
        return new DirectoryRow(pages + 1, fresh, lately, profiles, contents);
    }

    /** With a page that has no content. */
    public DirectoryRow withNothing() {
        return new DirectoryRow(pages, fresh, lately - lately / REMEMBERED, profiles, contents);
    }

    /**
     * What a page is that has this content, null if it is new.
     *
     * @param profile of its text, 0 for none
     * @param content of its digest, 0 for none
     */
    public @Nullable TrapMark likeness(long profile, int content) {
        int like = like(profile, content);
        if (like < 0) {
            return null;
        }
        return content != 0 && contents[like] == content ? TrapMark.DUPLICATE : TrapMark.NEAR_DUPLICATE;
    }

    /**
     * With a page that has this content.
     *
     * @param isFresh whether it is new, here and elsewhere
     */
    public DirectoryRow with(long profile, int content, boolean isFresh) {
        int like = like(profile, content);
        boolean isNew = like < 0;
        int gone = isNew ? Math.min(profiles.length, MOST_RECENT - 1) : like;
        int length = isNew ? gone + 1 : profiles.length;
        // What comes again stays; what comes once goes.
        long[] nowProfiles = Arrays.copyOf(profiles, length);
        int[] nowContents = Arrays.copyOf(contents, length);
        System.arraycopy(profiles, 0, nowProfiles, 1, gone);
        System.arraycopy(contents, 0, nowContents, 1, gone);
        nowProfiles[0] = profile;
        nowContents[0] = content;
        int less = lately - lately / REMEMBERED;
        return new DirectoryRow(
                pages, isFresh ? fresh + 1 : fresh, isFresh ? less + ALL / REMEMBERED : less, nowProfiles, nowContents);
    }

    private int like(long profile, int content) {
        for (int i = 0; i < profiles.length; i++) {
            boolean near = profile != 0 && profiles[i] != 0 && Long.bitCount(profile ^ profiles[i]) <= NEAR_BITS;
            boolean same = content != 0 && contents[i] == content && profiles[i] == profile;
            if (near || same) {
                return i;
            }
        }
        return -1;
    }

    /** The row's bytes. */
    public byte[] encode() {
        RowWriter out = new RowWriter(VERSION, 16 + profiles.length * 12);
        out.number(pages).number(fresh).number(lately).number(profiles.length);
        for (int i = 0; i < profiles.length; i++) {
            out.fixed(profiles[i], Long.BYTES).fixed(contents[i], Integer.BYTES);
        }
        return out.toBytes();
    }

    /**
     * The row in {@code value}.
     *
     * @throws UnreadableRowException if it is none
     */
    public static DirectoryRow decode(byte[] key, byte[] value) {
        RowReader in = new RowReader(Family.DIRECTORIES, key, value, VERSION);
        long pages = in.number();
        long fresh = in.number();
        int lately = in.smallNumber();
        int recent = in.smallNumber();
        if (lately > 2 * ALL || recent > MOST_RECENT) {
            throw in.refused("its numbers are too large");
        }
        long[] profiles = new long[recent];
        int[] contents = new int[recent];
        for (int i = 0; i < recent; i++) {
            profiles[i] = in.fixed(Long.BYTES);
            contents[i] = (int) in.fixed(Integer.BYTES);
        }
        in.end();
        return new DirectoryRow(pages, fresh, lately, profiles, contents);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DirectoryRow row
                && pages == row.pages
                && fresh == row.fresh
                && lately == row.lately
                && Arrays.equals(profiles, row.profiles)
                && Arrays.equals(contents, row.contents);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(pages) * 31 + Arrays.hashCode(profiles);
    }

    @Override
    public String toString() {
        return pages + " pages, " + fresh + " fresh, lately " + lately();
    }
}
