package io.linkloom.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.builder.api.ControlsJson;
import io.linkloom.builder.api.Json;
import io.linkloom.builder.app.CrawlBudget;
import io.linkloom.builder.fold.Scope;
import io.linkloom.common.config.Config;
import io.linkloom.common.config.Flag;
import io.linkloom.common.config.Source;
import io.linkloom.common.runtime.Time;
import io.linkloom.common.url.WebUrl;
import io.linkloom.standalone.answer.StatusJson;
import io.linkloom.standalone.crawl.CrawlRequest;
import io.linkloom.standalone.crawl.CrawlSpec;
import io.linkloom.standalone.crawl.DataDirectory;
import io.linkloom.standalone.crawl.EndlessWeb;
import io.linkloom.standalone.crawl.StandaloneCrawl;
import io.linkloom.standalone.process.OneProcessSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class ControlCommandTest {
    @TempDir
    private Path directory;

    private StandaloneCrawl start(EndlessWeb web) throws IOException {
        Files.writeString(directory.resolve("hosts"), "127.0.0.1 *.test\n");
        Config config = Config.load(
                OneProcessSettings.ALL,
                List.of(Source.flags(List.of(
                        Flag.set("fetch.hosts-file=" + directory.resolve("hosts")),
                        Flag.set("fetch.allow-addresses=127.0.0.0/8"),
                        Flag.set("kafka.partitions=2")))));
        Set<WebUrl> seeds = Set.of(WebUrl.parse(web.url("a.test", "/0")));
        StandaloneCrawl crawl = StandaloneCrawl.start(
                new CrawlRequest(new DataDirectory(data()), config, seeds, Scope.Kind.SITE, null, CrawlBudget.NONE),
                Time.system());
        while (!crawl.status().whole()) {
            assertThat(crawl.failure()).isNull();
            LockSupport.parkNanos(20_000_000);
        }
        return crawl;
    }

    private Path data() {
        return directory.resolve("data");
    }

    private CommandRun control(String... arguments) {
        String[] all = new String[arguments.length + 3];
        all[0] = "control";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        all[arguments.length + 1] = "--data";
        all[arguments.length + 2] = data().toString();
        CommandRun run = CommandRun.of(all);
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        return run;
    }

    @Test
    void runningCrawlAndOneThatRestsAreToldTheSameWay() throws IOException {
        try (EndlessWeb web = EndlessWeb.start()) {
            String b = web.url("b.test", "/0");
            try (StandaloneCrawl crawl = start(web)) {
                assertThat(control("pause").out()).contains("paused since");
                assertThat(control("block", "--scope", "site", "evil.test", "worse.test")
                                .out())
                        .contains("site evil.test, since")
                        .contains("site worse.test, since");
                assertThat(control("delay", "slow.test", "90s").out()).contains("host slow.test: 90.0 s, since");
                assertThat(control("seed", b).out())
                        .contains("scope also around")
                        .contains(b);
                assertThat(control("recrawl", web.url("a.test", "/0")).out()).contains("recrawl");
                CommandRun status = CommandRun.of("status", "--data", data().toString());
                assertThat(status.out())
                        .contains("paused since")
                        .contains("site evil.test")
                        .contains("90.0 s");
                assertThat(CommandRun.of("why", web.url("a.test", "/0"), "--data", data().toString())
                                .out())
                        .contains("the crawl pauses since");
                CommandRun json = CommandRun.of(
                        "status", "--format", "json", "--api", crawl.api().toString());
                ControlsJson controls = Objects.requireNonNull(
                        Json.read(json.out(), StatusJson.class).controls());
                assertThat(controls.blockedCount()).isEqualTo(2);
                CommandRun again = CommandRun.of("control", "unblock", "evil.test", "--data", data().toString());
                assertThat(again.err()).contains("host evil.test was not blocked");
                assertThat(again.exitCode()).isEqualTo(ExitCode.FAILED);
            }
            assertThat(CrawlSpec.read(new DataDirectory(data()).crawlFile()).seeds())
                    .hasSize(2);
            assertThat(control("resume").out()).doesNotContain("paused");
            assertThat(control("drop", "--scope", "host", web.at("a.test")).out())
                    .contains("drop");
            ControlsJson rest = Json.read(control("list", "--format", "json").out(), ControlsJson.class);
            assertThat(rest.blocked()).hasSize(2);
            assertThat(rest.acts()).extracting(ControlsJson.ActJson::action).containsExactly("seed", "recrawl", "drop");
        }
    }

    @Test
    void wrongUsageIsRefusedWithASentence() {
        assertThat(CommandRun.of("control").err()).contains("say what to do, such as linkloom control pause");
        assertThat(CommandRun.of("control").exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(CommandRun.of("control", "block").exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(CommandRun.of("control", "seed").exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
        CommandRun nothing = CommandRun.of("control", "pause", "--data", directory.toString());
        assertThat(nothing.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(nothing.err()).contains("there is no crawl in");
        CommandRun away = CommandRun.of("control", "list", "--api", "http://127.0.0.1:9");
        assertThat(away.err()).contains("cannot be reached");
        assertThat(CommandRun.of("control", "block", "--scope", "planet", "a.test")
                        .err())
                .contains("it takes one of host, site");
    }

    @Test
    void everyActionHasItsHelp() {
        String all = CommandRun.of("control", "--help").out();
        for (String action :
                List.of("list", "pause", "resume", "block", "unblock", "delay", "seed", "recrawl", "drop", "restore")) {
            assertThat(all).contains(action);
            CommandRun help = CommandRun.of("control", action, "--help");
            assertThat(help.exitCode()).isEqualTo(ExitCode.OK);
            assertThat(help.out()).contains("--data", "--api", "--format");
        }
    }
}
