package io.linkloom.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.linkloom.builder.app.CrawlBudget;
import io.linkloom.builder.fold.Scope;
import io.linkloom.builder.store.Family;
import io.linkloom.builder.store.InlinkKey;
import io.linkloom.builder.store.InlinkRow;
import io.linkloom.builder.store.RocksShardStore;
import io.linkloom.builder.store.RocksShared;
import io.linkloom.builder.store.Rows;
import io.linkloom.builder.store.Shard;
import io.linkloom.builder.store.WriteSet;
import io.linkloom.common.config.Config;
import io.linkloom.common.config.Flag;
import io.linkloom.common.config.Source;
import io.linkloom.common.runtime.Time;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.WebUrl;
import io.linkloom.standalone.crawl.CrawlRequest;
import io.linkloom.standalone.crawl.CrawlWatch;
import io.linkloom.standalone.crawl.DataDirectory;
import io.linkloom.standalone.crawl.Ending;
import io.linkloom.standalone.crawl.StandaloneCrawl;
import io.linkloom.standalone.output.CapturedTerminal;
import io.linkloom.standalone.process.OneProcessSettings;
import io.linkloom.standalone.process.StopSignal;
import io.linkloom.testkit.web.InventedWebServer;
import io.linkloom.testkit.web.InventedWebSpec;
import io.linkloom.testkit.web.TrueGraph;
import io.linkloom.testkit.web.TrueLink;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Questions to one small crawl: while it runs, and then to what it left behind. */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class QuestionsTest {

    private final ObjectMapper json = new ObjectMapper();
    private final Sites sites = new Sites();
    private final List<TrueLink> links = new ArrayList<>();
    private final List<CommandRun> answersOfTheProcess = new ArrayList<>();

    private Path directory = Path.of("");
    private String data = "";
    private TrueGraph graph = TrueGraph.of(InventedWebSpec.calm(1, 1, 1));
    private AutoCloseable running = () -> {};

    @BeforeAll
    void crawl(@TempDir Path temporary) throws IOException, InterruptedException {
        directory = temporary;
        data = directory.resolve("data").toString();
        try (InventedWebServer server = InventedWebServer.start(InventedWebSpec.calm(20, 200, 12))) {
            InventedWebSpec web = server.spec();
            graph = TrueGraph.of(web);
            graph.links().forEach(links::add);
            StandaloneCrawl crawl = StandaloneCrawl.start(request(web), Time.system());
            running = crawl;
            try (StopSignal never = StopSignal.byHand()) {
                CapturedTerminal terminal = new CapturedTerminal(false, 100);
                assertThat(new CrawlWatch(crawl, terminal.terminal(), never, Time.system()).await())
                        .isEqualTo(new Ending.Finished(Ending.Rest.NOTHING));
            }
        }
    }

    @AfterAll
    void stop() throws Exception {
        running.close();
    }

    private CrawlRequest request(InventedWebSpec web) throws IOException {
        web.hostsFile(directory.resolve("hosts"));
        Config config = Config.load(
                OneProcessSettings.ALL,
                List.of(Source.flags(List.of(
                        Flag.set("fetch.hosts-file=" + directory.resolve("hosts")),
                        Flag.set("fetch.allow-addresses=127.0.0.0/8"),
                        Flag.set("worker.delay=0s")))));
        Set<WebUrl> seeds =
                web.seeds().stream().map(WebUrl::parse).collect(Collectors.toCollection(LinkedHashSet::new));
        return new CrawlRequest(
                new DataDirectory(Path.of(data)), config, seeds, Scope.Kind.ANY, null, CrawlBudget.NONE);
    }

    private String siteOf(String url) {
        return sites.siteOf(WebUrl.parse(url));
    }

    private boolean isExternal(TrueLink link) {
        return !siteOf(link.source()).equals(siteOf(link.target()));
    }

    private String mostLinkedPage() {
        return links.stream()
                .filter(this::isExternal)
                .collect(Collectors.groupingBy(TrueLink::target, Collectors.counting()))
                .entrySet()
                .stream()
                .max(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .orElseThrow()
                .getKey();
    }

    private String pageLinkedFromItsOwnSiteOnly() {
        Set<String> fromElsewhere =
                links.stream().filter(this::isExternal).map(TrueLink::target).collect(Collectors.toSet());
        return links.stream()
                .map(TrueLink::target)
                .filter(target -> !fromElsewhere.contains(target))
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    private CommandRun backlinks(String... arguments) {
        List<String> all = new ArrayList<>(List.of("backlinks", "--data", data));
        all.addAll(List.of(arguments));
        return CommandRun.of(all.toArray(String[]::new));
    }

    private List<CommandRun> askAll() {
        String page = mostLinkedPage();
        String site = siteOf(page);
        return List.of(
                backlinks(page, "--format", "json"),
                backlinks(page),
                backlinks(site, "--scope", "site", "--external", "all", "--format", "csv", "--limit", "100000"),
                backlinks(site, "--scope", "host", "--external", "host", "--format", "json"),
                backlinks(pageLinkedFromItsOwnSiteOnly()),
                backlinks("http://nobody.test/"),
                backlinks(page, "--limit", "2", "--format", "json"),
                backlinks(page, "--state", "all", "--resolve", "all", "--external", "all", "--format", "csv"),
                backlinks(page, "--state", "lost"),
                summary(page),
                summary(site, "--format", "json"),
                summary(siteOf(page), "--scope", "host", "--format", "csv"),
                why(page),
                why(page, "--format", "json"),
                why("http://nobody.test/"));
    }

    private CommandRun summary(String target, String... arguments) {
        List<String> all = new ArrayList<>(List.of("summary", target, "--data", data));
        all.addAll(List.of(arguments));
        return CommandRun.of(all.toArray(String[]::new));
    }

    private CommandRun why(String url, String... arguments) {
        List<String> all = new ArrayList<>(List.of("why", url, "--data", data));
        all.addAll(List.of(arguments));
        return CommandRun.of(all.toArray(String[]::new));
    }

    @Test
    @Order(1)
    void processAnswersWhileItRuns() throws IOException {
        answersOfTheProcess.addAll(askAll());
        assertThat(answersOfTheProcess)
                .allSatisfy(run -> assertThat(run.exitCode()).isZero());
        JsonNode status = json.readTree(
                CommandRun.of("status", "--data", data, "--format", "json").out());
        assertThat(status.get("running").asBoolean()).isTrue();
        assertThat(status.get("visited").asLong()).isEqualTo(graph.pageCount());
        assertThat(status.get("memory").get("outside_heap_most").asLong()).isEqualTo(2L << 30);
        assertThat(CommandRun.of("status", "--data", data).out())
                .containsPattern("memory of the shards +\\S+ MiB of 2\\.0 GiB")
                .containsPattern("which pages are known +\\S+ MiB of 256 MiB");
    }

    @Test
    @Order(2)
    void directoryInUseIsNotChecked() {
        CommandRun run = CommandRun.of("check", "--data", data);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).startsWith("linkloom: the data directory " + data + " is in use by process ");
    }

    @Test
    @Order(2)
    void directoryInUseIsNotOpenedTwice() {
        CommandRun run = CommandRun.of(
                "export",
                "--format",
                "tsv",
                "--data",
                data,
                "--out",
                directory.resolve("x").toString());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).startsWith("linkloom: the data directory " + data + " is in use by process ");
    }

    @Test
    @Order(3)
    void directoryAnswersAlikeWhenNothingRuns() throws Exception {
        running.close();
        assertThat(askAll()).isEqualTo(answersOfTheProcess);
        JsonNode status = json.readTree(
                CommandRun.of("status", "--data", data, "--format", "json").out());
        assertThat(status.get("running").asBoolean()).isFalse();
        assertThat(status.get("memory").isNull()).isTrue();
        assertThat(status.get("internal_links").asLong()
                        + status.get("external_links").asLong())
                .isEqualTo(graph.linkCount());
        assertThat(status.get("bytes_fetched").asLong()).isGreaterThan(1000L * graph.pageCount());
        assertThat(CommandRun.of("status", "--data", data).out()).contains("not running", "links between sites");
        assertThat(CommandRun.of("status", "--data", data, "--format", "csv").out())
                .contains("\r\nvisited," + graph.pageCount() + "\r\n");
    }

    @Test
    @Order(4)
    void everyLinkToAPageIsAnObjectALine() throws IOException {
        String page = mostLinkedPage();
        List<JsonNode> rows = new ArrayList<>();
        for (String line : backlinks(page, "--format", "json").out().split("\n", -1)) {
            if (!line.isEmpty()) {
                rows.add(json.readTree(line));
            }
        }
        assertThat(rows)
                .extracting(
                        row -> row.get("source").asText(),
                        row -> row.get("target").asText(),
                        row -> row.get("kind").asText(),
                        row -> row.get("anchor").asText())
                .containsExactlyInAnyOrderElementsOf(links.stream()
                        .filter(link -> link.target().equals(page) && isExternal(link))
                        .map(link -> tuple(link.source(), link.target(), link.kind(), link.anchor()))
                        .toList());
    }

    @Test
    @Order(4)
    void linksToASiteComeFromEverywhereIfAskedFor() {
        String site = siteOf(mostLinkedPage());
        CommandRun run =
                backlinks(site, "--scope", "site", "--external", "all", "--format", "csv", "--limit", "100000");
        assertThat(run.out().split("\r\n"))
                .hasSize(1
                        + (int) links.stream()
                                .filter(link -> siteOf(link.target()).equals(site))
                                .count());
    }

    @Test
    @Order(4)
    void tableSaysWhereAnAnswerIsNotAllThereIs() {
        String page = mostLinkedPage();
        CommandRun run = backlinks(page, "--limit", "2");
        assertThat(run.out().lines()).hasSize(3);
        assertThat(run.out()).startsWith("SOURCE");
        assertThat(run.err())
                .matches(
                        "linkloom: there are more links than these 2; --limit shows more of them, --cursor [\\w-]+ the next"
                                + " ones\n");
        String cursor = run.err().replaceAll("(?s).*--cursor ([\\w-]+) .*", "$1");
        CommandRun next = backlinks(page, "--limit", "2", "--cursor", cursor, "--format", "csv");
        CommandRun whole = backlinks(page, "--limit", "4", "--format", "csv");
        assertThat(next.out().lines().skip(1).toList())
                .isEqualTo(whole.out().lines().skip(3).toList());
    }

    @Test
    @Order(4)
    void linksFromTheOwnSiteAreNotHiddenSilently() {
        String page = pageLinkedFromItsOwnSiteOnly();
        long internal =
                links.stream().filter(link -> link.target().equals(page)).count();
        CommandRun run = backlinks(page);
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("no other site links to " + page, internal + " link", "--external all");
        assertThat(backlinks(page, "--external", "all").out().lines()).hasSize(1 + (int) internal);
    }

    @Test
    @Order(4)
    void summaryCountsWhatLinksToAPageAndItsSite() throws IOException {
        String page = mostLinkedPage();
        List<TrueLink> toPage = links.stream()
                .filter(link -> link.target().equals(page) && isExternal(link))
                .toList();
        JsonNode ofPage = json.readTree(summary(page, "--format", "json").out());
        assertThat(ofPage.get("scope").asText()).isEqualTo("url");
        assertThat(ofPage.get("links").get("live").asInt()).isEqualTo(toPage.size());
        assertThat(ofPage.get("referring_sites").get("live").asLong())
                .isEqualTo(toPage.stream()
                        .map(link -> siteOf(link.source()))
                        .distinct()
                        .count());
        String site = siteOf(page);
        long toSite = links.stream()
                .filter(link -> siteOf(link.target()).equals(site) && isExternal(link))
                .count();
        JsonNode ofSite = json.readTree(summary(site, "--format", "json").out());
        assertThat(ofSite.get("scope").asText()).isEqualTo("site");
        assertThat(ofSite.get("links").get("ever").asLong()).isEqualTo(toSite);
        long gained = 0;
        for (JsonNode day : ofSite.get("history")) {
            gained += day.get("links_gained").asLong();
        }
        assertThat(gained).isEqualTo(toSite);
        assertThat(summary(page).out()).startsWith("FROM OTHER SITES").contains("links to " + site + ", last 30 days");
        assertThat(summary("http://nobody.test/").err()).contains("http://nobody.test/ is not known");
        assertThat(summary(page, "--scope", "prefix").exitCode()).isEqualTo(2);
    }

    @Test
    @Order(4)
    void checkFindsAllInOrder() throws IOException {
        CommandRun run = CommandRun.of("check", "--data", data);
        assertThat(run.out()).startsWith("all is in order: 8 shards of 8, ").endsWith(" links\n");
        assertThat(run.exitCode()).isZero();
        JsonNode answer = json.readTree(CommandRun.of("check", "--data", data + "/shards", "--format", "json")
                .out());
        assertThat(answer.get("clean").asBoolean()).isTrue();
        assertThat(answer.get("links").asLong()).isEqualTo(graph.linkCount());
    }

    @Test
    @Order(5)
    void checkNamesWhatWasDamagedAndFails() {
        InlinkKey lost;
        try (RocksShared shared = new RocksShared(1 << 20, 1 << 20);
                Shard shard = Shard.openAsItIs(RocksShardStore.open(Path.of(data, "shards", "0"), shared), "shard 0");
                Rows<InlinkKey, InlinkRow> rows = shard.inlinks(Shard.ALL)) {
            assertThat(rows.next()).isTrue();
            lost = rows.key();
            WriteSet writes = new WriteSet();
            writes.delete(Family.INLINKS, lost.toBytes());
            shard.write(writes);
        }
        CommandRun run = CommandRun.of("check", "--data", data);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .contains("link: 1 difference\n", "the link from " + lost.source() + " to " + lost.target())
                .contains("counts: 3 differences\n", "shard 0: visits to offset ");
        assertThat(CommandRun.of("check", "--data", data, "--apart").exitCode()).isEqualTo(1);
    }

    @Test
    @Order(4)
    void whyLeadsBackToASeed() throws IOException {
        String page = mostLinkedPage();
        JsonNode answer = json.readTree(why(page, "--format", "json").out());
        assertThat(answer.get("url").asText()).isEqualTo(page);
        assertThat(answer.get("state").asText()).isEqualTo("visited");
        assertThat(answer.get("last_visit").get("outcome").asText()).isEqualTo("fetched");
        assertThat(answer.get("path_complete").asBoolean()).isTrue();
        JsonNode path = answer.get("path");
        assertThat(path.get(0).get("url").asText()).isEqualTo(page);
        assertThat(path.get(path.size() - 1).get("origin").asText()).isEqualTo("seed");
        assertThat(why(page).out()).contains("visited", "fetched, HTTP 200", "none planned");
    }

    @Test
    @Order(4)
    void whyOfAPageNeverHeardOfSaysSo() {
        CommandRun run = why("http://nobody.test/");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("unknown: no page that was crawled leads to it");
        assertThat(why("mailto:x").exitCode()).isEqualTo(2);
    }

    @Test
    @Order(4)
    void unknownTargetSaysSoAndIsNoFailure() {
        CommandRun run = backlinks("http://nobody.test/");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .isEqualTo("linkloom: http://nobody.test/ is not known: no page that was crawled links to it\n");
    }

    @Test
    @Order(4)
    void exportHasEveryLinkAndEveryPage() throws IOException {
        Path out = directory.resolve("graph");
        CommandRun run = CommandRun.of("export", "--format", "tsv", "--data", data, "--out", out.toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
        List<String> rows = linesOf(out.resolve("links.tsv.gz"));
        assertThat(rows.getFirst())
                .isEqualTo("source\ttarget\tkind\trel\tanchor\tfirst_seen\tlost_at\tlost_reason\tfollow");
        assertThat(rows).hasSize(1 + (int) graph.linkCount());
        assertThat(linesOf(out.resolve("pages.tsv.gz"))).hasSize(1 + graph.pageCount());
    }

    private static List<String> linesOf(Path file) throws IOException {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }
}
