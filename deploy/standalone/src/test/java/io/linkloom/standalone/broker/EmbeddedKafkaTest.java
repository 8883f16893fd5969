package io.linkloom.standalone.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.internals.FatalExitError;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Exit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedKafkaTest {
    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final String TOPIC = "visits";

    @TempDir
    Path dir;

    @Test
    void recordsAndCommittedOffsetsOutliveARestart() throws Exception {
        String clusterId;
        try (EmbeddedKafka kafka = EmbeddedKafka.start(dir, DEADLINE, _ -> {})) {
            clusterId = createTopic(kafka);
            sendInOneTransaction(kafka, 0, 10);
            assertThat(readAndCommit(kafka, 10)).containsExactlyElementsOf(values(0, 10));
        }
        try (EmbeddedKafka kafka = EmbeddedKafka.start(dir, DEADLINE, _ -> {})) {
            sendInOneTransaction(kafka, 10, 15);
            assertThat(readAndCommit(kafka, 5)).containsExactlyElementsOf(values(10, 15));
            try (Admin admin = admin(kafka)) {
                assertThat(admin.describeCluster().clusterId().get()).isEqualTo(clusterId);
            }
        }
    }

    @Test
    void killedBrokerIsFencedByAControllerAlone() throws Exception {
        killABroker();
        try (BrokerDirectory directory = BrokerDirectory.open(dir)) {
            assertThat(directory.hasKilledBroker()).isTrue();
            assertThat(KilledBroker.fence(directory.data(), freePort())).isTrue();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket port = new ServerSocket(0, 1, InetAddress.ofLiteral(BrokerSettings.HOST))) {
            return port.getLocalPort();
        }
    }

    @Test
    void acknowledgedRecordsOutliveAKillOfTheProcess() throws Exception {
        killABroker();
        // The deadline is shorter than a session: the dead broker's is not waited for.
        try (EmbeddedKafka kafka = EmbeddedKafka.start(dir, DEADLINE, _ -> {})) {
            assertThat(readAndCommit(kafka, 1000)).containsExactlyElementsOf(values(0, 1000));
        }
    }

    /** In the moment in which it has acknowledged a transaction. */
    private void killABroker() throws Exception {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        DoomedBroker.class.getName(),
                        dir.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(said.readLine()).isEqualTo("acknowledged");
        } finally {
            process.destroyForcibly();
            process.waitFor(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void brokerThatWantsToEndTheProcessTellsInstead() {
        List<String> told = new CopyOnWriteArrayList<>();
        try (EmbeddedKafka _ = EmbeddedKafka.start(dir, DEADLINE, told::add)) {
            assertThatThrownBy(() -> Exit.halt(1)).isInstanceOf(FatalExitError.class);
            Exit.exit(1);
        }
        assertThat(told)
                .hasSize(2)
                .allSatisfy(sentence -> assertThat(sentence).contains("cannot write to " + dir, "disk full"));
    }

    @Test
    void secondBrokerOnTheSameDirectoryIsRefusedByName() {
        try (EmbeddedKafka _ = EmbeddedKafka.start(dir, DEADLINE, _ -> {})) {
            assertThatThrownBy(() -> EmbeddedKafka.start(dir, DEADLINE, _ -> {}))
                    .isInstanceOf(BrokerException.class)
                    .hasMessage("The broker's directory " + dir + " is in use by process "
                            + ProcessHandle.current().pid() + "; stop that one first.");
        }
    }

    @Test
    void directoryThatCannotBeMadeIsNamed() throws IOException {
        Path file = Files.writeString(dir.resolve("file"), "not a directory");
        assertThatThrownBy(() -> EmbeddedKafka.start(file, DEADLINE, _ -> {}))
                .isInstanceOf(BrokerException.class)
                .hasMessageStartingWith("The broker's directory " + file + " cannot be used: ");
    }

    @Test
    void missedDeadlineIsSaidAndTheDirectoryComesFreeAgain() throws Exception {
        assertThatThrownBy(() -> EmbeddedKafka.start(dir, Duration.ofMillis(1), _ -> {}))
                .isInstanceOf(BrokerException.class)
                .hasMessage("The embedded broker did not start within 0.001 s.");
        for (int attempt = 0; attempt < 100; attempt++) {
            try (EmbeddedKafka kafka = EmbeddedKafka.start(dir, DEADLINE, _ -> {})) {
                assertThat(kafka.bootstrapServers()).startsWith("127.0.0.1:");
                return;
            } catch (BrokerException e) {
                assertThat(e).hasMessageContaining("in use");
                Thread.sleep(100);
            }
        }
        throw new AssertionError("the directory stayed in use");
    }

    /** Runs in a process of its own, which the test kills. */
    static final class DoomedBroker {
        private DoomedBroker() {}

        public static void main(String[] args) throws Exception {
            EmbeddedKafka kafka = EmbeddedKafka.start(Path.of(args[0]), DEADLINE, _ -> {});
            createTopic(kafka);
            sendInOneTransaction(kafka, 0, 1000, () -> System.out.println("acknowledged"));
            Thread.sleep(DEADLINE);
        }
    }

    private static String createTopic(EmbeddedKafka kafka) throws Exception {
        try (Admin admin = admin(kafka)) {
            admin.createTopics(List.of(new NewTopic(TOPIC, Optional.of(1), Optional.empty())))
                    .all()
                    .get();
            return admin.describeCluster().clusterId().get();
        }
    }

    private static Admin admin(EmbeddedKafka kafka) {
        return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()));
    }

    private static List<String> values(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "visit " + i).toList();
    }

    private static void sendInOneTransaction(EmbeddedKafka kafka, int from, int to) {
        sendInOneTransaction(kafka, from, to, () -> {});
    }

    /** @param acknowledged runs at once when the transaction is committed, whose markers may not be written yet */
    private static void sendInOneTransaction(EmbeddedKafka kafka, int from, int to, Runnable acknowledged) {
        Map<String, Object> settings = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                kafka.bootstrapServers(),
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                "shard-0");
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            for (String value : values(from, to)) {
                var _ = producer.send(new ProducerRecord<>(TOPIC, "example.com", value));
            }
            producer.commitTransaction();
            acknowledged.run();
        }
    }

    private static List<String> readAndCommit(EmbeddedKafka kafka, int count) {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers(),
                ConsumerConfig.GROUP_ID_CONFIG, "builder",
                ConsumerConfig.GROUP_PROTOCOL_CONFIG, "consumer",
                ConsumerConfig.GROUP_REMOTE_ASSIGNOR_CONFIG, "range",
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        List<String> values = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(TOPIC));
            long deadline = System.nanoTime() + DEADLINE.toNanos();
            while (values.size() < count && System.nanoTime() < deadline) {
                for (ConsumerRecord<String, String> visit : consumer.poll(Duration.ofMillis(100))) {
                    values.add(visit.value());
                }
            }
            consumer.commitSync();
        }
        return values;
    }
}
