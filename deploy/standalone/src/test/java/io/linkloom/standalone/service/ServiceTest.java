package io.linkloom.standalone.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.common.config.Config;
import io.linkloom.common.config.Flag;
import io.linkloom.common.config.Source;
import io.linkloom.common.runtime.Time;
import io.linkloom.common.url.WebUrl;
import io.linkloom.standalone.answer.RemoteAnswers;
import io.linkloom.standalone.answer.StatusJson;
import io.linkloom.standalone.broker.EmbeddedKafka;
import io.linkloom.standalone.process.ServiceSettings;
import io.linkloom.standalone.process.StopSignal;
import io.linkloom.testkit.web.InventedWebServer;
import io.linkloom.testkit.web.InventedWebSpec;
import io.linkloom.testkit.web.TrueGraph;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class ServiceTest {

    @TempDir
    private Path directory;

    private Config config(EmbeddedKafka kafka) {
        return Config.load(
                ServiceSettings.ALL,
                List.of(Source.flags(List.of(
                        Flag.set("kafka.bootstrap-servers=" + kafka.bootstrapServers()),
                        Flag.set("kafka.partitions=4"),
                        Flag.set("kafka.replication=1"),
                        Flag.set("kafka.topic-prefix=test."),
                        Flag.set("builder.http-address=127.0.0.1:0"),
                        Flag.set("builder.directory=" + directory.resolve("shards")),
                        Flag.set("worker.http-address=127.0.0.1:0"),
                        Flag.set("worker.delay=0s"),
                        Flag.set("schedule.host-delay=0s"),
                        Flag.set("fetch.allow-addresses=127.0.0.0/8"),
                        Flag.set("fetch.hosts-file=" + directory.resolve("hosts"))))));
    }

    @Test
    void workerAndBuilderShareACrawlOnACluster() throws IOException, InterruptedException {
        try (InventedWebServer server = InventedWebServer.start(InventedWebSpec.calm(12, 150, 10));
                EmbeddedKafka kafka =
                        EmbeddedKafka.start(directory.resolve("kafka"), Duration.ofSeconds(60), _ -> {})) {
            InventedWebSpec web = server.spec();
            web.hostsFile(directory.resolve("hosts"));
            Config config = config(kafka);
            Seeder.send(config, web.seeds().stream().map(WebUrl::parse).toList(), Time.system());
            try (Service builder = Service.start(Service.Kind.BUILDER, config, Time.system());
                    Service worker = Service.start(Service.Kind.WORKER, config, Time.system());
                    RemoteAnswers answers = new RemoteAnswers(builder.address())) {
                TrueGraph graph = TrueGraph.of(web);
                StatusJson status = answers.status();
                long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
                // The lag is what the client heard last: link changes of the last visits may still be on their way.
                while ((status.visited() < graph.pageCount() || links(status) < graph.linkCount())
                        && System.nanoTime() < deadline) {
                    LockSupport.parkNanos(50_000_000);
                    status = answers.status();
                }
                assertThat(status.visited()).isEqualTo(graph.pageCount());
                assertThat(links(status)).isEqualTo(graph.linkCount());
                assertThat(get(worker.address(), "/health")).startsWith("200 ").contains("\"up\"");
                assertThat(get(worker.address(), "/metrics")).startsWith("200 ").contains("service=\"worker\"");
                assertThat(get(builder.address(), "/metrics")).contains("service=\"builder\"");
                assertThat(awaitAfterStop(worker)).as("nothing has failed").isNull();
                assertThat(builder.stop().isClean()).isTrue();
                assertThat(worker.stop().isClean()).isTrue();
            }
        }
    }

    private static long links(StatusJson status) {
        return status.internalLinks() + status.externalLinks();
    }

    private static @Nullable String awaitAfterStop(Service service) throws InterruptedException {
        try (StopSignal stop = StopSignal.byHand()) {
            stop.request();
            return service.await(stop);
        }
    }

    private static String get(URI address, String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(URI.create(address + path)).build(), HttpResponse.BodyHandlers.ofString());
            return response.statusCode() + " " + response.body();
        }
    }
}
