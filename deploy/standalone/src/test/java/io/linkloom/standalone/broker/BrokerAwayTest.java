package io.linkloom.standalone.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.builder.app.Builder;
import io.linkloom.builder.app.BuilderSettings;
import io.linkloom.builder.app.CrawlBudget;
import io.linkloom.builder.fold.Scope;
import io.linkloom.builder.simulation.NaiveIndex;
import io.linkloom.builder.simulation.VisitLog;
import io.linkloom.common.config.Config;
import io.linkloom.common.model.Controls;
import io.linkloom.common.model.PageVisit;
import io.linkloom.common.runtime.Health;
import io.linkloom.common.runtime.Metrics;
import io.linkloom.common.runtime.Time;
import io.linkloom.common.topic.KafkaConnection;
import io.linkloom.common.topic.TopicAdmin;
import io.linkloom.common.topic.TopicLayout;
import io.linkloom.common.topic.TopicNames;
import io.linkloom.common.topic.TopicPlan;
import io.linkloom.common.topic.VisitProducer;
import io.linkloom.common.url.Sites;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(240)
class BrokerAwayTest {
    private static final Duration DEADLINE = Duration.ofSeconds(90);

    @TempDir
    private Path directory;

    private final Sites sites = new Sites();
    private final NaiveIndex expected = new NaiveIndex(sites);
    private final Health health = new Health();

    @Test
    void builderSaysThatTheBrokerIsAwayAndGoesOnWhenItIsBack() {
        List<PageVisit> visits = VisitLog.of(5, 200);
        EmbeddedKafka kafka = EmbeddedKafka.start(directory.resolve("kafka"), DEADLINE, _ -> {});
        KafkaConnection connection = KafkaConnection.to(kafka.bootstrapServers());
        try (Metrics metrics = new Metrics(Metrics.Service.BUILDER)) {
            TopicLayout layout = topics(connection);
            try (Builder builder = start(connection, layout, metrics, _ -> {})) {
                happen(visits.subList(0, 100), connection, layout);
                await(() -> hasAll(builder));
                kafka.close();
                await(() -> !health.isUp());
                assertThat(health.json()).contains("did not answer");
                assertThat(builder.shards().all()).as("can be read meanwhile").hasSize(2);
                kafka = EmbeddedKafka.startInPlaceOf(kafka, directory.resolve("kafka"), DEADLINE, _ -> {});
                happen(visits.subList(100, 200), connection, layout);
                await(() -> hasAll(builder));
                await(health::isUp);
            }
        } finally {
            kafka.close();
        }
    }

    @Test
    void builderThatWaitsForTheBrokerClosesInTimeAllTheSame() {
        EmbeddedKafka kafka = EmbeddedKafka.start(directory.resolve("kafka"), DEADLINE, _ -> {});
        KafkaConnection connection = KafkaConnection.to(kafka.bootstrapServers());
        TopicLayout layout = topics(connection);
        kafka.close();
        try (Metrics metrics = new Metrics(Metrics.Service.BUILDER)) {
            Builder builder = start(
                    connection, layout, metrics, failure -> assertThat(failure).isNull());
            await(() -> isWaiting("initTransactions"));
            Instant before = Instant.now();
            builder.close();
            // Connecting alone would take a minute, and what does not end in twenty seconds is left as it is.
            assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(18));
            assertThat(isWaiting("")).as("the thread has ended").isFalse();
            assertThat(health.components()).isEmpty();
        }
    }

    private Builder start(KafkaConnection connection, TopicLayout layout, Metrics metrics, Consumer<String> onFailure) {
        return Builder.start(
                Config.load(BuilderSettings.ALL, List.of()),
                connection,
                layout,
                sites,
                Time.system(),
                metrics,
                health,
                directory.resolve("shards"),
                Scope.EVERYTHING,
                CrawlBudget.NONE,
                () -> Controls.NONE,
                onFailure);
    }

    /** Whether the builder's thread is within a method. */
    private static boolean isWaiting(String method) {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> thread.getKey().getName().equals("fold"))
                .flatMap(thread -> Arrays.stream(thread.getValue()))
                .anyMatch(frame -> frame.getMethodName().contains(method));
    }

    private static TopicLayout topics(KafkaConnection connection) {
        try (TopicAdmin admin = new TopicAdmin(connection, DEADLINE)) {
            return admin.ensure(
                    new TopicNames(""),
                    new TopicPlan(2, 1, Duration.ofHours(1), Duration.ofDays(1), Duration.ofDays(1)));
        }
    }

    private void happen(List<PageVisit> visits, KafkaConnection connection, TopicLayout layout) {
        try (VisitProducer producer = new VisitProducer(connection, layout, sites)) {
            for (PageVisit visit : visits) {
                producer.send(visit, failure -> assertThat(failure).isNull());
                expected.visit(visit);
            }
            producer.flush();
        }
    }

    private boolean hasAll(Builder builder) {
        try {
            expected.assertSameAs(builder.shards().all());
            return builder.shards().all().size() == 2;
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
}
