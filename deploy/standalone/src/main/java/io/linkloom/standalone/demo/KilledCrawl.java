package io.linkloom.standalone.demo;

import io.linkloom.builder.app.OfflineShards;
import io.linkloom.builder.check.Check;
import io.linkloom.builder.check.CheckReport;
import io.linkloom.common.model.LostReason;
import io.linkloom.common.runtime.Time;
import io.linkloom.common.url.Sites;
import io.linkloom.testkit.web.InventedWebServer;
import io.linkloom.testkit.web.InventedWebSpec;
import io.linkloom.testkit.web.TrueGraph;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Crawls an invented web that changes, epoch after epoch, by processes that are killed again and again without warning, and
 * compares what the index then is with what it has to be. It is one crawl, with one broker's data and one index, whether
 * {@code linkloom crawl} works on it or services beside a broker.
 */
public final class KilledCrawl {
    /**
     * What came out.
     *
     * @param kills of processes at work or starting
     * @param starts of processes, those that ended by themselves included
     * @param machinesLost builders that were killed and came back without a disk
     * @param restored shards that builders made from snapshots, at least
     * @param epochs crawled from end to end
     * @param pages compared
     * @param links live ones compared
     * @param lost links, by reason
     * @param hosts how they were left alone
     * @param differences none if all is well; the first few
     */
    public record Result(
            Map<Victim, Integer> kills,
            int starts,
            int machinesLost,
            long restored,
            int epochs,
            long pages,
            long links,
            Map<LostReason, Long> lost,
            LeftAlone hosts,
            List<String> differences) {}

    /**
     * What is to be done.
     *
     * @param web of pages that answer, which changes
     * @param seed decides when kills come
     * @param victims who is killed; where these are services and {@code linkloom crawl}, they take turns, epoch by epoch
     * @param kills so many
     * @param leastEpochs at least; as many more as it takes for so many kills
     * @param delay for which workers leave hosts alone, if these do not ask for more
     */
    public record Plan(
            InventedWebSpec web, long seed, Set<Victim> victims, int kills, int leastEpochs, Duration delay) {}

    private final Plan plan;
    private final KilledPlaces places;
    private final Kills kills;
    private final Consumer<String> progress;
    private final Time time;
    private final LinkHistories histories = new LinkHistories();

    /** A crawl in {@code directory}, which is empty. */
    public KilledCrawl(Plan plan, Path directory, Consumer<String> progress, Time time) {
        this.plan = plan;
        this.places = new KilledPlaces(directory, plan.victims().contains(Victim.BUILDER), plan.delay());
        this.kills = new Kills(plan.seed(), plan.victims(), plan.kills());
        this.progress = progress;
        this.time = time;
    }

    /** Runs it; fails if this process is told to end meanwhile, which ends the others too. */
    public Result run() throws IOException, InterruptedException {
        Thread hook = Thread.ofPlatform()
                .name("end-all")
                .unstarted(() -> ProcessHandle.current().children().forEach(ProcessHandle::destroyForcibly));
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return crawlAndCompare();
        } finally {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException alreadyEnding) {
                // Then it has just done its work.
            }
        }
    }

    private Result crawlAndCompare() throws IOException, InterruptedException {
        try (InventedWebServer server = InventedWebServer.start(plan.web())) {
            server.spec().hostsFile(places.hosts());
            CrawlRound crawl = new CrawlRound(places, kills, time);
            ServicesRound services = new ServicesRound(places, kills, server::requests, time);
            List<Round> turns = turns(crawl, services);
            int epoch = 0;
            while (epoch < plan.leastEpochs() || kills.areLeft()) {
                server.setEpoch(epoch);
                crawlOnce(turns.get(epoch % turns.size()), server.spec());
                epoch++;
                progress.accept("epoch " + epoch + " is crawled; " + kills.total() + " of " + plan.kills() + " kills");
            }
            return compare(server, epoch, crawl, services);
        }
    }

    private List<Round> turns(CrawlRound crawl, ServicesRound services) {
        List<Round> turns = new ArrayList<>();
        if (kills.isVictim(Victim.CRAWL)) {
            turns.add(crawl);
        }
        if (plan.victims().stream().anyMatch(victim -> victim != Victim.CRAWL)) {
            turns.add(services);
        }
        return turns;
    }

    private void crawlOnce(Round round, InventedWebSpec web) throws IOException, InterruptedException {
        TrueGraph graph = TrueGraph.of(web);
        Instant begin = now();
        round.run(new Round.Wanted(
                web.seeds(), graph.pageCount(), begin, Math.ceilDiv(plan.kills(), plan.leastEpochs())));
        histories.add(new LinkHistories.Epoch(graph, begin, now()));
    }

    private Instant now() {
        return Instant.ofEpochMilli(time.millis());
    }

    private Result compare(InventedWebServer server, int epochs, CrawlRound crawl, ServicesRound services) {
        InventedWebSpec web = server.spec();
        LeftAlone hosts = LeftAlone.of(server.rests(), plan.delay());
        Sites sites = new Sites();
        List<String> differences = new ArrayList<>();
        try (OfflineShards index = OfflineShards.open(places.data().shards())) {
            WebFacts expected = new WebFacts(TrueGraph.of(web));
            IndexFacts actual = new IndexFacts(index.all(), sites);
            Comparison.Result links = Comparison.of(expected::links, actual::links);
            Comparison.Result pages = Comparison.of(expected::pages, actual::pagesSeen);
            tell("link", links, differences);
            tell("page", pages, differences);
            differences.addAll(histories.differences(index.all()));
            CheckReport check = new Check(index.all(), sites, _ -> {}).run();
            check.differences().forEach(difference -> differences.add("check: " + difference));
            hosts.tooSoon().forEach(host -> differences.add("host asked too soon: " + host));
            return new Result(
                    kills.done(),
                    crawl.starts() + services.starts(),
                    services.machinesLost(),
                    services.restored(),
                    epochs,
                    pages.expected(),
                    links.expected(),
                    new TreeMap<>(LinkHistories.lostByReason(index.all())),
                    hosts,
                    List.copyOf(differences));
        }
    }

    private static void tell(String what, Comparison.Result result, List<String> differences) {
        result.missing().first().forEach(text -> differences.add(what + " missing: " + text));
        result.unexpected().first().forEach(text -> differences.add(what + " unexpected: " + text));
        result.different().first().forEach(text -> differences.add(what + " different: " + text));
    }
}
