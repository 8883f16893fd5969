package io.linkloom.standalone.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.common.topic.KafkaConnection;
import io.linkloom.common.topic.TopicAdmin;
import io.linkloom.common.topic.TopicLayout;
import io.linkloom.common.topic.TopicNames;
import io.linkloom.common.topic.TopicPlan;
import io.linkloom.standalone.broker.EmbeddedKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Topics that somebody changes while services run. */
class ChangedTopicsTest {
    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final TopicPlan PLAN =
            new TopicPlan(2, 1, Duration.ofHours(1), Duration.ofDays(3), Duration.ofDays(2));

    @TempDir
    private Path directory;

    @Test
    void whatIsNotAsItWasIsSaidWithWhatToDo() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, DEADLINE, _ -> {});
                Admin by = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
                TopicAdmin admin = new TopicAdmin(KafkaConnection.to(kafka.bootstrapServers()), DEADLINE)) {
            TopicLayout layout = admin.ensure(new TopicNames("x."), PLAN);
            assertThat(admin.difference(layout)).isEmpty();
            assertThat(admin.retention(layout.names()))
                    .isEqualTo(Map.of("x.visits", Duration.ofDays(3), "x.links", Duration.ofDays(2)));
            by.createPartitions(Map.of("x.frontier", NewPartitions.increaseTo(3)))
                    .all()
                    .get(20, TimeUnit.SECONDS);
            awaitDifference(admin, layout, "x.frontier has 3 partitions now, and had 2");
            by.deleteTopics(List.of("x.frontier", "x.visits", "x.links")).all().get(20, TimeUnit.SECONDS);
            awaitDifference(admin, layout, "x.frontier is not there any more");
            TopicLayout anew = admin.ensure(new TopicNames("x."), PLAN);
            assertThat(admin.difference(anew)).isEmpty();
            assertThat(admin.difference(layout).orElse(""))
                    .contains("x.visits was deleted and made anew")
                    .contains(anew.visitsId())
                    .contains(layout.visitsId());
        }
    }

    /** Brokers hear of a change a moment later. */
    private static void awaitDifference(TopicAdmin admin, TopicLayout layout, String part) throws InterruptedException {
        for (int i = 0; i < 200 && !admin.difference(layout).orElse("").contains(part); i++) {
            Thread.sleep(20);
        }
        assertThat(admin.difference(layout).orElse("")).contains(part);
    }
}
