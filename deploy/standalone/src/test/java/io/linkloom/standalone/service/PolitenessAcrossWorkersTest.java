package io.linkloom.standalone.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.common.config.Config;
import io.linkloom.common.config.Flag;
import io.linkloom.common.config.Source;
import io.linkloom.common.runtime.Time;
import io.linkloom.common.url.WebUrl;
import io.linkloom.standalone.broker.EmbeddedKafka;
import io.linkloom.standalone.process.ServiceSettings;
import io.linkloom.testkit.misbehaving.Gaps;
import io.linkloom.testkit.misbehaving.MisbehavingOptions;
import io.linkloom.testkit.misbehaving.MisbehavingServer;
import io.linkloom.testkit.misbehaving.ServedRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Hosts are left alone while they go from one worker to another and back, over Kafka's own rebalances. */
@Timeout(300)
class PolitenessAcrossWorkersTest {
    private static final Duration GAP = Duration.ofMillis(300);
    private static final int HOSTS = 16;
    private static final int PAGES = 40;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path directory;

    private Config config(EmbeddedKafka kafka) {
        return Config.load(
                ServiceSettings.ALL,
                List.of(Source.flags(List.of(
                        Flag.set("kafka.bootstrap-servers=" + kafka.bootstrapServers()),
                        Flag.set("kafka.partitions=4"),
                        Flag.set("kafka.replication=1"),
                        Flag.set("builder.http-address=127.0.0.1:0"),
                        Flag.set("builder.directory=" + directory.resolve("shards")),
                        Flag.set("worker.http-address=127.0.0.1:0"),
                        Flag.set("worker.delay=" + GAP.toMillis() + "ms"),
                        Flag.set("schedule.host-delay=" + GAP.toMillis() + "ms"),
                        Flag.set("fetch.allow-addresses=127.0.0.0/8"),
                        Flag.set("fetch.hosts-file=" + directory.resolve("hosts"))))));
    }

    @Test
    void hostsThatGoFromWorkerToWorkerAreNotAskedTooSoon() throws IOException {
        Files.writeString(directory.resolve("hosts"), "127.0.0.1 *.test\n");
        try (MisbehavingServer web = MisbehavingServer.start(MisbehavingOptions.DEFAULT);
                EmbeddedKafka kafka =
                        EmbeddedKafka.start(directory.resolve("kafka"), Duration.ofSeconds(60), _ -> {})) {
            Config config = config(kafka);
            // Half of them are still answering when they are taken from a worker.
            IntFunction<String> names = host -> (host % 2 == 0 ? "good-" : "lazy-800-") + host + ".test";
            Seeder.send(config, seeds(web, names), Time.system());
            try (Service _ = Service.start(Service.Kind.BUILDER, config, Time.system());
                    Service first = Service.start(Service.Kind.WORKER, config, Time.system())) {
                await(() -> web.requests().size() > 3 * HOSTS);
                try (Service second = Service.start(Service.Kind.WORKER, config, Time.system())) {
                    await(() -> visits(second) > HOSTS);
                    assertThat(first.stop().isClean()).isTrue();
                    int before = web.requests().size();
                    await(() -> web.requests().size() > before + 2 * HOSTS);
                }
            }
            assertThat(Gaps.smallest(web.requests(), ServedRequest::host))
                    .hasSize(HOSTS)
                    .allSatisfy((host, gap) -> assertThat(gap).as(host).isGreaterThanOrEqualTo(GAP));
        }
    }

    /** The next worker has no other way to know of it than what the last one found out. */
    @Test
    void hostsThatAskForALongerGapHaveItFromTheNextWorkerToo() throws IOException {
        Duration asked = Duration.ofSeconds(3);
        Files.writeString(directory.resolve("hosts"), "127.0.0.1 *.test\n");
        try (MisbehavingServer web = MisbehavingServer.start(MisbehavingOptions.DEFAULT);
                EmbeddedKafka kafka =
                        EmbeddedKafka.start(directory.resolve("kafka"), Duration.ofSeconds(60), _ -> {})) {
            Config config = config(kafka);
            Seeder.send(config, seeds(web, host -> "patient-3000-" + host + ".test"), Time.system());
            try (Service _ = Service.start(Service.Kind.BUILDER, config, Time.system())) {
                try (Service first = Service.start(Service.Kind.WORKER, config, Time.system())) {
                    await(() -> hostsWithAPageTwice(web.requests()) == HOSTS);
                    assertThat(first.stop().isClean()).isTrue();
                }
                int before = web.requests().size();
                try (Service _ = Service.start(Service.Kind.WORKER, config, Time.system())) {
                    await(() -> hostsWithAPageTwice(web.requests()
                                    .subList(before, web.requests().size()))
                            == HOSTS);
                }
            }
            assertThat(Gaps.smallest(web.requests(), ServedRequest::host))
                    .hasSize(HOSTS)
                    .allSatisfy((host, gap) -> assertThat(gap).as(host).isGreaterThanOrEqualTo(asked));
        }
    }

    private static long hostsWithAPageTwice(List<ServedRequest> requests) {
        return requests.stream()
                .filter(each -> !each.path().equals("/robots.txt"))
                .collect(Collectors.groupingBy(ServedRequest::host, Collectors.counting()))
                .values()
                .stream()
                .filter(pages -> pages >= 2)
                .count();
    }

    private static List<WebUrl> seeds(MisbehavingServer web, IntFunction<String> names) {
        List<WebUrl> seeds = new ArrayList<>();
        for (int host = 0; host < HOSTS; host++) {
            for (int page = 0; page < PAGES; page++) {
                seeds.add(WebUrl.parse(web.url(names.apply(host), "/" + page)));
            }
        }
        return seeds;
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("patience").isLessThan(end);
            LockSupport.parkNanos(20_000_000);
        }
    }

    /** The visits that a worker has made. */
    private static long visits(Service worker) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(worker.address() + "/metrics"))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.ofString())
                    .body()
                    .lines()
                    .filter(line -> line.startsWith("linkloom_worker_visits_total{"))
                    .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                    .sum();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
