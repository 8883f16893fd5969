package io.linkloom.builder.store;

import io.linkloom.common.model.Origin;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.WebUrl;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The directories and sites of a shard whose pages are not like those of others: of low yield, or of which enough was fetched. A few
 * dozen bytes for each, and none for others. Not thread-safe.
 */
public final class LowYields {
    /** What a page is told by its directory or its site. */
    public enum Verdict {
        /** It is to wait behind others. */
        LOW,
        /** So many of low yield were fetched that it is not, unless another site links to it. */
        SPENT,
        /** The same with no regard to the yield. */
        FULL;

        /** The mark of a page that is told so. */
        public int mark() {
            return this == FULL ? 0 : TrapMark.LOW_YIELD.bit();
        }

        /** Why a page is not to be fetched, null if it is. */
        public @Nullable KnownReason reason() {
            return switch (this) {
                case LOW -> null;
                case SPENT -> KnownReason.LOW_YIELD;
                case FULL -> KnownReason.DIRECTORY_FULL;
            };
        }
    }

    /** Beyond, directories are as others. */
    private static final int MOST = 1 << 17;

    private final TrapLimits limits;
    private final Sites sites;
    private final Shard shard;
    private final Map<Long, Verdict> verdicts = new HashMap<>();

    private LowYields(Shard shard, TrapLimits limits, Sites sites) {
        this.shard = shard;
        this.limits = limits;
        this.sites = sites;
    }

    /** Reads them from a shard; takes a walk through its directories. */
    public static LowYields of(Shard shard, TrapLimits limits, Sites sites) {
        LowYields all = new LowYields(shard, limits, sites);
        try (Rows<DirectoryKey, DirectoryRow> rows = shard.directories(Shard.ALL)) {
            while (rows.next()) {
                all.judge(rows.key(), rows.row());
            }
        }
        return all;
    }

    /** Whether somebody asks for a page that is found so: it is a seed, or another site links to it. */
    public boolean isAskedFor(WebUrl page, Origin origin, @Nullable PageKey from) {
        return origin == Origin.SEED
                || (from != null && !sites.siteOf(from.url()).equals(sites.siteOf(page)));
    }

    /** The key of the page's site. */
    public DirectoryKey siteOf(PageKey page) {
        return DirectoryKey.ofSite(sites.siteOf(page.url()));
    }

    /** Notes what came of the pages of a directory or site so far. */
    public void judge(DirectoryKey key, DirectoryRow row) {
        Verdict verdict = verdict(key, row);
        if (verdict == null) {
            if (!verdicts.isEmpty()) {
                verdicts.remove(key.fingerprint());
            }
        } else if (verdicts.size() < MOST || verdicts.containsKey(key.fingerprint())) {
            verdicts.put(key.fingerprint(), verdict);
        }
    }

    private @Nullable Verdict verdict(DirectoryKey key, DirectoryRow row) {
        if (limits.directoryPages() > 0 && row.pages() >= limits.directoryPages() && !key.isSite()) {
            return Verdict.FULL;
        }
        if (row.lately() >= limits.leastYield()) {
            return null;
        }
        return limits.lowYieldPages() > 0 && row.pages() >= limits.lowYieldPages() ? Verdict.SPENT : Verdict.LOW;
    }

    /**
     * What a page is told by its directory, or else by its site; null if nothing speaks against it. What a site is told holds for no
     * directory of it whose pages have new content.
     */
    public @Nullable Verdict of(PageKey page) {
        if (verdicts.isEmpty()) {
            return null;
        }
        DirectoryKey directory = DirectoryKey.of(page);
        Verdict own = verdicts.get(directory.fingerprint());
        if (own != null && own != Verdict.LOW) {
            return own;
        }
        Verdict ofSite = verdicts.get(siteOf(page).fingerprint());
        boolean isElsewhere = ofSite == null || (own == null && hasNewContent(shard.directory(directory)));
        return isElsewhere ? own : ofSite;
    }

    private boolean hasNewContent(DirectoryRow row) {
        return row.fresh() > 0 && row.fresh() >= row.pages() * limits.leastYield();
    }
}
