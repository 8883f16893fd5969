package io.linkloom.standalone.command;

import io.linkloom.builder.store.SiteBudgets;
import io.linkloom.standalone.frontier.FrontierPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import picocli.CommandLine.Option;

/** What is simulated of the frontier. */
final class FrontierOptions {
    private static final int LEAST_HOSTS = 100;
    private static final int MOST_HOSTS = 9_999_999;
    private static final int[] DECISION_HOSTS = {10_000, 100_000, 1_000_000};

    @Option(
            names = "--frontier",
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
            defaultValue = "500",
            description = "Sites of its link farm; ${DEFAULT-VALUE}.")
    private int farm;

    @Option(names = "--shards", paramLabel = "N", defaultValue = "8", description = "Shards; ${DEFAULT-VALUE}.")
    private int shards;

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            defaultValue = "256",
            description = "Most requests under way; ${DEFAULT-VALUE}.")
    private int concurrency;

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
        if (hosts < LEAST_HOSTS || hosts > MOST_HOSTS || pages < hosts || shards < 1 || minutes < 1) {
            throw new UsageException("--hosts takes " + LEAST_HOSTS + " to " + MOST_HOSTS
                    + ", --pages at least as many, --shards and --minutes 1 or more");
        }
        if (sitePages < 0 || siteHosts < 0 || sitePages > SiteBudgets.MOST || siteHosts > SiteBudgets.MOST) {
            throw new UsageException("--site-pages and --site-hosts take 0, for any number, to " + SiteBudgets.MOST);
        }
        if (farm < 2 || concurrency < 1 || memory < 1) {
            throw new UsageException("--farm takes 2 or more, --concurrency and --memory 1 or more");
        }
        List<Integer> decisionHosts = IntStream.concat(
                        IntStream.of(DECISION_HOSTS).filter(each -> each < hosts), IntStream.of(hosts))
                .boxed()
                .toList();
        return new FrontierPlan(
                seed,
                hosts,
                pages,
                farm,
                Duration.ofMinutes(minutes),
                shards,
                concurrency,
                new SiteBudgets(sitePages, SiteBudgets.USUAL.seedSitePages(), siteHosts, 0, SiteBudgets.USUAL.power()),
                (long) memory << 20,
                decisionHosts);
    }
}
