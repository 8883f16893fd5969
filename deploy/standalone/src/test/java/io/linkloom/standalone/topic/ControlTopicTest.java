package io.linkloom.standalone.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.common.control.ControlWatch;
import io.linkloom.common.control.TopicDesk;
import io.linkloom.common.model.Control;
import io.linkloom.common.model.Controls;
import io.linkloom.common.model.PageRange;
import io.linkloom.common.runtime.Health;
import io.linkloom.common.runtime.Time;
import io.linkloom.common.topic.KafkaConnection;
import io.linkloom.common.topic.TopicAdmin;
import io.linkloom.common.topic.TopicLayout;
import io.linkloom.common.topic.TopicNames;
import io.linkloom.common.topic.TopicPlan;
import io.linkloom.common.url.Sites;
import io.linkloom.standalone.broker.EmbeddedKafka;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ControlTopicTest {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    @TempDir
    private static Path directory;

    private static EmbeddedKafka kafka;
    private static KafkaConnection connection;

    private final Health health = new Health();

    @BeforeAll
    static void startKafka() {
        kafka = EmbeddedKafka.start(directory.resolve("kafka"), Duration.ofSeconds(60), _ -> {});
        connection = KafkaConnection.to(kafka.bootstrapServers());
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    private static TopicLayout layout(String prefix) {
        try (TopicAdmin admin = new TopicAdmin(connection, DEADLINE)) {
            Duration day = Duration.ofDays(1);
            return admin.ensure(new TopicNames(prefix), new TopicPlan(1, 1, day, day, day));
        }
    }

    private ControlWatch watch(TopicLayout layout) {
        return ControlWatch.start(connection, layout, health, Time.system(), DEADLINE);
    }

    private static TopicDesk desk(ControlWatch watch, TopicLayout layout, Time time) {
        return new TopicDesk(watch, connection, layout, new Sites(), time);
    }

    private static void await(ControlWatch watch, Predicate<Controls> condition) {
        long end = System.nanoTime() + DEADLINE.toNanos();
        while (!condition.test(watch.now())) {
            assertThat(System.nanoTime()).isLessThan(end);
            LockSupport.parkNanos(5_000_000);
        }
    }

    @Test
    void whatIsSaidIsInForceHereWhenThatReturnsAndElsewhereSoonAndForThoseWhoStartLater() {
        TopicLayout layout = layout("said.");
        try (ControlWatch here = watch(layout);
                ControlWatch elsewhere = watch(layout)) {
            TopicDesk desk = desk(here, layout, Time.system());
            desk.say(List.of(new Control.Paused(1), new Control.Blocked(PageRange.host("a.test"), 2)), List.of());
            assertThat(desk.now().isPaused()).isTrue();
            await(elsewhere, now -> now.isPaused() && now.blocked().size() == 1);
            desk.say(List.of(), List.of(Control.Paused.KEY));
            assertThat(desk.now().isPaused()).isFalse();
            await(elsewhere, now -> !now.isPaused());
            try (ControlWatch later = watch(layout)) {
                assertThat(later.now().isPaused()).isFalse();
                assertThat(later.now().blocked()).hasSize(1);
            }
        }
    }

    @Test
    void actThatIsOlderThanAWeekIsTakenOutOfTheTopicWithTheNextThatIsSaid() {
        TopicLayout layout = layout("old.");
        try (ControlWatch watch = watch(layout)) {
            desk(watch, layout, Time.system())
                    .say(
                            List.of(
                                    new Control.Recrawled("old", PageRange.host("a.test"), 1),
                                    new Control.Blocked(PageRange.host("a.test"), 1),
                                    new Control.Recrawled(
                                            "new",
                                            PageRange.host("a.test"),
                                            Time.system().millis())),
                            List.of());
            assertThat(watch.now().acts()).hasSize(2);
            desk(watch, layout, Time.system()).say(List.of(new Control.Paused(1)), List.of());
            assertThat(watch.now().acts()).extracting(act -> act.what().id()).containsExactly("new");
            assertThat(watch.now().blocked())
                    .as("what holds until it is taken back")
                    .hasSize(1);
        }
    }

    @Test
    void recordThatCannotBeReadIsPassedOverAndTheRestIsRead() throws Exception {
        TopicLayout layout = layout("bad.");
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", connection.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (String key : List.of("pause", "block host a.test", "?")) {
                producer.send(new ProducerRecord<>(
                                "bad.controls", bytes(key), bytes("not a message that anybody could read")))
                        .get(30, TimeUnit.SECONDS);
            }
        }
        try (ControlWatch watch = watch(layout)) {
            assertThat(watch.now().size()).isZero();
            desk(watch, layout, Time.system()).say(List.of(new Control.Paused(1)), List.of());
            assertThat(watch.now().isPaused()).isTrue();
            assertThat(health.isUp()).isTrue();
        }
    }

    @Test
    void topicThatIsDeletedWhileServicesRunIsNoticed() {
        TopicLayout layout = layout("gone.");
        TopicLayout other =
                new TopicLayout(layout.names(), layout.partitions(), layout.visitsId(), layout.linksId(), "another id");
        try (TopicAdmin admin = new TopicAdmin(connection, DEADLINE)) {
            assertThat(admin.difference(layout)).isEmpty();
            assertThat(admin.difference(other))
                    .hasValueSatisfying(sentence -> assertThat(sentence).startsWith("topic gone.controls was deleted"));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
