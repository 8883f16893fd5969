package io.linkloom.builder.fold;

import io.linkloom.builder.store.CountsKey;
import io.linkloom.builder.store.Family;
import io.linkloom.builder.store.HostKey;
import io.linkloom.builder.store.HostRow;
import io.linkloom.builder.store.InlinkKey;
import io.linkloom.builder.store.InlinkRow;
import io.linkloom.builder.store.InternalLinks;
import io.linkloom.builder.store.Known;
import io.linkloom.builder.store.LowYields;
import io.linkloom.builder.store.MetaRows;
import io.linkloom.builder.store.OutlinksRow;
import io.linkloom.builder.store.PageChanges;
import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.PageRow;
import io.linkloom.builder.store.PageState;
import io.linkloom.builder.store.Ranking;
import io.linkloom.builder.store.Shard;
import io.linkloom.builder.store.ShardTotals;
import io.linkloom.builder.store.StampSource;
import io.linkloom.builder.store.Usage;
import io.linkloom.builder.store.UsageRow;
import io.linkloom.builder.store.WriteSet;
import io.linkloom.common.model.Stamp;
import io.linkloom.common.topic.ShardOffsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a batch of records changes in one shard, not yet written: reads see the changes first and the shard behind them.
 *
 * <p>Written with {@link #writes} as one, or dropped together with the {@link ShardMemory}. Not thread-safe.
 */
public final class ChangeSet implements Known {
    private final Shard stored;
    private final ShardMemory memory;
    private final Referrals referrals;
    private final Directories directories;
    private final PageChanges pages;
    /** As bytes, which take a tenth of what their objects do; a page is seldom visited twice in a batch. */
    private final Map<PageKey, byte[]> outlinks = new HashMap<>();

    private final OutlinksRow.Encoder encoder = new OutlinksRow.Encoder();

    private final DoubtfulPages doubtful = new DoubtfulPages();
    private final Map<HostKey, HostRow> hosts = new HashMap<>();
    private final Map<StampSource, Stamp> stamps = new HashMap<>();
    /** Rows that nobody reads back within a batch go straight into it. */
    private final WriteSet blind = new WriteSet();

    private final List<Outgoing> outgoing = new ArrayList<>();
    private final ShardTotals totals;
    private long nextSequence;
    private long linksFolded;
    private long recordsSkipped;

    /**
     * No changes.
     *
     * @param stored the shard
     * @param memory of the same shard
     */
    public ChangeSet(Shard stored, ShardMemory memory) {
        this.stored = stored;
        this.memory = memory;
        this.pages = new PageChanges(stored);
        this.totals = memory.totals();
        this.referrals = new Referrals(stored, totals, memory.counted());
        this.directories = new Directories(stored, memory.yields());
        this.nextSequence = memory.nextSequence();
    }

    @Override
    public @Nullable PageRow page(PageKey key) {
        return memory.seen().contains(key) ? pages.page(key) : null;
    }

    @Override
    public OutlinksRow outlinks(PageKey source) {
        byte[] changed = outlinks.get(source);
        return changed == null ? stored.outlinks(source) : OutlinksRow.decode(source.bytes(), changed);
    }

    @Override
    public @Nullable HostRow host(HostKey host) {
        HostRow changed = hosts.get(host);
        return changed == null ? stored.host(host) : changed;
    }

    @Override
    public UsageRow usage(HostKey host) {
        return stored.usage(host);
    }

    /** What became known of hosts. */
    public Map<HostKey, HostRow> hosts() {
        return hosts;
    }

    void putHost(HostKey host, HostRow now) {
        hosts.put(host, now);
    }

    @Override
    public List<@Nullable PageRow> pages(List<PageKey> keys) {
        pages.read(keys);
        List<@Nullable PageRow> rows = new ArrayList<>(keys.size());
        keys.forEach(key -> rows.add(pages.page(key)));
        return rows;
    }

    /** Pages as they are with the changes, of which nobody asks again for those that are read for this; null where they are not known. */
    List<@Nullable PageRow> pagesOnce(List<PageKey> keys) {
        return pages.pagesOnce(keys);
    }

    /** Reads those of the pages that are known, which are asked for soon, in the order of their keys. */
    void expect(List<PageKey> keys) {
        pages.read(keys.stream()
                .filter(memory.seen()::contains)
                .distinct()
                .sorted()
                .toList());
    }

    /** Notes a link to a page of which it is not known whether it is known; found out before anything is written. */
    void doubt(DoubtfulPages.Doubtful page) {
        doubtful.add(page);
        if (doubtful.isFull()) {
            doubtful.resolve(this);
        }
    }

    /** Finds out of all pages noted so whether they are known. */
    void settleDoubts() {
        doubtful.resolve(this);
    }

    SeenPages seen() {
        return memory.seen();
    }

    void putPage(PageKey key, @Nullable PageRow before, PageRow now) {
        pages.put(key, before, now);
        memory.seen().put(key, now);
    }

    /** The one way by which a page's links change, so that links within the site that have rows of their own keep to them. */
    void putOutlinks(PageKey source, OutlinksRow before, OutlinksDelta delta) {
        if (memory.internalLinks() == InternalLinks.ROWS) {
            InternalRows.change(source, before.lost(), delta, blind);
        }
        outlinks.put(source, encoder.encode(delta.after()));
    }

    void putInlink(PageKey target, PageKey source, InlinkRow row) {
        blind.put(Family.INLINKS, new InlinkKey(target, source).toBytes(), row.encode());
    }

    /** Where links from other sites are counted. */
    Referrals referrals() {
        return referrals;
    }

    /** Where pages of a directory are counted. */
    Directories directories() {
        return directories;
    }

    /** Directories and sites whose pages are not like those of others. */
    LowYields yields() {
        return memory.yields();
    }

    void addInternalLinks(int more) {
        totals.addInternalLinks(more);
    }

    /** Whether the changes with this stamp are in already; from now on they are. */
    boolean wasApplied(Stamp stamp) {
        StampSource source = StampSource.of(stamp);
        Stamp highest = stamps.get(source);
        if (highest == null) {
            highest = memory.highestStamp(source);
        }
        if (highest != null && stamp.compareTo(highest) <= 0) {
            recordsSkipped++;
            return true;
        }
        stamps.put(source, stamp);
        return false;
    }

    /** The next place in the queue, of a page that no other site links to as far as known; told otherwise by {@link #writes}. */
    PageState queued(Way way, int marks) {
        return memory.weights().queued(way.depth(), way.origin(), marks, nextSequence++);
    }

    /** The page, if it waits, where it is to as far as that does not rest on links to it; told otherwise by {@link #writes}. */
    PageRow waiting(PageRow page) {
        return memory.weights().ranked(page, 0);
    }

    /** Whether it counts what sitemaps say of pages. */
    boolean ranksByHints() {
        return memory.weights().listed() > 0;
    }

    long nextSequence() {
        return nextSequence++;
    }

    void send(Outgoing record) {
        outgoing.add(record);
    }

    void countLinks(int folded) {
        linksFolded += folded;
    }

    void countBytes(long fetched) {
        totals.addBytesFetched(fetched);
    }

    /** What has to reach other shards before this is written. */
    public List<Outgoing> outgoing() {
        return outgoing;
    }

    /** Links looked at: those of visits, and changes from other shards. */
    public long linksFolded() {
        return linksFolded;
    }

    /** Records of link changes that had been applied before. */
    public long recordsSkipped() {
        return recordsSkipped;
    }

    /** What became of pages; after {@link #writes}, which gives those that wait their places. */
    public List<PageChanges.Move> moves() {
        return pages.moves();
    }

    /** What is spent on hosts by them; after {@link #writes}. */
    public Map<HostKey, Usage.Change> usage() {
        return pages.usage();
    }

    /** Sites that come to another step of referring sites, and how many that are; after {@link #writes}. */
    public Map<CountsKey, Long> sitesAtAnotherStep() {
        return referrals.sitesAtAnotherStep();
    }

    /** All changes with how far the shard is then; to be called once. */
    public WriteSet writes(ShardOffsets applied) {
        doubtful.resolve(this);
        referrals.writeTo(blind);
        referrals.rank(memory, new Ranking(stored, pages, memory.weights()));
        pages.writeTo(blind);
        directories.writeTo(blind);
        pages.countIn(totals);
        outlinks.forEach((source, row) -> {
            if (OutlinksRow.isEmpty(row)) {
                blind.delete(Family.OUTLINKS, source.bytes());
            } else {
                blind.put(Family.OUTLINKS, source.bytes(), row);
            }
        });
        hosts.forEach((key, row) -> blind.put(Family.HOSTS, key.toBytes(), row.encode()));
        stamps.values().forEach(stamp -> MetaRows.putStamp(blind, stamp));
        MetaRows.putOffsets(blind, applied);
        MetaRows.putSequence(blind, nextSequence);
        MetaRows.putTotals(blind, totals);
        return blind;
    }

    /** To be called when the changes are written: memory is as the shard is. */
    public void written(ShardOffsets applied) {
        blind.release();
        memory.wrote(stamps, totals, applied, nextSequence);
    }
}
