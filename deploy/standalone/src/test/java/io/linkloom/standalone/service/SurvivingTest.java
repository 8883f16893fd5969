package io.linkloom.standalone.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkloom.builder.app.Builder;
import io.linkloom.builder.app.BuilderSettings;
import io.linkloom.builder.app.CrawlBudget;
import io.linkloom.builder.fold.Scope;
import io.linkloom.builder.simulation.NaiveIndex;
import io.linkloom.builder.simulation.VisitLog;
import io.linkloom.builder.store.Shard;
import io.linkloom.common.config.Config;
import io.linkloom.common.config.Flag;
import io.linkloom.common.config.Source;
import io.linkloom.common.model.Controls;
import io.linkloom.common.model.Origin;
import io.linkloom.common.model.PageVisit;
import io.linkloom.common.runtime.Health;
import io.linkloom.common.runtime.Metrics;
import io.linkloom.common.runtime.StartException;
import io.linkloom.common.runtime.Time;
import io.linkloom.common.topic.DiscoveryProducer;
import io.linkloom.common.topic.KafkaConnection;
import io.linkloom.common.topic.ShardOffsets;
import io.linkloom.common.topic.TopicAdmin;
import io.linkloom.common.topic.TopicLayout;
import io.linkloom.common.topic.TopicNames;
import io.linkloom.common.topic.TopicPlan;
import io.linkloom.common.topic.VisitProducer;
import io.linkloom.common.url.Sites;
import io.linkloom.standalone.broker.EmbeddedKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Builders against a real broker that lose their machine, hang, only read, or share what they must not. */
@Timeout(240)
class SurvivingTest {
    private static final Duration DEADLINE = Duration.ofSeconds(90);
    private static final int PARTITIONS = 4;
    private static final TopicPlan PLAN =
            new TopicPlan(PARTITIONS, 1, Duration.ofHours(1), Duration.ofDays(1), Duration.ofDays(1));

    @TempDir
    private static Path directory;

    private static EmbeddedKafka kafka;

    private final Sites sites = new Sites();
    private final NaiveIndex expected = new NaiveIndex(sites);
    private TopicLayout layout;
    private String name;

    @BeforeAll
    static void startBroker() {
        kafka = EmbeddedKafka.start(directory.resolve("kafka"), DEADLINE, _ -> {});
    }

    @AfterAll
    static void stopBroker() {
        kafka.close();
    }

    @BeforeEach
    void freshTopics(TestInfo test) {
        name = test.getTestMethod().orElseThrow().getName();
        try (TopicAdmin admin = new TopicAdmin(connection(Map.of()), DEADLINE)) {
            layout = admin.ensure(new TopicNames(name + "."), PLAN);
        }
    }

    private static KafkaConnection connection(Map<String, String> properties) {
        return new KafkaConnection(kafka.bootstrapServers(), properties);
    }

    private Config config(String... flags) {
        List<Flag> all = new ArrayList<>(List.of(Flag.set("builder.group=" + name)));
        Arrays.stream(flags).map(Flag::set).forEach(all::add);
        return Config.load(BuilderSettings.ALL, List.of(Source.flags(all)));
    }

    private final class Running implements AutoCloseable {
        private final Metrics metrics = new Metrics(Metrics.Service.BUILDER);
        private final Health health = new Health();
        private final Builder builder;

        Running(Config config, String machine, Time time, Map<String, String> properties) {
            builder = Builder.start(
                    config,
                    connection(properties),
                    layout,
                    sites,
                    time,
                    metrics,
                    health,
                    directory.resolve(name).resolve(machine),
                    Scope.EVERYTHING,
                    CrawlBudget.NONE,
                    () -> Controls.NONE,
                    _ -> {});
        }

        boolean hasAll() {
            return holds(List.of(this));
        }

        double count(String meter) {
            return metrics.registry().get(meter).counter().count();
        }

        @Override
        public void close() {
            builder.close();
            metrics.close();
        }
    }

    private Running start(String machine, String... flags) {
        return new Running(config(flags), machine, Time.system(), Map.of());
    }

    private void happen(List<PageVisit> visits) {
        try (VisitProducer producer = new VisitProducer(connection(Map.of()), layout, sites)) {
            for (PageVisit visit : visits) {
                producer.send(visit, failure -> assertThat(failure).isNull());
                expected.visit(visit);
            }
            producer.flush();
        }
    }

    private void seed(List<PageVisit> visits) {
        try (DiscoveryProducer producer = new DiscoveryProducer(connection(Map.of()), layout, sites)) {
            for (PageVisit visit : visits) {
                producer.send(Origin.SEED, visit.url(), 1);
                expected.discover(List.of(visit.url()));
            }
            producer.flush();
        }
    }

    /** Whether each shard is open with one of them and all of them have folded what there is, link changes of others included. */
    private boolean holds(List<Running> builders) {
        List<Shard> shards = builders.stream()
                .flatMap(each -> each.builder.shards().all().stream())
                .toList();
        return shards.size() == PARTITIONS
                && builders.stream().allMatch(each -> each.builder.status().lag() == 0)
                && isExpected(shards);
    }

    private boolean isExpected(List<Shard> shards) {
        try {
            expected.assertSameAs(shards);
            return true;
        } catch (AssertionError | RuntimeException notYet) {
            return false;
        }
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + DEADLINE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("deadline").isLessThan(end);
            LockSupport.parkNanos(100_000_000);
        }
    }

    private Map<String, Long> ends() throws Exception {
        Map<TopicPartition, OffsetSpec> questions = new HashMap<>();
        for (String topic : List.of(layout.names().frontier(), layout.names().links())) {
            for (int i = 0; i < PARTITIONS; i++) {
                questions.put(new TopicPartition(topic, i), OffsetSpec.latest());
            }
        }
        Map<String, Long> ends = new TreeMap<>();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.listOffsets(questions)
                    .all()
                    .get(20, TimeUnit.SECONDS)
                    .forEach((partition, end) -> ends.put(partition.toString(), end.offset()));
        }
        return ends;
    }

    private void lose(String machine) throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve(name).resolve(machine))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void shardsOfALostMachineGoOnElsewhereFromTheirSnapshots() throws Exception {
        String snapshots = "store.snapshots=" + directory.resolve(name).resolve("snapshots");
        List<PageVisit> visits = VisitLog.of(1, 400);
        seed(visits.subList(0, 5));
        happen(visits.subList(0, 200));
        long filled;
        try (Running first = start("first")) {
            await(first::hasAll);
            filled = first.builder.shards().all().stream()
                    .filter(shard -> !shard.offsets().equals(ShardOffsets.START))
                    .count();
        }
        try (Running first = start("first", snapshots)) {
            await(() -> first.count("linkloom.snapshots.taken") == filled);
            happen(visits.subList(200, 300));
            await(first::hasAll);
        }
        lose("first");
        happen(visits.subList(300, 400));
        try (Running second = start("second", snapshots)) {
            await(second::hasAll);
            assertThat(second.count("linkloom.shards.restored")).isEqualTo((double) filled);
            assertThat(second.health.isUp()).as(second.health.json()).isTrue();
        }
    }

    @Test
    void snapshotsThatTheTopicsCouldNotCatchUpWithAreRefused() {
        assertThatThrownBy(() -> start("first", "store.snapshots=anywhere", "store.snapshot-interval=12h"))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("keeps records for 1d")
                .hasMessageContaining("36h")
                .hasMessageContaining("store.snapshot-interval 12h")
                .hasMessageContaining("store.snapshots-kept 2");
    }

    @Test
    void readReplicaHasWhatTheBuilderHasAndSendsNothing() throws Exception {
        List<PageVisit> visits = VisitLog.of(3, 300);
        seed(visits.subList(0, 5));
        happen(visits);
        try (Running builder = start("builder")) {
            await(builder::hasAll);
        }
        Map<String, Long> before = ends();
        try (Running replica = start("replica", "builder.read-replica=true", "builder.group=" + name + "-readers")) {
            await(replica::hasAll);
            assertThat(replica.builder.status().replica()).isTrue();
            assertThat(replica.builder.status().ordered()).isZero();
            assertThat(replica.health.json()).contains("a read replica sends nothing");
        }
        assertThat(ends()).isEqualTo(before);
    }

    @Test
    void readReplicaNeedsAGroupOfItsOwn() {
        String group = BuilderSettings.GROUP.defaultValue();
        assertThatThrownBy(() -> start("replica", "builder.read-replica=true", "builder.group=" + group))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("a replica needs a group of its own");
    }

    @Test
    void twoBuildersDoNotShareADirectory() {
        try (Running _ = start("one")) {
            assertThatThrownBy(() -> start("one"))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("one")
                    .hasMessageContaining("in use");
        }
    }

    @Test
    void ownerThatHangsAndGoesOnDoublesNothing() {
        Map<String, String> impatient = Map.of("max.poll.interval.ms", "3000");
        List<PageVisit> visits = VisitLog.of(4, 600);
        seed(visits.subList(0, 5));
        HangingTime time = new HangingTime();
        try (Running zombie = new Running(config(), "zombie", time, impatient)) {
            happen(visits.subList(0, 200));
            await(zombie::hasAll);
            time.hang();
            happen(visits.subList(200, 400));
            try (Running heir = new Running(config(), "heir", Time.system(), impatient)) {
                await(heir::hasAll);
                happen(visits.subList(400, 500));
                await(heir::hasAll);
                time.goOn();
                happen(visits.subList(500, 600));
                await(() -> !zombie.builder.shards().all().isEmpty() && holds(List.of(zombie, heir)));
            }
            await(zombie::hasAll);
        } finally {
            time.goOn();
        }
    }

    /** The clock of a process that stops now and then, wherever its loop happens to be. */
    private static final class HangingTime implements Time {
        private volatile boolean hangs;

        void hang() {
            hangs = true;
        }

        void goOn() {
            hangs = false;
        }

        @Override
        public long millis() {
            return System.currentTimeMillis();
        }

        @Override
        public long nanos() {
            while (hangs && Thread.currentThread().getName().equals("fold")) {
                LockSupport.parkNanos(1_000_000);
            }
            return System.nanoTime();
        }
    }
}
