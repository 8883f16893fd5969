package io.linkloom.standalone.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.builder.api.ControlRequestJson;
import io.linkloom.common.config.Config;
import io.linkloom.common.config.Flag;
import io.linkloom.common.config.Source;
import io.linkloom.common.runtime.Time;
import io.linkloom.common.url.WebUrl;
import io.linkloom.standalone.answer.RemoteAnswers;
import io.linkloom.standalone.answer.RemoteControl;
import io.linkloom.standalone.broker.EmbeddedKafka;
import io.linkloom.standalone.crawl.EndlessWeb;
import io.linkloom.standalone.process.ServiceSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two workers and two builders, of which one is told what operators say. */
@Timeout(240)
class ControlledServicesTest {
    private static final int HOSTS = 12;
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration QUIET = Duration.ofSeconds(2);

    @TempDir
    private Path directory;

    private Config config(EmbeddedKafka kafka, String shards) {
        return Config.load(
                ServiceSettings.ALL,
                List.of(Source.flags(List.of(
                        Flag.set("kafka.bootstrap-servers=" + kafka.bootstrapServers()),
                        Flag.set("kafka.partitions=4"),
                        Flag.set("kafka.replication=1"),
                        Flag.set("builder.http-address=127.0.0.1:0"),
                        Flag.set("builder.directory=" + directory.resolve(shards)),
                        Flag.set("worker.http-address=127.0.0.1:0"),
                        Flag.set("worker.delay=50ms"),
                        Flag.set("worker.ip-delay=0s"),
                        Flag.set("schedule.host-delay=50ms"),
                        Flag.set("fetch.allow-addresses=127.0.0.0/8"),
                        Flag.set("fetch.hosts-file=" + directory.resolve("hosts"))))));
    }

    private static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("patience for: " + what).isLessThan(end);
            LockSupport.parkNanos(20_000_000);
        }
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

    private static void awaitMoreOfAll(EndlessWeb web, List<String> hosts) {
        for (String host : hosts) {
            int before = web.requests(host).size();
            await("more requests to " + host, () -> web.requests(host).size() > before + 2);
        }
    }

    private static void say(RemoteControl control, String action, @Nullable List<String> targets) {
        var _ = control.perform(new ControlRequestJson(action, null, targets, null));
    }

    @Test
    void allWorkersAndBuildersObeyWhatOneIsTold() throws IOException {
        Files.writeString(directory.resolve("hosts"), "127.0.0.1 *.test\n");
        List<String> hosts = new ArrayList<>();
        for (int host = 0; host < HOSTS; host++) {
            hosts.add("h" + host + ".test");
        }
        try (EndlessWeb web = EndlessWeb.start();
                EmbeddedKafka kafka =
                        EmbeddedKafka.start(directory.resolve("kafka"), Duration.ofSeconds(60), _ -> {})) {
            Config config = config(kafka, "shards");
            Seeder.send(
                    config,
                    hosts.stream()
                            .map(host -> WebUrl.parse(web.url(host, "/0")))
                            .toList(),
                    Time.system());
            try (Service first = Service.start(Service.Kind.BUILDER, config, Time.system());
                    Service second = Service.start(Service.Kind.BUILDER, config(kafka, "others"), Time.system());
                    Service _ = Service.start(Service.Kind.WORKER, config, Time.system());
                    Service _ = Service.start(Service.Kind.WORKER, config, Time.system());
                    RemoteControl control = new RemoteControl(first.address());
                    RemoteAnswers other = new RemoteAnswers(second.address())) {
                awaitMoreOfAll(web, hosts);
                say(control, "pause", null);
                awaitQuiet("a pause", () -> web.requests().size());
                await("the other builder", () -> {
                    var controls = other.status().controls();
                    return controls != null && controls.pausedSince() != null;
                });
                say(control, "resume", null);
                awaitMoreOfAll(web, hosts);

                List<String> blocked = hosts.subList(0, HOSTS / 2);
                List<String> free = hosts.subList(HOSTS / 2, HOSTS);
                say(control, "block", blocked.stream().map(web::at).toList());
                awaitQuiet(
                        "a block",
                        () -> blocked.stream()
                                .mapToLong(host -> web.requests(host).size())
                                .sum());
                awaitMoreOfAll(web, free);
                say(control, "unblock", blocked.stream().map(web::at).toList());
                awaitMoreOfAll(web, blocked);
            }
        }
    }
}
