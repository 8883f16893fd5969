package io.linkloom.standalone.command;

import io.linkloom.builder.store.SiteBudgets;
import io.linkloom.standalone.frontier.FrontierPlan;
import io.linkloom.standalone.output.Figures;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is simulated of the frontier. */
final class FrontierOptions {
    /** The option without which the others here say nothing. */
    static final String WANTED = "--frontier";

    private static final int LEAST_HOSTS = 100;
    private static final int MOST_HOSTS = 9_999_999;
    /** A smaller web has a smaller farm, and work enough for fewer requests and orders: else it is over as soon as it begins. */
    private static final int HOSTS_A_FARM_SITE = 2_000;

    private static final int HOSTS_A_SHARD = 125_000;
    private static final int HOSTS_A_REQUEST = 300;
    private static final int LEAST_REQUESTS = 32;
    private static final int MOST_REQUESTS = 256;
    private static final int[] DECISION_HOSTS = {10_000, 100_000, 1_000_000};
    /** What knowing a page, a host with pages waiting and all the rest take at least, in bytes of Java's heap. */
    private static final long HEAP_A_PAGE = 15;

    private static final long HEAP_A_HOST = 700;
    private static final long HEAP_BESIDE = 200 << 20;

    @Option(
            names = WANTED,
            description =
                    "Simulate instead what is crawled next in a web of very many hosts, in a time that is made up, and say how"
                            + " well; ends with 1 if it is not as it has to be. --from is its seed.")
    private boolean frontier;

    @Option(
            names = "--hosts",
            paramLabel = "N",
            defaultValue = "20000",
            description = "Hosts of that web; ${DEFAULT-VALUE}.")
    private int hosts;

    @Option(
            names = "--pages",
            paramLabel = "N",
            defaultValue = "400000",
            description = "Pages known of them when it begins; ${DEFAULT-VALUE}. A million take about 40 MB of disk.")
    private long pages;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "10",
            description = "How long the time is that is made up; ${DEFAULT-VALUE}.")
    private int minutes;

    @Option(
            names = "--farm",
            paramLabel = "N",
            description = "Sites of its link farm; one for " + HOSTS_A_FARM_SITE + " hosts unless given.")
    private @Nullable Integer farm;

    @Option(
            names = "--shards",
            paramLabel = "N",
            description = "Shards; one for " + HOSTS_A_SHARD + " hosts unless given.")
    private @Nullable Integer shards;

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            description = "Most requests under way; one for " + HOSTS_A_REQUEST + " hosts unless given, "
                    + LEAST_REQUESTS + " to " + MOST_REQUESTS + ".")
    private @Nullable Integer concurrency;

    @Option(
            names = "--site-pages",
            paramLabel = "N",
            defaultValue = "10000",
            description =
                    "Most pages of a site that at most one other links to, as schedule.budget.site-pages; ${DEFAULT-VALUE}.")
    private long sitePages;

    @Option(
            names = "--site-hosts",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Most hosts of such a site, as schedule.budget.site-hosts; ${DEFAULT-VALUE}.")
    private long siteHosts;

    @Option(
            names = "--memory",
            paramLabel = "MIB",
            defaultValue = "512",
            description = "Memory of the store; ${DEFAULT-VALUE}.")
    private int memory;

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description =
                    "Where a directory for what is simulated is made, and removed; that for temporary files if nothing is said.")
    private Path directory = Path.of(System.getProperty("java.io.tmpdir"));

    boolean isWanted() {
        return frontier;
    }

    Path directory() {
        return directory;
    }

    FrontierPlan plan(long seed) {
        int shardsOfAll = shards == null ? Math.max(1, hosts / HOSTS_A_SHARD) : shards;
        int farmSites = farm == null ? Math.max(2, hosts / HOSTS_A_FARM_SITE) : farm;
        int requests =
                concurrency == null ? Math.clamp(hosts / HOSTS_A_REQUEST, LEAST_REQUESTS, MOST_REQUESTS) : concurrency;
        if (hosts < LEAST_HOSTS || hosts > MOST_HOSTS || pages < hosts || shardsOfAll < 1 || minutes < 1) {
            throw new UsageException("--hosts takes " + LEAST_HOSTS + " to " + MOST_HOSTS
                    + ", --pages at least as many, --shards and --minutes 1 or more");
        }
        if (sitePages < 0 || siteHosts < 0 || sitePages > SiteBudgets.MOST || siteHosts > SiteBudgets.MOST) {
            throw new UsageException("--site-pages and --site-hosts take 0, for any number, to " + SiteBudgets.MOST);
        }
        if (farmSites < 2 || requests < 1 || memory < 1) {
            throw new UsageException("--farm takes 2 or more, --concurrency and --memory 1 or more");
        }
        checkHeap(Runtime.getRuntime().maxMemory());
        List<Integer> decisionHosts = IntStream.concat(
                        IntStream.of(DECISION_HOSTS).filter(each -> each < hosts), IntStream.of(hosts))
                .boxed()
                .toList();
        return new FrontierPlan(
                seed,
                hosts,
                pages,
                farmSites,
                Duration.ofMinutes(minutes),
                shardsOfAll,
                requests,
                new SiteBudgets(sitePages, SiteBudgets.USUAL.seedSitePages(), siteHosts, 0, SiteBudgets.USUAL.power()),
                (long) memory << 20,
                decisionHosts);
    }

    /** It would end after minutes of loading otherwise. */
    private void checkHeap(long bytes) {
        long needed = pages * HEAP_A_PAGE + hosts * HEAP_A_HOST + HEAP_BESIDE;
        if (needed > bytes) {
            throw new UsageException("so many hosts and pages take about " + Figures.size(needed)
                    + " of Java's heap, and there are " + Figures.size(bytes) + ": LINKLOOM_JAVA_OPTS=-Xmx"
                    + ((needed >> 30) + 1) + "g gives it more");
        }
    }
}
