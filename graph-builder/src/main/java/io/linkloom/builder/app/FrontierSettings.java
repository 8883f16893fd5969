package io.linkloom.builder.app;

import io.linkloom.builder.fold.Feeding;
import io.linkloom.builder.schedule.ScheduleLimits;
import io.linkloom.builder.store.PriorityWeights;
import io.linkloom.builder.store.Recrawl;
import io.linkloom.builder.store.SiteBudgets;
import io.linkloom.builder.store.TrapLimits;
import io.linkloom.common.config.Config;
import io.linkloom.common.config.Setting;
import io.linkloom.common.config.Settings;
import io.linkloom.common.model.LinkKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** What can be set about a builder's frontier: what is crawled, in which order, how often. Parts of {@link BuilderSettings#ALL}. */
public final class FrontierSettings {
    /** Bound of orders for each shard. */
    public static final Setting<Integer> OUTSTANDING = Setting.ofInt(
            "schedule.outstanding-per-partition",
            1000,
            1,
            1_000_000,
            "most pages of a partition that are ordered and not yet visited, but for those ordered longer ago than a quarter of"
                    + " schedule.lookahead; ten times as many with these");

    /** What decides the bound of orders for each host. */
    public static final Setting<Duration> HOST_DELAY = Setting.ofDuration(
            "schedule.host-delay",
            Duration.ofSeconds(1),
            "the delay that workers keep between two fetches from a host, which decides with schedule.lookahead how"
                    + " many orders a host has outstanding");

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
            "how long an order may stay without a visit before it is given again; longer where the host's delay asks"
                    + " for it");

    /** What a crawl that somebody waits for does about retries. */
    public static final Setting<Duration> WAIT_FOR_RETRIES = Setting.ofDuration(
            "schedule.wait-for-retries",
            Duration.ofMinutes(2),
            Duration.ZERO,
            Duration.ofDays(365),
            "linkloom crawl ends when nothing is left to fetch but pages that wait longer than this for a retry, or"
                    + " for a host that refuses requests; the same command goes on with them");

    /** Which pages are fetched again. */
    public static final Setting<Optional<Instant>> AGAIN_SINCE = Setting.ofOptionalTime(
            "schedule.again-since",
            "pages that were last visited before this time are fetched once more, with conditional requests where the"
                    + " server gave validators; linkloom crawl --again sets it to the time of its start");

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

    /** Which pages are let in or kept out, beside the scope. */
    public static final Setting<Optional<String>> SCOPE_FILE = Setting.ofOptionalText(
            "scope.file",
            "file with rules that let pages in or keep them out before the scope decides, one a line, such as"
                    + " \"deny host ads.example.com\"; read again when it changes; none if it is not given");

    /** What a way to a page costs. */
    public static final Setting<Integer> PRIORITY_CLICK = weight(
            "schedule.priority.click",
            PriorityWeights.USUAL.perClick(),
            "how much later a page of a host is fetched for each link between a seed and it; the weights of"
                    + " schedule.priority are added up to a number from 0 to 255, and other ones hold for all that waits");

    /** What referring sites are worth. */
    public static final Setting<Integer> PRIORITY_SITES = weight(
            "schedule.priority.referring-sites",
            PriorityWeights.USUAL.perStep(),
            "how much sooner a page is fetched that two other sites link to, and again with each doubling of these"
                    + " sites");

    /** What it is worth to be a seed. */
    public static final Setting<Integer> PRIORITY_SEED =
            weight("schedule.priority.seed", PriorityWeights.USUAL.seed(), "how much sooner a seed is fetched");

    /** What it costs that nobody links to a page. */
    public static final Setting<Integer> PRIORITY_SITEMAP = weight(
            "schedule.priority.sitemap",
            PriorityWeights.USUAL.sitemap(),
            "how much later a page is fetched that a sitemap lists and no link led to before, or none on a shorter"
                    + " way");

    /** What a sitemap's priority is worth. */
    public static final Setting<Integer> PRIORITY_LISTED = weight(
            "schedule.priority.sitemap-priority",
            PriorityWeights.USUAL.listed(),
            "how much sooner a page is fetched to which a sitemap gives priority 1.0, and how much later one with 0.0; never sooner by"
                    + " more than schedule.priority.referring-sites");

    /** What it costs to look like a trap. */
    public static final Setting<Integer> PRIORITY_TRAP = weight(
            "schedule.priority.trap",
            PriorityWeights.USUAL.trap(),
            "how much later a page is fetched for each mark of a trap that it has, such as calendar or near_duplicate;"
                    + " three marks count");

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
            "whether pages are visited again: off fetches each page once, and a crawl ends; adaptive visits each at an"
                    + " interval that halves when its links have changed and grows by a half when they have not, and a"
                    + " crawl goes on until it is stopped");

    /** How soon after its first visit. */
    public static final Setting<Duration> RECRAWL_FIRST = Setting.ofDuration(
            "schedule.recrawl.first-interval",
            Recrawl.OFF.first(),
            Duration.ofSeconds(1),
            Duration.ofDays(3650),
            "how long after its first visit a page is visited again with schedule.recrawl=adaptive; up to a quarter"
                    + " more, here and with every interval, so that a site does not come back in one go");

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
            "part of the orders that pages due again get while pages never seen wait too; what the ones do not need"
                    + " the others get");

    /** What a site may use. */
    public static final Setting<Long> BUDGET_SITE = bound(
            "schedule.budget.site-pages",
            SiteBudgets.USUAL.sitePages(),
            "most pages of a site that are fetched, each counted once, while at most one other site links to it; more"
                    + " with schedule.budget.power; what is over waits in the queue; 0 for any number");

    /** What a site may use that was asked for. */
    public static final Setting<Long> BUDGET_SEED_SITE = bound(
            "schedule.budget.seed-site-pages",
            SiteBudgets.USUAL.seedSitePages(),
            "the same of a site that has a seed; 0 for any number");

    /** How many hosts a site may have. */
    public static final Setting<Long> BUDGET_HOSTS = bound(
            "schedule.budget.site-hosts",
            SiteBudgets.USUAL.siteHosts(),
            "most hosts of a site that are asked for pages, growing as its pages do, and more of a site with a seed as"
                    + " it may have more pages; 0 for any number");

    /** What a host may use. */
    public static final Setting<Long> BUDGET_HOST = bound(
            "schedule.budget.host-pages",
            SiteBudgets.USUAL.hostPages(),
            "most pages of any one host that are fetched, whoever links to it; 0 for any number");

    /** What links are worth. */
    public static final Setting<Double> BUDGET_POWER = Setting.ofDouble(
            "schedule.budget.power",
            SiteBudgets.USUAL.power(),
            0,
            1,
            "what a site may use grows with this power of the number of other sites that link to it, at each doubling:"
                    + " with 0.5 a hundred times as many sites make it ten times as much");

    /** Bound of pages for each directory. */
    public static final Setting<Long> BUDGET_DIRECTORY = bound(
            "schedule.budget.directory-pages",
            TrapLimits.USUAL.directoryPages(),
            "so many pages of a directory (the first segment of a path, or a script) are fetched, and no more but"
                    + " seeds and pages that other sites link to; 0 for no bound");

    /** From when on a directory is of low yield. */
    public static final Setting<Double> TRAP_YIELD = Setting.ofDouble(
            "schedule.trap.least-yield",
            TrapLimits.USUAL.leastYield(),
            0,
            1,
            "a directory or site of which lately a smaller part of the pages had new content is of low yield: what is"
                    + " found there waits behind other pages");

    /** How many pages of a directory of low yield are fetched. */
    public static final Setting<Long> TRAP_PAGES = bound(
            "schedule.trap.low-yield-pages",
            TrapLimits.USUAL.lowYieldPages(),
            "so many pages of a directory or site of low yield are fetched, and no more but seeds and pages that other"
                    + " sites link to; 0 for no bound");

    /** All of them. */
    public static final Settings ALL = Settings.of(
            OUTSTANDING,
            HOST_DELAY,
            LOOKAHEAD,
            LEASE,
            WAIT_FOR_RETRIES,
            AGAIN_SINCE,
            KINDS,
            NOFOLLOW,
            SITEMAPS,
            SCOPE_FILE,
            PRIORITY_CLICK,
            PRIORITY_SITES,
            PRIORITY_SEED,
            PRIORITY_SITEMAP,
            PRIORITY_LISTED,
            PRIORITY_TRAP,
            RECRAWL,
            RECRAWL_FIRST,
            RECRAWL_LEAST,
            RECRAWL_MOST,
            RECRAWL_SHARE,
            BUDGET_SITE,
            BUDGET_SEED_SITE,
            BUDGET_HOSTS,
            BUDGET_HOST,
            BUDGET_POWER,
            BUDGET_DIRECTORY,
            TRAP_YIELD,
            TRAP_PAGES);

    private FrontierSettings() {}

    private static Setting<Long> bound(String key, long usual, String doc) {
        return Setting.ofLong(key, usual, 0, SiteBudgets.MOST, doc);
    }

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
                recrawl(config),
                budgets(config),
                traps(config));
    }

    private static PriorityWeights weights(Config config) {
        return new PriorityWeights(
                config.get(PRIORITY_CLICK),
                config.get(PRIORITY_SITES),
                config.get(PRIORITY_SEED),
                config.get(PRIORITY_SITEMAP),
                config.get(PRIORITY_LISTED),
                config.get(PRIORITY_TRAP));
    }

    private static SiteBudgets budgets(Config config) {
        return new SiteBudgets(
                config.get(BUDGET_SITE),
                config.get(BUDGET_SEED_SITE),
                config.get(BUDGET_HOSTS),
                config.get(BUDGET_HOST),
                config.get(BUDGET_POWER));
    }

    private static TrapLimits traps(Config config) {
        return new TrapLimits(config.get(TRAP_YIELD), config.get(TRAP_PAGES), config.get(BUDGET_DIRECTORY));
    }

    private static Recrawl recrawl(Config config) {
        return new Recrawl(
                config.get(RECRAWL) == RecrawlMode.ADAPTIVE,
                config.get(RECRAWL_FIRST),
                config.get(RECRAWL_LEAST),
                config.get(RECRAWL_MOST),
                config.get(RECRAWL_SHARE));
    }

    static Feeding feeding(Config config) {
        return new Feeding(config.get(KINDS), config.get(NOFOLLOW), config.get(SITEMAPS));
    }
}
