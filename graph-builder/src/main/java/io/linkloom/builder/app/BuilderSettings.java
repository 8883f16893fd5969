package io.linkloom.builder.app;

import io.linkloom.builder.fold.Feeding;
import io.linkloom.builder.fold.FoldRules;
import io.linkloom.builder.schedule.ScheduleLimits;
import io.linkloom.builder.store.InternalLinks;
import io.linkloom.builder.store.MemoryBudget;
import io.linkloom.builder.store.PriorityWeights;
import io.linkloom.builder.store.Recrawl;
import io.linkloom.builder.store.RocksShared;
import io.linkloom.common.config.Config;
import io.linkloom.common.config.Setting;
import io.linkloom.common.config.Settings;
import io.linkloom.common.model.LinkKind;
import io.linkloom.common.url.UrlRule;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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

    /** Bound of orders for each shard. */
    public static final Setting<Integer> OUTSTANDING = Setting.ofInt(
            "schedule.outstanding-per-partition",
            1000,
            1,
            1_000_000,
            "most pages of a partition that are ordered and not yet visited");

    /** What decides the bound of orders for each host. */
    public static final Setting<Duration> HOST_DELAY = Setting.ofDuration(
            "schedule.host-delay",
            Duration.ofSeconds(1),
            "the delay that workers keep between two fetches from a host, which decides with schedule.lookahead how many"
                    + " orders a host has outstanding");

    /** How far ahead orders are given. */
    public static final Setting<Duration> LOOKAHEAD = Setting.ofDuration(
            "schedule.lookahead",
            Duration.ofMinutes(1),
            Duration.ofSeconds(1),
            Duration.ofDays(1),
            "a host has no more orders outstanding than its delay lets workers fetch in this time, but always one");

    /** When an order is given again. */
    public static final Setting<Duration> LEASE = Setting.ofDuration(
            "schedule.lease",
            Duration.ofMinutes(10),
            Duration.ofSeconds(1),
            Duration.ofDays(7),
            "how long an order may stay without a visit before it is given again; longer where the host's delay asks for"
                    + " it");

    /** What a crawl that somebody waits for does about retries. */
    public static final Setting<Duration> WAIT_FOR_RETRIES = Setting.ofDuration(
            "schedule.wait-for-retries",
            Duration.ofMinutes(2),
            Duration.ZERO,
            Duration.ofDays(365),
            "linkloom crawl ends when nothing is left to fetch but pages that wait longer than this for a retry, or for a"
                    + " host that refuses requests; the same command goes on with them");

    /** Which pages are fetched again. */
    public static final Setting<Optional<Instant>> AGAIN_SINCE = Setting.ofOptionalTime(
            "schedule.again-since",
            "pages that were last visited before this time are fetched once more, with conditional requests where the server"
                    + " gave validators; linkloom crawl --again sets it to the time of its start");

    /** Which links lead to new pages. */
    public static final Setting<Set<LinkKind>> KINDS = Setting.ofSet(
            "frontier.kinds",
            Feeding.CHOICES,
            LinkKind::label,
            Feeding.USUAL_KINDS,
            "kinds of links that lead to pages to be fetched, from now on; links of other kinds are recorded only");

    /** Whether links lead to new pages that are not to be followed. */
    public static final Setting<Feeding.Nofollow> NOFOLLOW = Setting.ofChoice(
            "frontier.nofollow",
            Feeding.Nofollow.HOLD_PAGE,
            "whether nofollowed links lead to pages to be fetched: feed takes all, hold-page none of pages that say"
                    + " nofollow to robots, hold nor those with rel=nofollow; they are recorded in any case");

    /** Whether sitemaps lead to new pages. */
    public static final Setting<Boolean> SITEMAPS = Setting.ofBoolean(
            "frontier.sitemaps",
            true,
            "whether sitemaps are fetched that robots.txt or a page names, and what they list");

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

    /** Which pages are let in or kept out, beside the scope. */
    public static final Setting<Optional<String>> SCOPE_FILE = Setting.ofOptionalText(
            "scope.file",
            "file with rules that let pages in or keep them out before the scope decides, one a line, such as"
                    + " \"deny host ads.example.com\"; read again when it changes; none if it is not given");

    /** What a way to a page costs. */
    public static final Setting<Integer> PRIORITY_CLICK = weight(
            "schedule.priority.click",
            PriorityWeights.USUAL.perClick(),
            "how much later a page of a host is fetched for each link between a seed and it; the weights of schedule.priority"
                    + " are added up to a number from 0 to 255, and other ones hold for all that waits");

    /** What referring sites are worth. */
    public static final Setting<Integer> PRIORITY_SITES = weight(
            "schedule.priority.referring-sites",
            PriorityWeights.USUAL.perStep(),
            "how much sooner a page is fetched that two other sites link to, and again with each doubling of these sites");

    /** What it is worth to be a seed. */
    public static final Setting<Integer> PRIORITY_SEED =
            weight("schedule.priority.seed", PriorityWeights.USUAL.seed(), "how much sooner a seed is fetched");

    /** What it costs that nobody links to a page. */
    public static final Setting<Integer> PRIORITY_SITEMAP = weight(
            "schedule.priority.sitemap",
            PriorityWeights.USUAL.sitemap(),
            "how much later a page is fetched that a sitemap lists and no link led to before, or none on a shorter way");

    /** Whether pages are visited again. */
    public enum RecrawlMode {
        /** Each page once. */
        OFF,
        /** Each page at an interval of its own. */
        ADAPTIVE
    }

    /** Whether pages are visited again and again. */
    public static final Setting<RecrawlMode> RECRAWL = Setting.ofChoice(
            "schedule.recrawl",
            RecrawlMode.OFF,
            "whether pages are visited again: off fetches each page once, and a crawl ends; adaptive visits each at an interval"
                    + " that halves when its links have changed and grows by a half when they have not, and a crawl goes on until it"
                    + " is stopped");

    /** How soon after its first visit. */
    public static final Setting<Duration> RECRAWL_FIRST = Setting.ofDuration(
            "schedule.recrawl.first-interval",
            Recrawl.OFF.first(),
            Duration.ofSeconds(1),
            Duration.ofDays(3650),
            "how long after its first visit a page is visited again with schedule.recrawl=adaptive; up to a quarter more, here and"
                    + " with every interval, so that a site does not come back in one go");

    /** How soon at the soonest. */
    public static final Setting<Duration> RECRAWL_LEAST = Setting.ofDuration(
            "schedule.recrawl.min-interval",
            Recrawl.OFF.least(),
            Duration.ofSeconds(1),
            Duration.ofDays(3650),
            "no page is visited again sooner, however often its links change");

    /** How late at the latest. */
    public static final Setting<Duration> RECRAWL_MOST = Setting.ofDuration(
            "schedule.recrawl.max-interval",
            Recrawl.OFF.most(),
            Duration.ofSeconds(1),
            Duration.ofDays(3650),
            "every page is planned to be visited again after this at the latest, even if its links never change");

    /** Pages seen against pages never seen. */
    public static final Setting<Double> RECRAWL_SHARE = Setting.ofDouble(
            "schedule.recrawl.share",
            Recrawl.OFF.share(),
            0,
            1,
            "part of the orders that pages due again get while pages never seen wait too; what the ones do not need the others"
                    + " get");

    /** All of them. */
    public static final Settings ALL = Settings.of(
            GROUP,
            INSTANCE,
            OUTSTANDING,
            HOST_DELAY,
            LOOKAHEAD,
            LEASE,
            WAIT_FOR_RETRIES,
            AGAIN_SINCE,
            KINDS,
            NOFOLLOW,
            SITEMAPS,
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
            READ_REPLICA,
            RECRAWL,
            RECRAWL_FIRST,
            RECRAWL_LEAST,
            RECRAWL_MOST,
            RECRAWL_SHARE,
            SCOPE_FILE,
            PRIORITY_CLICK,
            PRIORITY_SITES,
            PRIORITY_SEED,
            PRIORITY_SITEMAP);

    private BuilderSettings() {}

    private static Setting<Integer> weight(String key, int usual, String doc) {
        return Setting.ofInt(key, usual, 0, PriorityWeights.MOST, doc);
    }

    static ScheduleLimits limits(Config config) {
        return new ScheduleLimits(
                config.get(OUTSTANDING),
                config.get(HOST_DELAY),
                config.get(LEASE),
                config.get(LOOKAHEAD),
                config.get(AGAIN_SINCE).map(Instant::toEpochMilli).orElse(0L),
                weights(config),
                recrawl(config));
    }

    private static PriorityWeights weights(Config config) {
        return new PriorityWeights(
                config.get(PRIORITY_CLICK),
                config.get(PRIORITY_SITES),
                config.get(PRIORITY_SEED),
                config.get(PRIORITY_SITEMAP));
    }

    private static Recrawl recrawl(Config config) {
        return new Recrawl(
                config.get(RECRAWL) == RecrawlMode.ADAPTIVE,
                config.get(RECRAWL_FIRST),
                config.get(RECRAWL_LEAST),
                config.get(RECRAWL_MOST),
                config.get(RECRAWL_SHARE));
    }

    static RocksShared memory(Config config) {
        return new RocksShared(MemoryBudget.of(config.get(MEMORY)), config.get(INGEST_FROM));
    }

    static Optional<SnapshotDirectory> snapshots(Config config) {
        return config.get(SNAPSHOTS).map(root -> new SnapshotDirectory(Path.of(root), config.get(GROUP)));
    }

    static FoldRules foldRules(Config config) {
        return new FoldRules(config.get(GRACE_PERIOD), config.get(LINKS_OF), config.get(KEEP_LOST));
    }

    static Feeding feeding(Config config) {
        return new Feeding(config.get(KINDS), config.get(NOFOLLOW), config.get(SITEMAPS));
    }
}
