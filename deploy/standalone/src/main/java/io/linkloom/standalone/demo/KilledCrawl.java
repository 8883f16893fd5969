package io.linkloom.standalone.demo;

import io.linkloom.builder.app.OfflineShards;
import io.linkloom.builder.check.Check;
import io.linkloom.builder.check.CheckReport;
import io.linkloom.common.model.LostReason;
import io.linkloom.common.runtime.Time;
import io.linkloom.common.url.Sites;
import io.linkloom.standalone.crawl.DataDirectory;
import io.linkloom.testkit.web.InventedWebServer;
import io.linkloom.testkit.web.InventedWebSpec;
import io.linkloom.testkit.web.TrueGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Crawls an invented web that changes, epoch after epoch, in a process that is killed again and again without warning, and
 * compares what the index then is with what it has to be.
 */
public final class KilledCrawl {
    private static final String MAIN = "io.linkloom.standalone.Linkloom";
    private static final String UP = "crawling; the API is at";
    private static final Duration LONGEST_RUN = Duration.ofMinutes(10);
    private static final long LONGEST_LIFE_MILLIS = 5_000;

    /**
     * What came out.
     *
     * @param kills of a process at work or starting
     * @param starts of the process, those that ended by themselves included
     * @param epochs crawled from end to end
     * @param pages compared
     * @param links live ones compared
     * @param lost links, by reason
     * @param differences none if all is well; the first few
     */
    public record Result(
            int kills,
            int starts,
            int epochs,
            long pages,
            long links,
            Map<LostReason, Long> lost,
            List<String> differences) {}

    private final InventedWebSpec spec;
    private final Path directory;
    private final DataDirectory data;
    private final Random random;
    private final int wantedKills;
    private final int leastEpochs;
    private final Consumer<String> progress;
    private final Time time;
    private final LinkHistories histories = new LinkHistories();
    private int kills;
    private int starts;

    /**
     * A crawl in {@code directory}, which is empty.
     *
     * @param spec a web of pages that answer, which changes
     * @param seed decides when kills come
     * @param leastEpochs at least; as many more as it takes for so many kills
     */
    public KilledCrawl(
            InventedWebSpec spec,
            Path directory,
            long seed,
            int kills,
            int leastEpochs,
            Consumer<String> progress,
            Time time) {
        this.spec = spec;
        this.directory = directory;
        this.data = new DataDirectory(directory.resolve("crawl"));
        this.random = new Random(seed);
        this.wantedKills = kills;
        this.leastEpochs = leastEpochs;
        this.progress = progress;
        this.time = time;
    }

    /** Runs it. */
    public Result run() throws IOException, InterruptedException {
        try (InventedWebServer server = InventedWebServer.start(spec)) {
            Path hosts = directory.resolve("hosts");
            server.spec().hostsFile(hosts);
            int epoch = 0;
            while (epoch < leastEpochs || kills < wantedKills) {
                server.setEpoch(epoch);
                Instant begin = now();
                crawlOnce(server.spec(), hosts, begin);
                histories.add(new LinkHistories.Epoch(TrueGraph.of(server.spec()), begin, now()));
                epoch++;
                progress.accept("epoch " + epoch + " is crawled; " + kills + " of " + wantedKills + " kills");
            }
            return compare(server.spec(), epoch);
        }
    }

    private Instant now() {
        return Instant.ofEpochMilli(time.millis());
    }

    private void crawlOnce(InventedWebSpec web, Path hosts, Instant begin) throws IOException, InterruptedException {
        int killsHere = Math.ceilDiv(wantedKills, leastEpochs);
        while (true) {
            Path said = directory.resolve("run.log");
            Process process = start(web, hosts, begin, said);
            starts++;
            boolean mayKill = killsHere > 0 && kills < wantedKills;
            if (mayKill && isKilled(process, said)) {
                kills++;
                killsHere--;
                continue;
            }
            if (!process.waitFor(LONGEST_RUN.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new IOException("a crawl does not end: " + Files.readString(said));
            }
            if (process.exitValue() != 0) {
                throw new IOException("a crawl ended with " + process.exitValue() + ": " + Files.readString(said));
            }
            return;
        }
    }

    private Process start(InventedWebSpec web, Path hosts, Instant begin, Path said) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                MAIN,
                "crawl"));
        command.addAll(List.of("--data", data.path().toString(), "--scope", "any", "--delay", "0s"));
        command.addAll(List.of("--hosts", hosts.toString(), "--allow-address", "127.0.0.0/8"));
        command.addAll(List.of("--set", "schedule.again-since=" + begin));
        command.addAll(List.of("--set", "store.flush-interval=" + (random.nextBoolean() ? "1s" : "5m")));
        command.addAll(web.seeds());
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
    }

    /** Kills it some time after it is up, seldom before; false if it ended by itself first. */
    private boolean isKilled(Process process, Path said) throws IOException, InterruptedException {
        boolean early = random.nextInt(6) == 0;
        long life = random.nextLong(LONGEST_LIFE_MILLIS);
        if (!early && !awaitUp(process, said)) {
            return false;
        }
        if (process.waitFor(life, TimeUnit.MILLISECONDS)) {
            return false;
        }
        process.destroyForcibly();
        process.waitFor();
        return true;
    }

    private boolean awaitUp(Process process, Path said) throws IOException, InterruptedException {
        long deadline = time.nanos() + LONGEST_RUN.toNanos();
        while (!Files.readString(said).contains(UP)) {
            if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
                return false;
            }
            if (time.nanos() - deadline > 0) {
                throw new IOException("a crawl does not start: " + Files.readString(said));
            }
        }
        return true;
    }

    private Result compare(InventedWebSpec web, int epochs) {
        Sites sites = new Sites();
        List<String> differences = new ArrayList<>();
        try (OfflineShards index = OfflineShards.open(data.shards())) {
            WebFacts expected = new WebFacts(TrueGraph.of(web));
            IndexFacts actual = new IndexFacts(index.all(), sites);
            Comparison.Result links = Comparison.of(expected::links, actual::links);
            Comparison.Result pages =
                    Comparison.of(expected::pages, sink -> actual.pages((url, said) -> sink.accept(url, seen(said))));
            tell("link", links, differences);
            tell("page", pages, differences);
            differences.addAll(histories.differences(index.all()));
            CheckReport check = new Check(index.all(), sites, _ -> {}).run();
            check.differences().forEach(difference -> differences.add("check: " + difference));
            return new Result(
                    kills,
                    starts,
                    epochs,
                    pages.expected(),
                    links.expected(),
                    new TreeMap<>(LinkHistories.lostByReason(index.all())),
                    List.copyOf(differences));
        }
    }

    /** A page that is as it was is there. */
    private static String seen(String said) {
        return said.startsWith("not_modified") ? "fetched 200" : said;
    }

    private static void tell(String what, Comparison.Result result, List<String> differences) {
        result.missing().first().forEach(text -> differences.add(what + " missing: " + text));
        result.unexpected().first().forEach(text -> differences.add(what + " unexpected: " + text));
        result.different().first().forEach(text -> differences.add(what + " different: " + text));
    }
}
