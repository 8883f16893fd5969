package io.linkloom.standalone.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.builder.api.ControlRequestJson;
import io.linkloom.builder.api.ControlsJson;
import io.linkloom.builder.api.ControlsJson.ActJson;
import io.linkloom.builder.app.CrawlBudget;
import io.linkloom.builder.fold.Scope;
import io.linkloom.common.config.Config;
import io.linkloom.common.config.Flag;
import io.linkloom.common.config.Source;
import io.linkloom.common.runtime.Time;
import io.linkloom.common.url.WebUrl;
import io.linkloom.standalone.answer.ControlAccess;
import io.linkloom.standalone.answer.RemoteAnswers;
import io.linkloom.standalone.answer.RemoteControl;
import io.linkloom.standalone.crawl.EndlessWeb.Request;
import io.linkloom.standalone.process.OneProcessSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What operators say to a crawl that runs, as the servers that it crawls see it. */
@Timeout(240)
class ControlledCrawlTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration QUIET = Duration.ofSeconds(2);

    @TempDir
    private Path directory;

    private EndlessWeb web;

    @BeforeEach
    void startWeb() throws IOException {
        web = EndlessWeb.start();
        Files.writeString(directory.resolve("hosts"), "127.0.0.1 *.test\n");
    }

    @AfterEach
    void stopWeb() {
        web.close();
    }

    private DataDirectory data() {
        return new DataDirectory(directory.resolve("data"));
    }

    private StandaloneCrawl start(String... seeds) {
        Config config = Config.load(
                OneProcessSettings.ALL,
                List.of(Source.flags(List.of(
                        Flag.set("fetch.hosts-file=" + directory.resolve("hosts")),
                        Flag.set("fetch.allow-addresses=127.0.0.0/8"),
                        Flag.set("kafka.partitions=2"),
                        Flag.set("worker.ip-delay=0s"),
                        Flag.set("worker.delay=50ms")))));
        Set<WebUrl> urls = Set.copyOf(List.of(seeds).stream().map(WebUrl::parse).toList());
        return StandaloneCrawl.start(
                new CrawlRequest(data(), config, urls, Scope.Kind.SITE, null, CrawlBudget.NONE), Time.system());
    }

    private static ControlsJson say(
            ControlAccess control, String action, @Nullable String scope, @Nullable String target) {
        return control.perform(new ControlRequestJson(action, scope, target == null ? null : List.of(target), null));
    }

    private static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("patience for: " + what).isLessThan(end);
            LockSupport.parkNanos(10_000_000);
        }
    }

    private void awaitMore(String host) {
        int before = web.requests(host).size();
        await("more requests to " + host, () -> web.requests(host).size() > before + 3);
    }

    /** Waits until nothing is counted for two seconds, though there always is something to fetch. */
    private static void awaitQuiet(String what, LongSupplier count) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (long before = -1, now = count.getAsLong(); now != before; now = count.getAsLong()) {
            assertThat(System.nanoTime()).as("patience for: " + what).isLessThan(end);
            before = now;
            LockSupport.parkNanos(QUIET.toNanos());
        }
    }

    private long count(String host) {
        return web.requests(host).size();
    }

    @Test
    void crawlPausesAndGoesOnAndIsNotOverMeanwhile() {
        try (StandaloneCrawl crawl = start(web.url("a.test", "/0"));
                RemoteControl control = new RemoteControl(crawl.api());
                RemoteAnswers answers = new RemoteAnswers(crawl.api())) {
            awaitMore("a.test");
            assertThat(say(control, "pause", null, null).pausedSince()).isNotNull();
            awaitQuiet("a pause", () -> web.requests().size());
            assertThat(crawl.isIdle()).isFalse();
            assertThat(crawl.isIdle()).isFalse();
            assertThat(answers.status().controls())
                    .extracting(ControlsJson::pausedSince)
                    .isNotNull();
            assertThat(answers.why(WebUrl.parse(web.url("a.test", "/0"))).controls())
                    .singleElement()
                    .asString()
                    .startsWith("the crawl pauses since ");
            say(control, "resume", null, null);
            awaitMore("a.test");
            assertThat(say(control, "resume", null, null).refused()).containsExactly("the crawl does not pause");
        }
    }

    @Test
    void blockedHostIsLeftAloneWhileOthersAreNotAndComesBackAtOnceWhenItIsUnblocked() {
        try (StandaloneCrawl crawl = start(web.url("a.test", "/0"), web.url("b.test", "/0"));
                RemoteControl control = new RemoteControl(crawl.api())) {
            awaitMore("a.test");
            awaitMore("b.test");
            say(control, "block", null, web.at("a.test"));
            awaitQuiet("a block", () -> count("a.test"));
            awaitMore("b.test");
            say(control, "unblock", null, web.at("a.test"));
            awaitMore("a.test");
            say(control, "block", "site", "b.test");
            awaitQuiet("a block of the site", () -> count("b.test"));
            awaitMore("a.test");
            assertThat(control.list().blocked())
                    .extracting(each -> each.scope() + " " + each.name())
                    .containsExactly("site b.test");
        }
    }

    @Test
    void delayThatIsSetIsKeptBetweenRequests() {
        try (StandaloneCrawl crawl = start(web.url("a.test", "/0"));
                RemoteControl control = new RemoteControl(crawl.api())) {
            awaitMore("a.test");
            control.perform(new ControlRequestJson("delay", "site", List.of("a.test"), "2s"));
            // Of what was under way the gap may be the old one.
            awaitQuietFor(Duration.ofMillis(1500));
            int from = web.requests("a.test").size();
            await("requests two seconds apart", () -> web.requests("a.test").size() >= from + 3);
            List<Request> slow = web.requests("a.test").subList(from, from + 3);
            for (int i = 1; i < slow.size(); i++) {
                assertThat(slow.get(i).nanos() - slow.get(i - 1).nanos())
                        .isGreaterThanOrEqualTo(Duration.ofMillis(1990).toNanos());
            }
            assertThat(control.perform(new ControlRequestJson("delay", "site", List.of("a.test"), "none"))
                            .delays())
                    .isEmpty();
        }
    }

    /** Waits until the host was left alone for so long. */
    private void awaitQuietFor(Duration quiet) {
        await("a first gap", () -> {
            List<Request> all = web.requests("a.test");
            return System.nanoTime() - all.getLast().nanos() >= quiet.toNanos();
        });
    }

    @Test
    void seedOfAnotherSiteIsTakenInAndPagesAreVisitedAgainWhenThatIsSaid() throws IOException {
        try (StandaloneCrawl crawl = start(web.url("a.test", "/0"));
                RemoteControl control = new RemoteControl(crawl.api())) {
            awaitMore("a.test");
            assertThat(say(control, "seed", null, web.url("c.test", "/0")).scopeSeeds())
                    .containsExactly(web.url("c.test", "/0"));
            awaitMore("c.test");
            assertThat(CrawlSpec.read(data().crawlFile()).seeds())
                    .contains(WebUrl.parse(web.url("c.test", "/0")), WebUrl.parse(web.url("a.test", "/0")));
            assertThat(times("/0")).isEqualTo(1);
            await("the index to be open", () -> crawl.status().whole());
            // What was fetched is folded when the page's visit is, a moment after the request.
            await("a visit", () -> isVisited(crawl, web.url("a.test", "/0")));
            say(control, "recrawl", null, web.url("a.test", "/0"));
            await("another visit", () -> times("/0") == 2);
        }
    }

    private static boolean isVisited(StandaloneCrawl crawl, String url) {
        return state(crawl, url).equals("visited");
    }

    private static String state(StandaloneCrawl crawl, String url) {
        try (RemoteAnswers answers = new RemoteAnswers(crawl.api())) {
            return answers.why(WebUrl.parse(url)).state();
        }
    }

    private long times(String path) {
        return web.requests("a.test").stream()
                .filter(each -> each.path().equals(path))
                .count();
    }

    @Test
    void whatWaitsUnderAPrefixIsDroppedAndTheRestIsFetched() {
        try (StandaloneCrawl crawl = start(web.url("a.test", "/0"));
                RemoteControl control = new RemoteControl(crawl.api())) {
            await("the index to be open", () -> crawl.status().whole());
            say(control, "block", null, web.at("d.test"));
            List<String> seeds =
                    List.of(web.url("d.test", "/drop/1"), web.url("d.test", "/drop/2"), web.url("d.test", "/keep/1"));
            control.perform(new ControlRequestJson("seed", null, seeds, null));
            await(
                    "seeds that wait",
                    () -> seeds.stream().allMatch(url -> state(crawl, url).equals("queued")));
            say(control, "drop", null, web.url("d.test", "/drop/"));
            await("all shards to drop", () -> {
                ActJson act = control.list().acts().getLast();
                return act.action().equals("drop") && act.shardsDone() == act.shards();
            });
            assertThat(control.list().acts().getLast().pages()).isEqualTo(2);
            say(control, "unblock", null, web.at("d.test"));
            await("the rest", () -> count("d.test") == 1);
            awaitMore("a.test");
            assertThat(web.requests("d.test")).extracting(Request::path).containsExactly("/keep/1");
            assertThat(state(crawl, web.url("d.test", "/drop/1"))).isEqualTo("known");
            say(control, "restore", null, web.url("d.test", "/drop/"));
            await("what was dropped", () -> count("d.test") == 3);
        }
    }

    @Test
    void whatWasSaidHoldsAfterARestartAndMayBeSaidWhileNothingRuns() {
        try (StandaloneCrawl crawl = start(web.url("a.test", "/0"), web.url("b.test", "/0"));
                RemoteControl control = new RemoteControl(crawl.api())) {
            awaitMore("a.test");
            awaitMore("b.test");
            say(control, "block", null, web.at("a.test"));
            say(control, "pause", null, null);
        }
        long atRest = web.requests().size();
        try (StandaloneCrawl crawl = start();
                RemoteControl control = new RemoteControl(crawl.api())) {
            await("the index to be open", () -> crawl.status().whole());
            awaitQuiet("the pause", () -> web.requests().size());
            assertThat(web.requests())
                    .as("before it was known that the crawl pauses")
                    .hasSize((int) atRest);
            say(control, "resume", null, null);
            awaitMore("b.test");
            assertThat(web.requests().subList((int) atRest, web.requests().size()))
                    .extracting(Request::host)
                    .containsOnly("b.test");
        }
        try (RestingControl control = RestingControl.open(data(), Time.system())) {
            assertThat(control.list().blocked()).hasSize(1);
            say(control, "unblock", null, web.at("a.test"));
            say(control, "block", null, web.at("b.test"));
        }
        int before = web.requests().size();
        try (StandaloneCrawl _ = start()) {
            awaitMore("a.test");
            assertThat(web.requests().subList(before, web.requests().size()))
                    .extracting(Request::host)
                    .containsOnly("a.test");
        }
    }
}
