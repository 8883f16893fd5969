package io.linkloom.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.builder.api.WhyJson;
import io.linkloom.common.config.Config;
import io.linkloom.common.config.Flag;
import io.linkloom.common.config.Source;
import io.linkloom.common.runtime.Time;
import io.linkloom.common.url.WebUrl;
import io.linkloom.standalone.answer.AnswerException;
import io.linkloom.standalone.answer.RemoteAnswers;
import io.linkloom.standalone.broker.EmbeddedKafka;
import io.linkloom.standalone.process.ServiceSettings;
import io.linkloom.standalone.service.Seeder;
import io.linkloom.testkit.misbehaving.Gaps;
import io.linkloom.testkit.misbehaving.MisbehavingOptions;
import io.linkloom.testkit.misbehaving.MisbehavingServer;
import io.linkloom.testkit.misbehaving.Misbehaviour;
import io.linkloom.testkit.misbehaving.ServedRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is known of hosts when a worker and a builder are killed is known to those that take over, on another machine. */
@Timeout(300)
class HandOverTest {
    private static final Duration DELAY = Duration.ofMillis(300);
    /** Longer than it takes to notice that a worker is gone. */
    private static final Duration ASKED = Duration.ofSeconds(7);

    private static final String PATIENT = "patient-7000-1.test";
    private static final String GOOD = "good-1.test";
    private static final Pattern UP = Pattern.compile(" is up; it answers at (\\S+)");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path directory;

    private MisbehavingServer web;

    @BeforeEach
    void start() throws IOException {
        Files.writeString(directory.resolve("hosts"), "127.0.0.1 *.test\n");
        web = MisbehavingServer.start(MisbehavingOptions.DEFAULT.withRetryAfter(Duration.ofHours(1)));
    }

    @AfterEach
    void stop() {
        web.close();
    }

    private List<String> settings(EmbeddedKafka kafka) {
        return List.of(
                "kafka.bootstrap-servers=" + kafka.bootstrapServers(),
                "kafka.partitions=2",
                "kafka.replication=1",
                "worker.http-address=127.0.0.1:0",
                "worker.delay=" + DELAY.toMillis() + "ms",
                "worker.ip-delay=0s",
                "schedule.host-delay=" + DELAY.toMillis() + "ms",
                "fetch.allow-addresses=127.0.0.0/8",
                "fetch.hosts-file=" + directory.resolve("hosts"),
                "builder.http-address=127.0.0.1:0");
    }

    private LinkloomProcess start(String command, String machine, List<String> settings) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(command));
        settings.forEach(setting -> arguments.addAll(List.of("--set", setting)));
        arguments.addAll(List.of("--set", "builder.directory=" + directory.resolve(machine)));
        return LinkloomProcess.start(arguments, directory.resolve(command + "-" + machine + ".out"), Time.system());
    }

    private void seed(List<String> settings) {
        List<WebUrl> seeds = new ArrayList<>();
        for (int page = 0; page < 200; page++) {
            seeds.add(WebUrl.parse(web.url(GOOD, "/" + page)));
            seeds.add(WebUrl.parse(web.url(PATIENT, "/" + page)));
        }
        for (Misbehaviour each : List.of(Misbehaviour.BUSY_429_SECONDS, Misbehaviour.ROBOTS_503)) {
            seeds.add(WebUrl.parse(web.url(each)));
            seeds.add(WebUrl.parse(web.url(each, "/other")));
        }
        List<Flag> flags = settings.stream()
                .filter(setting -> setting.startsWith("kafka."))
                .map(Flag::set)
                .toList();
        Seeder.send(Config.load(ServiceSettings.ALL, List.of(Source.flags(flags))), seeds, Time.system());
    }

    private WhyJson.@Nullable Host known(LinkloomProcess builder, String url) throws IOException {
        Matcher address = UP.matcher(builder.said());
        if (!address.find()) {
            return null;
        }
        try (RemoteAnswers answers = new RemoteAnswers(URI.create(address.group(1)))) {
            return answers.why(WebUrl.parse(url)).host();
        } catch (AnswerException notYet) {
            return null;
        }
    }

    private boolean knows(LinkloomProcess builder) throws IOException {
        WhyJson.Host busy = known(builder, web.url(Misbehaviour.BUSY_429_SECONDS));
        WhyJson.Host failing = known(builder, web.url(Misbehaviour.ROBOTS_503));
        WhyJson.Host patient = known(builder, web.url(PATIENT, "/0"));
        return busy != null
                && busy.blockedUntil() != null
                && failing != null
                && failing.robotsFailingSince() != null
                && patient != null
                && patient.crawlDelaySeconds() != null;
    }

    private interface Condition {
        boolean isMet() throws IOException;
    }

    private static void await(Condition condition) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.isMet()) {
            assertThat(System.nanoTime()).as("patience").isLessThan(end);
            Thread.sleep(100);
        }
    }

    private long pages(String host) {
        return web.requests(host).stream()
                .filter(each -> !each.path().equals("/robots.txt"))
                .count();
    }

    @Test
    void hostsAreTreatedByTheNextOwnersAsTheyWereByThoseThatWereKilled() throws IOException, InterruptedException {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory.resolve("kafka"), Duration.ofSeconds(60), _ -> {})) {
            List<String> settings = settings(kafka);
            seed(settings);
            String busy = web.url(Misbehaviour.BUSY_429_SECONDS);
            String failing = web.url(Misbehaviour.ROBOTS_503);
            final WhyJson.Host busyBefore;
            final WhyJson.Host failingBefore;
            try (LinkloomProcess builder = start("builder", "first", settings);
                    LinkloomProcess worker = start("worker", "first", settings)) {
                await(() -> knows(builder) && pages(PATIENT) >= 2);
                busyBefore = Objects.requireNonNull(known(builder, busy));
                failingBefore = Objects.requireNonNull(known(builder, failing));
                worker.kill();
                builder.kill();
            }
            long goodBefore = pages(GOOD);
            long patientBefore = pages(PATIENT);
            try (LinkloomProcess builder = start("builder", "second", settings);
                    LinkloomProcess _ = start("worker", "second", settings)) {
                await(() -> pages(PATIENT) >= patientBefore + 2 && pages(GOOD) >= goodBefore + 10);
                await(() -> busyBefore.equals(known(builder, busy)) && failingBefore.equals(known(builder, failing)));
            }
            assertThat(web.requests(Misbehaviour.BUSY_429_SECONDS.host()))
                    .as("asked to be left alone for an hour")
                    .extracting(ServedRequest::path)
                    .containsExactly("/robots.txt", "/");
            assertThat(web.requests(Misbehaviour.ROBOTS_503.host()))
                    .as("forbids all until it heals")
                    .extracting(ServedRequest::path)
                    .containsExactly("/robots.txt");
            assertThat(gap(PATIENT)).isGreaterThanOrEqualTo(ASKED);
            assertThat(gap(GOOD)).isGreaterThanOrEqualTo(DELAY);
        }
    }

    private @Nullable Duration gap(String host) {
        return Gaps.smallest(web.requests(host), ServedRequest::host).get(host);
    }
}
