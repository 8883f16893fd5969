package io.linkloom.standalone.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkloom.common.model.FetchOrder;
import io.linkloom.common.model.Link;
import io.linkloom.common.model.LinkChange;
import io.linkloom.common.model.LinkKind;
import io.linkloom.common.model.LinksRecord;
import io.linkloom.common.model.Origin;
import io.linkloom.common.model.Outcome;
import io.linkloom.common.model.PageVisit;
import io.linkloom.common.model.Stamp;
import io.linkloom.common.topic.DeadLetters;
import io.linkloom.common.topic.DiscoveryProducer;
import io.linkloom.common.topic.FoldConsumer;
import io.linkloom.common.topic.KafkaConnection;
import io.linkloom.common.topic.LinksProducer;
import io.linkloom.common.topic.OrderConsumer;
import io.linkloom.common.topic.OrderProducer;
import io.linkloom.common.topic.Positioned;
import io.linkloom.common.topic.ReceivedOrder;
import io.linkloom.common.topic.ShardOffsets;
import io.linkloom.common.topic.ShardRecords;
import io.linkloom.common.topic.SitePartitioner;
import io.linkloom.common.topic.TopicAdmin;
import io.linkloom.common.topic.TopicException;
import io.linkloom.common.topic.TopicLayout;
import io.linkloom.common.topic.TopicNames;
import io.linkloom.common.topic.TopicPlan;
import io.linkloom.common.topic.VisitProducer;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.WebUrl;
import io.linkloom.standalone.broker.EmbeddedKafka;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** The topic package against a real broker. */
class TopicsOnKafkaTest {
    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int PARTITIONS = 4;
    private static final TopicPlan PLAN =
            new TopicPlan(PARTITIONS, 1, Duration.ofHours(1), Duration.ofDays(1), Duration.ofDays(1));

    @TempDir
    static Path directory;

    private static EmbeddedKafka kafka;
    private static KafkaConnection connection;

    private final Sites sites = new Sites();
    private final List<String> missed = new ArrayList<>();
    private final Set<Integer> opened = new TreeSet<>();
    private final Map<Integer, ShardOffsets> stored = new TreeMap<>();
    private TopicLayout layout;
    private DeadLetters dead;
    private String group;

    @BeforeAll
    static void startBroker() {
        kafka = EmbeddedKafka.start(directory, DEADLINE, _ -> {});
        connection = KafkaConnection.to(kafka.bootstrapServers());
    }

    @AfterAll
    static void stopBroker() {
        kafka.close();
    }

    @BeforeEach
    void freshTopics(TestInfo test) {
        group = test.getTestMethod().orElseThrow().getName();
        layout = ensure(group + ".", PLAN);
        dead = new DeadLetters(connection, layout.names(), () -> 1L);
    }

    private static TopicLayout ensure(String prefix, TopicPlan plan) {
        try (TopicAdmin admin = new TopicAdmin(connection, DEADLINE)) {
            return admin.ensure(new TopicNames(prefix), plan);
        }
    }

    @Test
    void topicsAreMadeOnceAndThenChecked() {
        assertThat(ensure(group + ".", PLAN)).isEqualTo(layout);
        var other = new TopicPlan(8, 1, Duration.ofHours(1), Duration.ofDays(1), Duration.ofDays(1));
        assertThatThrownBy(() -> ensure(group + ".", other))
                .isInstanceOf(TopicException.class)
                .hasMessageContaining("has 4 partitions, but kafka.partitions is 8; set kafka.partitions to 4");
    }

    @Test
    void aBrokerThatIsNotThereIsNamed() {
        var nowhere = KafkaConnection.to("127.0.0.1:1");
        assertThatThrownBy(() -> {
                    try (TopicAdmin admin = new TopicAdmin(nowhere, Duration.ofSeconds(1))) {
                        admin.ensure(new TopicNames(""), PLAN);
                    }
                })
                .isInstanceOf(TopicException.class)
                .hasMessage("Kafka at 127.0.0.1:1 did not answer within 1 s; "
                        + "check kafka.bootstrap-servers and that the brokers run");
    }

    @Test
    void ordersDoneInAnyOrderAreNotGivenAgain() {
        int sent = 50;
        try (var producer = new OrderProducer(connection, layout)) {
            for (int i = 0; i < sent; i++) {
                producer.send(1, "example.com", FetchOrder.first(page(i), 0, 0, i));
            }
            producer.flush();
        }
        Set<String> doneFirst = new HashSet<>();
        try (var consumer = new OrderConsumer(connection, layout, group, dead, new NoListener())) {
            List<ReceivedOrder> received = new ArrayList<>();
            await(() -> {
                received.addAll(consumer.poll(POLL));
                return received.size() == sent;
            });
            for (ReceivedOrder order : received) {
                // Order 0 is the slow one that holds the position back.
                if (order.receipt().offset() % 3 != 0) {
                    consumer.completed(order.receipt());
                    doneFirst.add(order.order().url().text());
                }
            }
        }
        try (var consumer = new OrderConsumer(connection, layout, group, dead, new NoListener())) {
            Set<String> again = new HashSet<>();
            await(() -> {
                consumer.poll(POLL)
                        .forEach(order -> again.add(order.order().url().text()));
                return again.size() >= sent - doneFirst.size();
            });
            assertThat(again).doesNotContainAnyElementsOf(doneFirst).hasSize(sent - doneFirst.size());
        }
    }

    @Test
    void aPausedWorkerGetsNothingAndStaysAMember() {
        try (var producer = new OrderProducer(connection, layout);
                var consumer = new OrderConsumer(connection, layout, group, dead, new NoListener())) {
            consumer.setPaused(true);
            producer.send(0, "example.com", FetchOrder.first(page(1), 0, 0, 1));
            producer.flush();
            for (int i = 0; i < 15; i++) {
                assertThat(consumer.poll(POLL)).isEmpty();
            }
            consumer.setPaused(false);
            List<ReceivedOrder> received = new ArrayList<>();
            await(() -> {
                received.addAll(consumer.poll(POLL));
                return received.size() == 1;
            });
        }
    }

    @Test
    void linkChangesAreSeenAllOrNotAtAll() {
        try (var consumer = foldConsumer(Map.of());
                var abandoned = new LinksProducer(connection, layout, group)) {
            await(() -> joined(consumer));
            abandoned.begin();
            abandoned.send(2, "example.com", changes(1));
            // The successor's start ends what the one before left open.
            try (var producer = new LinksProducer(connection, layout, group)) {
                producer.begin();
                producer.send(2, "example.com", changes(2));
                producer.commit(consumer, Map.of(2, new ShardOffsets(0, 0)));
            }
            List<LinksRecord> seen = new ArrayList<>();
            ShardOffsets[] end = {ShardOffsets.START};
            await(() -> {
                ShardRecords news = poll(consumer).get(2);
                if (news != null) {
                    news.links().stream().map(Positioned::value).forEach(seen::add);
                    end[0] = news.next();
                }
                return end[0].equals(consumer.endOffsets().get(2));
            });
            assertThat(seen).containsExactly(changes(2));
            abandoned.abandon();
        }
    }

    @Test
    void shardsGoOnWhereTheyThemselvesSay() {
        try (var producer = new VisitProducer(connection, layout, sites);
                var seeds = new DiscoveryProducer(connection, layout, sites)) {
            for (int i = 0; i < 10; i++) {
                producer.send(
                        PageVisit.failed(order(i), i, Outcome.TIMEOUT, ""),
                        failure -> assertThat(failure).isNull());
                seeds.send(Origin.SEED, page(i), i);
            }
            producer.flush();
            seeds.flush();
        }
        int shard = new SitePartitioner(PARTITIONS).partitionOf("example.com");
        try (var consumer = foldConsumer(Map.of(shard, new ShardOffsets(7, 4)))) {
            List<Long> visits = new ArrayList<>();
            List<Long> links = new ArrayList<>();
            await(() -> {
                ShardRecords news = poll(consumer).get(shard);
                if (news != null) {
                    news.visits().forEach(visit -> visits.add(visit.offset()));
                    news.links().forEach(link -> links.add(link.offset()));
                }
                return visits.size() + links.size() >= 9;
            });
            assertThat(visits).containsExactly(7L, 8L, 9L);
            assertThat(links).containsExactly(4L, 5L, 6L, 7L, 8L, 9L);
            assertThat(consumer.shards()).containsExactlyInAnyOrder(0, 1, 2, 3);
        }
    }

    @Test
    void whatCannotBeReadGoesToTheDeadLettersAndTheRestGoesOn() {
        sendRaw(layout.names().visits(), 0, "no record");
        try (var producer = new VisitProducer(connection, layout, sites)) {
            producer.send(
                    PageVisit.failed(order(1), 1, Outcome.GONE, ""),
                    failure -> assertThat(failure).isNull());
            producer.flush();
        }
        int seen = 0;
        try (var consumer = foldConsumer(Map.of())) {
            long end = System.nanoTime() + DEADLINE.toNanos();
            while ((seen == 0 || dead.count() == 0) && System.nanoTime() < end) {
                for (ShardRecords news : poll(consumer).values()) {
                    seen += news.visits().size();
                }
            }
            assertThat(consumer.positions(0).visits()).isPositive();
        }
        assertThat(seen).isEqualTo(1);
        assertThat(dead.count()).isEqualTo(1);
    }

    @Test
    void shardsThatKafkaCannotGiveWhatTheyNeedGetNothingAndAreTold() throws Exception {
        try (var producer = new VisitProducer(connection, layout, sites)) {
            for (int i = 0; i < 10; i++) {
                producer.send(
                        PageVisit.failed(order(i), i, Outcome.TIMEOUT, ""),
                        failure -> assertThat(failure).isNull());
            }
            producer.flush();
        }
        int shard = new SitePartitioner(PARTITIONS).partitionOf("example.com");
        int other = (shard + 1) % PARTITIONS;
        var visits = new TopicPartition(layout.names().visits(), shard);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.deleteRecords(Map.of(visits, RecordsToDelete.beforeOffset(6)))
                    .all()
                    .get(10, TimeUnit.SECONDS);
        }
        var wrong = Map.of(shard, new ShardOffsets(2, 0), other, new ShardOffsets(0, 40));
        try (var consumer = foldConsumer(wrong)) {
            await(() -> joined(consumer) && missed.size() == 2);
            for (int i = 0; i < 5; i++) {
                assertThat(poll(consumer)).doesNotContainKeys(shard, other);
            }
        }
        assertThat(missed)
                .anySatisfy(
                        sentence -> assertThat(sentence).startsWith("offsets 2 to 5 of " + visits + " were deleted"))
                .anySatisfy(sentence -> assertThat(sentence)
                        .startsWith("it has applied " + layout.names().links() + "-" + other + " up to offset 39"));
    }

    @Test
    void builderThatIsFencedByItsDoubleSaysWhatToDo() {
        try (var consumer = foldConsumer(Map.of());
                var first = new LinksProducer(connection, layout, group)) {
            await(() -> joined(consumer));
            try (LinksProducer _ = new LinksProducer(connection, layout, group)) {
                first.begin();
                first.send(2, "example.com", changes(1));
                assertThatThrownBy(() -> first.commit(consumer, Map.of(2, new ShardOffsets(0, 0))))
                        .isInstanceOf(TopicException.class)
                        .hasMessageContaining("builder.instance");
            }
            first.abandon();
        }
    }

    @Test
    void shardsWaitUntilTheyBeginAndCanBeHeld() {
        try (var seeds = new DiscoveryProducer(connection, layout, sites)) {
            seeds.send(Origin.SEED, page(1), 1);
            seeds.flush();
        }
        int shard = new SitePartitioner(PARTITIONS).partitionOf("example.com");
        try (var consumer = foldConsumer(Map.of())) {
            await(() -> {
                assertThat(consumer.poll(POLL)).isEmpty();
                return opened.contains(shard);
            });
            for (int i = 0; i < 5; i++) {
                assertThat(consumer.poll(POLL)).isEmpty();
            }
            assertThat(consumer.shards()).isEmpty();
            await(() -> poll(consumer).containsKey(shard));
            consumer.hold(shard);
            assertThat(consumer.shards()).doesNotContain(shard);
            assertThat(consumer.poll(POLL)).doesNotContainKey(shard);
            assertThat(consumer.begin(shard, ShardOffsets.START)).isEmpty();
            await(() -> poll(consumer).containsKey(shard));
        }
    }

    @Test
    void halfOfAShardWaitsForItsOtherHalf() throws Exception {
        // As a group sees it that forms while the topics are being made.
        var names = new TopicNames(group + "-later.");
        layout = new TopicLayout(names, PARTITIONS, layout.visitsId(), layout.linksId(), layout.controlsId());
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            make(admin, names.visits());
            try (var consumer = foldConsumer(Map.of())) {
                for (int i = 0; i < 20; i++) {
                    assertThat(consumer.poll(POLL)).isEmpty();
                }
                assertThat(consumer.shards()).isEmpty();
                make(admin, names.links());
                await(() -> joined(consumer));
            }
        }
    }

    private static void make(Admin admin, String topic) throws Exception {
        admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1)))
                .all()
                .get(10, TimeUnit.SECONDS);
    }

    private FoldConsumer foldConsumer(Map<Integer, ShardOffsets> stored) {
        this.stored.putAll(stored);
        return new FoldConsumer(connection, layout, group, Optional.empty(), dead, new FoldConsumer.Listener() {
            @Override
            public void assigned(int shard) {
                opened.add(shard);
            }

            @Override
            public void revoked(int shard) {
                opened.remove(shard);
            }
        });
    }

    /** Polls, and lets those shards begin that were assigned. */
    private Map<Integer, ShardRecords> poll(FoldConsumer consumer) {
        Map<Integer, ShardRecords> news = consumer.poll(POLL);
        for (int shard : opened) {
            consumer.begin(shard, stored.getOrDefault(shard, ShardOffsets.START))
                    .ifPresent(missed::add);
        }
        opened.clear();
        return news;
    }

    private boolean joined(FoldConsumer consumer) {
        var _ = poll(consumer);
        return consumer.shards().size() + missed.size() == PARTITIONS;
    }

    private static void sendRaw(String topic, int partition, String value) {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", kafka.bootstrapServers());
        try (var raw = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            var _ = raw.send(new ProducerRecord<>(topic, partition, null, value.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private static LinksRecord changes(long offset) {
        var link = Link.of(page(99), LinkKind.A, 0, "anchor");
        return new LinksRecord.LinkChanges(
                page(1), new Stamp("id", 1, offset, 0), 5, 1, 0, 0, true, List.of(new LinkChange.Added(link, 5)));
    }

    private static FetchOrder order(int i) {
        return FetchOrder.first(page(i), 0, 0, i);
    }

    private static WebUrl page(int i) {
        return WebUrl.parse("https://www.example.com/" + i);
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + DEADLINE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("deadline").isLessThan(end);
        }
    }

    private static final class NoListener implements OrderConsumer.Listener {
        private final Map<Integer, Boolean> owned = new HashMap<>();

        @Override
        public void assigned(Set<Integer> partitions) {
            partitions.forEach(partition -> owned.put(partition, true));
        }

        @Override
        public void revoked(Set<Integer> partitions) {
            owned.keySet().removeAll(partitions);
        }
    }
}
