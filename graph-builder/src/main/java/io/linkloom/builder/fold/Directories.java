package io.linkloom.builder.fold;

import io.linkloom.builder.store.DirectoryKey;
import io.linkloom.builder.store.DirectoryRow;
import io.linkloom.builder.store.Family;
import io.linkloom.builder.store.LowYields;
import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.PageRow;
import io.linkloom.builder.store.Shard;
import io.linkloom.builder.store.TrapMark;
import io.linkloom.builder.store.WriteSet;
import io.linkloom.common.model.Digest;
import io.linkloom.common.model.Outcome;
import io.linkloom.common.model.PageFacts;
import io.linkloom.common.model.PageVisit;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the visits of a batch say of the directories and sites that their pages are in, over what is stored. Each page counts once, with its first
 * visit, so that a visit that is in the log twice and a page that is visited again change nothing. Not thread-safe.
 */
final class Directories {
    private final Shard stored;
    private final LowYields yields;
    private final Map<DirectoryKey, DirectoryRow> rows = new HashMap<>();
    /** What was read of those that are not changed yet. */
    private final Map<DirectoryKey, DirectoryRow> read = new HashMap<>();

    Directories(Shard stored, LowYields yields) {
        this.stored = stored;
        this.yields = yields;
    }

    /** Reads at once what is stored of the directories and sites of pages that are about to be {@linkplain #visited counted}. */
    void expect(List<PageKey> pages) {
        Map<byte[], DirectoryKey> missing = new TreeMap<>(Arrays::compareUnsigned);
        for (PageKey page : pages) {
            addMissing(DirectoryKey.of(page), missing);
            addMissing(yields.siteOf(page), missing);
        }
        List<DirectoryRow> found = stored.directories(List.copyOf(missing.keySet()));
        Iterator<DirectoryKey> keys = missing.values().iterator();
        found.forEach(row -> read.put(keys.next(), row));
    }

    private void addMissing(DirectoryKey key, Map<byte[], DirectoryKey> missing) {
        if (!rows.containsKey(key) && !read.containsKey(key)) {
            missing.put(key.toBytes(), key);
        }
    }

    /** Counts a visit. Returns the marks that its page has by its content. */
    int visited(PageKey page, PageRow known, PageVisit visit) {
        boolean isFirst = known.lastVisit() == null;
        boolean shows = visit.outcome() == Outcome.FETCHED && !known.links().any();
        if (!isFirst && !shows) {
            return 0;
        }
        DirectoryKey directory = DirectoryKey.of(page);
        DirectoryKey site = yields.siteOf(page);
        DirectoryRow ofDirectory = row(directory, isFirst);
        DirectoryRow ofSite = row(site, isFirst);
        long profile = shows ? visit.facts().textProfile() : 0;
        int content = shows ? content(visit.facts()) : 0;
        TrapMark mark = null;
        if (profile != 0 || content != 0) {
            mark = ofDirectory.likeness(profile, content);
            mark = mark == null ? ofSite.likeness(profile, content) : mark;
            ofDirectory = ofDirectory.with(profile, content, mark == null);
            ofSite = ofSite.with(profile, content, mark == null);
        } else if (isGone(visit)) {
            ofDirectory = ofDirectory.withNothing();
            ofSite = ofSite.withNothing();
        }
        put(directory, ofDirectory);
        put(site, ofSite);
        return mark == null ? 0 : mark.bit();
    }

    private DirectoryRow row(DirectoryKey key, boolean isFirst) {
        DirectoryRow changed = rows.get(key);
        DirectoryRow row = changed == null ? read.get(key) : changed;
        row = row == null ? stored.directory(key) : row;
        return isFirst ? row.withPage() : row;
    }

    private void put(DirectoryKey key, DirectoryRow row) {
        rows.put(key, row);
        yields.judge(key, row);
    }

    private static boolean isGone(PageVisit visit) {
        return visit.status() == 404 || visit.status() == 410;
    }

    /** Four bytes of the digest of what was fetched, 0 if it has none. */
    private static int content(PageFacts facts) {
        Digest digest = facts.contentDigest();
        if (digest.equals(Digest.NONE)) {
            return 0;
        }
        int content = ByteBuffer.wrap(digest.toBytes()).getInt();
        return content == 0 ? 1 : content;
    }

    void writeTo(WriteSet writes) {
        rows.forEach((key, row) -> writes.put(Family.DIRECTORIES, key.toBytes(), row.encode()));
    }
}
