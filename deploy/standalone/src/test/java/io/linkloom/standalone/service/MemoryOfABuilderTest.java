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
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is set about memory holds in a builder that runs, and it says what it uses. */
@Timeout(300)
class MemoryOfABuilderTest {
    private static final int PAGES = 150_000;
    private static final long MIB = 1 << 20;

    @TempDir
    private Path directory;

    private Config config(EmbeddedKafka kafka, String group, String... flags) {
        List<Flag> all = new ArrayList<>(List.of(
                Flag.set("kafka.bootstrap-servers=" + kafka.bootstrapServers()),
                Flag.set("kafka.partitions=2"),
                Flag.set("kafka.replication=1"),
                Flag.set("builder.http-address=127.0.0.1:0"),
                Flag.set("builder.group=" + group),
                Flag.set("builder.directory=" + directory.resolve(group))));
        for (String flag : flags) {
            all.add(Flag.set(flag));
        }
        return Config.load(ServiceSettings.ALL, List.of(Source.flags(all)));
    }

    @Test
    void pagesAreKnownWithinTheMemoryThatIsSetAndTheStatusSaysSo() throws IOException, InterruptedException {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory.resolve("kafka"), Duration.ofSeconds(60), _ -> {})) {
            Config little = config(kafka, "little", "fold.seen-memory=1MiB", "store.memory=64MiB");
            Config much = config(kafka, "much", "builder.read-replica=true");
            Seeder.send(
                    little,
                    IntStream.range(0, PAGES)
                            .mapToObj(page -> WebUrl.parse("http://h" + page % 50 + ".test/p" + page))
                            .toList(),
                    Time.system());
            try (Service builder = Service.start(Service.Kind.BUILDER, little, Time.system());
                    Service replica = Service.start(Service.Kind.BUILDER, much, Time.system())) {
                StatusJson.Memory used = memoryOnceAllAreKnown(builder);
                assertThat(used.seen()).isBetween(MIB / 4, MIB + MIB / 8);
                assertThat(used.seenMost()).isEqualTo(MIB);
                assertThat(used.outsideHeapMost()).isEqualTo(64 * MIB);
                assertThat(used.outsideHeap())
                        .isEqualTo(used.blocks() + used.writeBuffers() + used.tables())
                        .isPositive();
                assertThat(used.heapMost()).isGreaterThanOrEqualTo(used.heap()).isPositive();
                assertThat(memoryOnceAllAreKnown(replica).seen()).isGreaterThan(MIB + MIB / 8);

                String metrics = get(builder.address(), "/metrics");
                assertThat(meter(metrics, "linkloom_memory_seen_bytes")).isBetween(MIB / 4.0, MIB * 1.125);
                assertThat(meter(metrics, "linkloom_memory_native_limit_bytes")).isEqualTo(64.0 * MIB);
                assertThat(meter(metrics, "linkloom_memory_native_bytes")).isPositive();
                assertThat(meter(metrics, "linkloom_memory_write_buffers_bytes"))
                        .isPositive();
                assertThat(metrics).contains("linkloom_memory_blocks_bytes", "linkloom_memory_tables_bytes");
            }
        }
    }

    private static StatusJson.Memory memoryOnceAllAreKnown(Service service) {
        try (RemoteAnswers answers = new RemoteAnswers(service.address())) {
            StatusJson status = answers.status();
            long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
            while (status.pages() < PAGES && System.nanoTime() < deadline) {
                LockSupport.parkNanos(50_000_000);
                status = answers.status();
            }
            assertThat(status.pages()).isEqualTo(PAGES);
            StatusJson.Memory memory = status.memory();
            if (memory == null) {
                throw new AssertionError("a builder that runs says what memory it uses");
            }
            return memory;
        }
    }

    private static double meter(String metrics, String name) {
        Matcher line = Pattern.compile("^" + name + "\\{[^}]*} (\\S+)$", Pattern.MULTILINE)
                .matcher(metrics);
        assertThat(line.find()).as(name).isTrue();
        return Double.parseDouble(line.group(1));
    }

    private static String get(URI address, String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create(address + path)).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }
}
