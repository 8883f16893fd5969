package io.linkloom.builder.store;

import io.linkloom.common.model.Stamp;
import io.linkloom.common.topic.ShardOffsets;
import io.linkloom.common.url.UrlKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The state of one partition as typed rows: what folds, scheduler and queries read.
 *
 * <p>Any number of threads may read while one writes. After {@link #close} every method throws {@link ShardClosedException}.
 * Walks are to be closed by the caller and see the shard as it was when they began.
 */
public final class Shard implements Known, KnownReferrals, AutoCloseable {
    /** Every key there can be. */
    public static final UrlKey.Range ALL = new UrlKey.Range(new byte[0], new byte[] {(byte) 0xFF});

    private final ShardStore store;
    private final ShardIdentity identity;
    private Runnable release = () -> {};

    private Shard(ShardStore store, ShardIdentity identity) {
        this.store = store;
        this.identity = identity;
    }

    /**
     * The shard in {@code store}, which is closed with it or when it is refused; a new one if the store is empty.
     *
     * @param where names the shard in messages
     * @throws ShardRefusedException with both values if it was made for something else
     */
    public static Shard open(ShardStore store, ShardIdentity wanted, String where) {
        try {
            ShardIdentity found = MetaRows.identity(store, where);
            if (found == null) {
                WriteSet first = new WriteSet();
                MetaRows.putIdentity(first, wanted);
                MetaRows.putWeights(first, PriorityWeights.USUAL);
                MetaRows.putCountsUsage(first);
                store.write(first);
                // So that a shard that is there always says what it is.
                store.flush();
            } else {
                found.check(wanted, where);
            }
            return new Shard(store, wanted);
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    /**
     * The shard in {@code store} for whatever it was made, closed with it or when it is refused.
     *
     * @param where names the shard in messages
     * @throws ShardRefusedException if it is none or of another format
     */
    public static Shard openAsItIs(ShardStore store, String where) {
        try {
            ShardIdentity found = MetaRows.identity(store, where);
            if (found == null) {
                throw new ShardRefusedException("the shard in " + where + " was never written to");
            }
            return new Shard(store, found);
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    /** What it was made for. */
    public ShardIdentity identity() {
        return identity;
    }

    /** Its number. */
    public int partition() {
        return identity.partition();
    }

    @Override
    public @Nullable PageRow page(PageKey key) {
        byte[] value = store.get(Family.PAGES, key.bytes());
        return value == null ? null : PageRow.decode(key.bytes(), value);
    }

    @Override
    public List<@Nullable PageRow> pages(List<PageKey> keys) {
        return this.<@Nullable PageRow>rowsOf(
                Family.PAGES, keys.stream().map(PageKey::bytes).toList(), PageRow::decode, null);
    }

    /** The pages of a range. */
    public Rows<PageKey, PageRow> pages(UrlKey.Range range) {
        return new Rows<>(scan(Family.PAGES, range), PageKey::ofBytes, PageRow::decode);
    }

    @Override
    public OutlinksRow outlinks(PageKey source) {
        byte[] value = store.get(Family.OUTLINKS, source.bytes());
        return value == null ? OutlinksRow.NONE : OutlinksRow.decode(source.bytes(), value);
    }

    /** The links of the pages of a range. */
    public Rows<PageKey, OutlinksRow> outlinks(UrlKey.Range range) {
        return new Rows<>(scan(Family.OUTLINKS, range), PageKey::ofBytes, OutlinksRow::decode);
    }

    /** The same links, for whoever looks at very many. */
    public OutlinksWalk walkOutlinks(UrlKey.Range sources) {
        return new OutlinksWalk(scan(Family.OUTLINKS, sources));
    }

    @Override
    public @Nullable InlinkRow inlink(InlinkKey key) {
        byte[] bytes = key.toBytes();
        byte[] value = store.get(Family.INLINKS, bytes);
        return value == null ? null : InlinkRow.decode(bytes, value);
    }

    /** The links from other sites to the pages of a range, by target, then by source; lost ones included. */
    public Rows<InlinkKey, InlinkRow> inlinks(UrlKey.Range range) {
        return new Rows<>(scan(Family.INLINKS, range), InlinkKey::ofBytes, InlinkRow::decode);
    }

    /** The links from other sites to one page, by source; lost ones included. */
    public Rows<InlinkKey, InlinkRow> inlinksTo(PageKey target) {
        return inlinks(InlinkKey.to(target));
    }

    /**
     * The links within a site to the pages of a range, by target, then by source; lost ones included. There are none unless
     * the shard was made with {@link InternalLinks#ROWS}.
     */
    public Rows<InlinkKey, InlinkRow> internalInlinks(UrlKey.Range range) {
        return new Rows<>(
                scan(Family.INTERNAL_INLINKS, range),
                InlinkKey::ofBytes,
                (key, value) -> InlinkRow.decode(Family.INTERNAL_INLINKS, key, value));
    }

    @Override
    public Rows<InlinkKey, InlinkRow> inlinks(PageKey target, String sourceSite) {
        return inlinks(InlinkKey.to(target, sourceSite));
    }

    @Override
    public List<@Nullable Referring> referring(List<byte[]> pairs) {
        return this.<@Nullable Referring>rowsOf(Family.REFERRERS, pairs, Referring::decode, null);
    }

    /** How a site links to another as a whole, null if it never did. */
    public @Nullable Referring referring(ReferrerKey pair) {
        return referring(List.of(pair.toBytes())).getFirst();
    }

    @Override
    public @Nullable ReferrerRow referrer(ReferrerKey site) {
        byte[] key = site.toBytes();
        byte[] value = store.get(Family.REFERRERS, key);
        return value == null ? null : ReferrerRow.decode(key, value);
    }

    @Override
    public @Nullable Tally referrerHost(ReferrerKey host) {
        byte[] key = host.toBytes();
        byte[] value = store.get(Family.REFERRERS, key);
        return value == null ? null : ReferrerRow.decodeHost(key, value);
    }

    /**
     * The links of sites as a whole, and of their hosts where several of a site linked, by what they lead to; the row of a host
     * has nothing but links.
     */
    public Rows<ReferrerKey, Referring> referrers(UrlKey.Range range) {
        return new Rows<>(scan(Family.REFERRERS, range), ReferrerKey::ofBytes, Referring::decodeAny);
    }

    @Override
    public List<CountsRow> counts(List<CountsKey> to) {
        return rowsOf(Family.COUNTS, to.stream().map(CountsKey::bytes).toList(), CountsRow::decode, CountsRow.NONE);
    }

    /** The links to a page, host or site; {@link CountsRow#NONE} if there never were any. */
    public CountsRow counts(CountsKey to) {
        byte[] value = store.get(Family.COUNTS, to.bytes());
        return value == null ? CountsRow.NONE : CountsRow.decode(to.bytes(), value);
    }

    /** How many links from other sites there are, by what they lead to, such as {@link CountsKey#allSites} gives. */
    public Rows<CountsKey, CountsRow> counts(UrlKey.Range range) {
        return new Rows<>(scan(Family.COUNTS, range), CountsKey::ofBytes, CountsRow::decode);
    }

    @Override
    public List<HistoryRow> history(List<byte[]> days) {
        return rowsOf(Family.HISTORY, days, HistoryRow::decode, HistoryRow.NONE);
    }

    /** What became of the links to a site on a day. */
    public HistoryRow history(HistoryKey day) {
        return history(List.of(day.toBytes())).getFirst();
    }

    /** What became of the links to sites, by site, then by day; days without changes have no row. */
    public Rows<HistoryKey, HistoryRow> history(UrlKey.Range range) {
        return new Rows<>(scan(Family.HISTORY, range), HistoryKey::ofBytes, HistoryRow::decode);
    }

    /** What waits, by host, then in the order in which it is to be fetched. */
    public Rows<QueueKey, QueueRow> queue(UrlKey.Range range) {
        return new Rows<>(scan(Family.QUEUE, range), QueueKey::ofBytes, QueueRow::decode);
    }

    /** What is due, in the order of time. */
    public Rows<DueKey, DueRow> due(UrlKey.Range range) {
        return new Rows<>(scan(Family.DUE, range), DueKey::ofBytes, DueRow::decode);
    }

    /** When the first retry of a range of family due is, {@link Long#MAX_VALUE} if none is; leases are walked over. */
    public long firstRetryMillis(UrlKey.Range range) {
        try (Rows<DueKey, DueRow> due = due(range)) {
            while (due.next()) {
                if (due.row() == DueRow.RETRY) {
                    return due.key().atMillis();
                }
                if (due.row() == DueRow.RECRAWL) {
                    break;
                }
            }
        }
        return Long.MAX_VALUE;
    }

    @Override
    public @Nullable HostRow host(HostKey host) {
        byte[] key = host.toBytes();
        byte[] value = store.get(Family.HOSTS, key);
        return value == null ? null : HostRow.decode(key, value);
    }

    /** The hosts of a range that told something of their manners. */
    public Rows<HostKey, HostRow> hosts(UrlKey.Range range) {
        return new Rows<>(scan(Family.HOSTS, range), HostKey::ofBytes, HostRow::decode);
    }

    @Override
    public UsageRow usage(HostKey host) {
        byte[] key = host.toBytes();
        byte[] value = store.get(Family.USAGE, key);
        return value == null ? UsageRow.NONE : UsageRow.decode(key, value);
    }

    /** What was spent on the hosts of a range, without those that nothing was spent on. */
    public Rows<HostKey, UsageRow> usage(UrlKey.Range range) {
        return new Rows<>(scan(Family.USAGE, range), HostKey::ofBytes, UsageRow::decode);
    }

    /** What came of the pages of directories and sites so far, by the bytes of {@link DirectoryKey}s, in their order. */
    public List<DirectoryRow> directories(List<byte[]> keys) {
        return rowsOf(Family.DIRECTORIES, keys, DirectoryRow::decode, DirectoryRow.NONE);
    }

    /** What came of the pages of a directory or site so far. */
    public DirectoryRow directory(DirectoryKey directory) {
        return directories(List.of(directory.toBytes())).getFirst();
    }

    /** The directories and sites of a range that pages were visited in. */
    public Rows<DirectoryKey, DirectoryRow> directories(UrlKey.Range range) {
        return new Rows<>(scan(Family.DIRECTORIES, range), DirectoryKey::ofBytes, DirectoryRow::decode);
    }

    private Cursor scan(Family family, UrlKey.Range range) {
        return store.scan(family, range.from(), range.to());
    }

    private <R extends @Nullable Object> List<R> rowsOf(
            Family family, List<byte[]> keys, BiFunction<byte[], byte[], R> decode, R none) {
        List<byte @Nullable []> values = store.getAll(family, keys);
        List<R> rows = new ArrayList<>(keys.size());
        for (int i = 0; i < keys.size(); i++) {
            byte[] value = values.get(i);
            rows.add(value == null ? none : decode.apply(keys.get(i), value));
        }
        return rows;
    }

    /** How far it has come. */
    public ShardOffsets offsets() {
        return MetaRows.offsets(store);
    }

    /** The highest stamp applied of each source. */
    public Map<StampSource, Stamp> stamps() {
        return MetaRows.stamps(store);
    }

    /** The number of the next page that is queued. */
    public long nextSequence() {
        return MetaRows.sequence(store);
    }

    /** The digest of the scope that known pages were judged by, null if none were. */
    public @Nullable String scopeDigest() {
        return MetaRows.scope(store);
    }

    /** The rules that visits are folded by, null if none are kept. */
    public @Nullable String foldRules() {
        return MetaRows.foldRules(store);
    }

    /** What all that waits is ranked by, nothing if an older version ranked some of it. */
    public Optional<PriorityWeights> weights() {
        return MetaRows.weights(store);
    }

    /** Whether it counts what is spent on hosts; a shard of an older version did not. */
    public boolean countsUsage() {
        return MetaRows.countsUsage(store);
    }

    /** The bounds by which it is crawled, {@link SiteBudgets#NONE} if none were noted. */
    public SiteBudgets budgets() {
        return MetaRows.budgets(store);
    }

    /** How far it is with what operators want done once. */
    public ActsRow acts() {
        return MetaRows.acts(store);
    }

    /** What it counts. */
    public ShardTotals totals() {
        return MetaRows.totals(store);
    }

    /** Bytes that it takes; an estimate. */
    public long approximateBytes() {
        return store.approximateBytes();
    }

    /**
     * Writes all of the set or nothing; for the one thread that writes.
     *
     * @throws ShardStoreException if it cannot; the shard is then to be closed
     */
    public void write(WriteSet writes) {
        store.write(writes);
    }

    /** Makes what was written survive the end of the process. */
    public void flush() {
        store.flush();
    }

    /** Makes a copy of all that was written, see {@link ShardStore#snapshot}. Any thread. */
    public void snapshot(Path target) {
        store.snapshot(target);
    }

    /** Does this when the shard is closed, or when it is told to do something else then; for the one thread that writes. */
    public void releaseWith(Runnable next) {
        release.run();
        release = next;
    }

    @Override
    public void close() {
        store.close();
        releaseWith(() -> {});
    }
}
