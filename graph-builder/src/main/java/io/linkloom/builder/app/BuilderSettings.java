package io.linkloom.builder.app;

import io.linkloom.builder.fold.FoldRules;
import io.linkloom.builder.store.InternalLinks;
import io.linkloom.builder.store.MemoryBudget;
import io.linkloom.builder.store.RocksShared;
import io.linkloom.common.config.Config;
import io.linkloom.common.config.Setting;
import io.linkloom.common.config.Settings;
import io.linkloom.common.url.UrlRule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Everything that can be set about a builder. */
public final class BuilderSettings {
    private static final long MIB = 1L << 20;

    /** The consumer group that shares the shards. */
    public static final Setting<String> GROUP = Setting.ofText(
            "builder.group",
            "linkloom-builder",
            "Kafka consumer group whose members share the shards; another group builds an index of its own");

    /** What tells builders of one group apart. */
    public static final Setting<Optional<String>> INSTANCE = Setting.ofOptionalText(
            "builder.instance",
            "name of this process among the builders of its group, no other's and the same after a restart; made up and"
                    + " kept beside the shards if it is not given");

    /** How long a page may fail. */
    public static final Setting<Duration> GRACE_PERIOD = Setting.ofDuration(
            "index.grace-period",
            FoldRules.USUAL.grace(),
            Duration.ZERO,
            Duration.ofDays(365),
            "how long a page may fail before its links are lost; until then they are live, and the page is visited once more at"
                    + " its end; another value holds for what is folded from then on");

    /** Whose links count. */
    public static final Setting<FoldRules.LinksOf> LINKS_OF = Setting.ofChoice(
            "index.links-of",
            FoldRules.USUAL.linksOf(),
            "whose links are live: indexable leaves out pages that say noindex or name another page as canonical, all takes"
                    + " every page; another value holds from each page's next visit");

    /** How long links within a site are remembered. */
    public static final Setting<Duration> KEEP_LOST = Setting.ofDuration(
            "index.keep-lost",
            FoldRules.USUAL.keepLost(),
            Duration.ZERO,
            Duration.ofDays(36_500),
            "how long after it was lost a page remembers a link within its site; it is forgotten when the page's links change"
                    + " next");

    /** What else stands for the same page. */
    public static final Setting<Set<UrlRule>> URL_RULES = Setting.ofSet(
            "url.rules",
            List.of(UrlRule.values()),
            UrlRule::word,
            Set.of(),
            "what is taken for the same page on top of the normal form, see docs/URLS.md; an index keeps the rules it was"
                    + " begun with");

    /** Where links within a site are found. */
    public static final Setting<InternalLinks> INTERNAL_LINKS = Setting.ofChoice(
            "index.internal-links",
            InternalLinks.DERIVED,
            "derived finds the links within a site by a walk through the links of the site's pages; rows writes them by"
                    + " target too, which about doubles writes and space, and answers at once for sites of millions of"
                    + " pages; an index keeps what it was begun with");

    /** Bound of a batch. */
    public static final Setting<Integer> BATCH_LINKS = Setting.ofInt(
            "fold.batch-links",
            250_000,
            1,
            10_000_000,
            "most links that are folded and written at once in one shard, a single page's excepted; about 320 bytes of heap"
                    + " each");

    /** Bound of what a batch waits for. */
    public static final Setting<Duration> BATCH_TIME = Setting.ofDuration(
            "fold.batch-time",
            Duration.ofMillis(250),
            Duration.ZERO,
            Duration.ofMinutes(1),
            "how long visits and link changes wait at most for others to be folded with; they wait no longer than until they have"
                    + " fold.batch-links links, or until half of the pages are visited that were ordered");

    /** Memory to tell new pages from known ones. */
    public static final Setting<Long> SEEN_MEMORY = Setting.ofBytes(
            "fold.seen-memory",
            256 * MIB,
            MIB,
            1L << 40,
            "heap memory to tell new pages from known ones, all shards of the process together: 10 to 15 bytes a page; with"
                    + " less, the shards are asked, which is slower");

    /** Memory that is none of the heap. */
    public static final Setting<Long> MEMORY = Setting.ofBytes(
            "store.memory",
            2048 * MIB,
            32 * MIB,
            1L << 40,
            "memory beside the heap, all shards of the process together: three eighths for blocks read from disk, a quarter for"
                    + " rows not yet on disk, a quarter for filters and indexes of files; linkloom status says what is used");

    /** What goes around memory. */
    public static final Setting<Long> INGEST_FROM = Setting.ofBytes(
            "store.ingest-from",
            64 * MIB,
            1,
            1L << 40,
            "a batch whose rows take at least so many bytes becomes part of a shard as sorted files, without going through memory;"
                    + " a batch of fold.batch-links has fewer as that comes, and small ones are slower that way");

    /** Bound of what a killed process has to fold again. */
    public static final Setting<Duration> FLUSH_INTERVAL = Setting.ofDuration(
            "store.flush-interval",
            Duration.ofMinutes(5),
            Duration.ofSeconds(1),
            Duration.ofDays(1),
            "how often each shard is written to disk completely; a process that was killed folds again what came since");

    /** Where copies of shards lie that outlive their machine. */
    public static final Setting<Optional<String>> SNAPSHOTS = Setting.ofOptionalText(
            "store.snapshots",
            "directory for snapshots of the shards, which all builders reach, such as a network mount; a builder gets a shard"
                    + " from there that it does not have, or not as new; no snapshots if it is not given");

    /** How old the newest snapshot may get. */
    public static final Setting<Duration> SNAPSHOT_INTERVAL = Setting.ofDuration(
            "store.snapshot-interval",
            Duration.ofHours(1),
            Duration.ofSeconds(1),
            Duration.ofDays(365),
            "how often a snapshot of each shard is taken, if anything has changed in it");

    /** How many may be damaged. */
    public static final Setting<Integer> SNAPSHOTS_KEPT = Setting.ofInt(
            "store.snapshots-kept",
            2,
            1,
            1000,
            "how many snapshots of each shard are kept; the topics have to keep records for longer than"
                    + " store.snapshot-interval times one more than this");

    /** Whether the process only reads. */
    public static final Setting<Boolean> READ_REPLICA = Setting.ofBoolean(
            "builder.read-replica",
            false,
            "whether this builder only answers questions: it folds what the builders of the crawl fold, and neither orders"
                    + " pages nor sends link changes; it needs a builder.group of its own");

    /** All of them. */
    public static final Settings ALL = Settings.of(
                    GROUP,
                    INSTANCE,
                    GRACE_PERIOD,
                    LINKS_OF,
                    KEEP_LOST,
                    URL_RULES,
                    INTERNAL_LINKS,
                    BATCH_LINKS,
                    BATCH_TIME,
                    SEEN_MEMORY,
                    MEMORY,
                    INGEST_FROM,
                    FLUSH_INTERVAL,
                    SNAPSHOTS,
                    SNAPSHOT_INTERVAL,
                    SNAPSHOTS_KEPT,
                    READ_REPLICA)
            .plus(FrontierSettings.ALL);

    private BuilderSettings() {}

    static RocksShared memory(Config config) {
        return new RocksShared(MemoryBudget.of(config.get(MEMORY)), config.get(INGEST_FROM));
    }

    static Optional<SnapshotDirectory> snapshots(Config config) {
        return config.get(SNAPSHOTS).map(root -> new SnapshotDirectory(Path.of(root), config.get(GROUP)));
    }

    static FoldRules foldRules(Config config) {
        return new FoldRules(config.get(GRACE_PERIOD), config.get(LINKS_OF), config.get(KEEP_LOST));
    }
}
