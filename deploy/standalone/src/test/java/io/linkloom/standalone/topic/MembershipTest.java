package io.linkloom.standalone.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.common.topic.DeadLetters;
import io.linkloom.common.topic.FoldConsumer;
import io.linkloom.common.topic.KafkaConnection;
import io.linkloom.common.topic.TopicAdmin;
import io.linkloom.common.topic.TopicLayout;
import io.linkloom.common.topic.TopicNames;
import io.linkloom.common.topic.TopicPlan;
import io.linkloom.standalone.broker.EmbeddedKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Who gets which shards, against a real broker. */
class MembershipTest {
    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int PARTITIONS = 4;
    private static final TopicPlan PLAN =
            new TopicPlan(PARTITIONS, 1, Duration.ofHours(1), Duration.ofDays(1), Duration.ofDays(1));

    @TempDir
    static Path directory;

    private static EmbeddedKafka kafka;
    private static KafkaConnection connection;

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
        try (TopicAdmin admin = new TopicAdmin(connection, DEADLINE)) {
            layout = admin.ensure(new TopicNames(group + "."), PLAN);
        }
        dead = new DeadLetters(connection, layout.names(), () -> 1L);
    }

    @Test
    void memberWithANameFindsItsShardsAgainAndTheOthersDoNotNotice() throws Exception {
        keepSessionsFor(Duration.ofSeconds(40));
        Set<Integer> here = new TreeSet<>();
        Set<Integer> there = new TreeSet<>();
        List<String> moves = new ArrayList<>();
        try (var other = member("b", there, moves)) {
            Set<Integer> kept;
            try (var named = member("a", here, moves)) {
                await(() -> {
                    var _ = named.poll(POLL);
                    var _ = other.poll(POLL);
                    return here.size() == PARTITIONS / 2 && there.size() == PARTITIONS / 2;
                });
                kept = Set.copyOf(here);
            }
            moves.clear();
            try (var again = member("a", here, new ArrayList<>())) {
                await(() -> {
                    var _ = again.poll(POLL);
                    var _ = other.poll(POLL);
                    return here.size() == PARTITIONS / 2;
                });
                assertThat(here).isEqualTo(kept);
                for (int i = 0; i < 10; i++) {
                    var _ = other.poll(POLL);
                }
                assertThat(moves).as("shards of the other").isEmpty();
            }
        }
    }

    @Test
    void secondMemberOfANameIsToldSo() {
        List<String> moves = new ArrayList<>();
        Set<Integer> here = new TreeSet<>();
        try (var first = member("a", here, moves)) {
            await(() -> {
                var _ = first.poll(POLL);
                return here.size() == PARTITIONS;
            });
            Set<Integer> there = new TreeSet<>();
            try (var second = member("a", there, moves)) {
                await(() -> {
                    var _ = second.poll(POLL);
                    var _ = first.poll(POLL);
                    return second.nameIsTaken();
                });
                assertThat(there).isEmpty();
                assertThat(here).hasSize(PARTITIONS);
            }
        }
    }

    /** A member of the group that notes what it is given. */
    private FoldConsumer member(String name, Set<Integer> shards, List<String> moves) {
        return new FoldConsumer(connection, layout, group, Optional.of(name), dead, new FoldConsumer.Listener() {
            @Override
            public void assigned(int shard) {
                shards.add(shard);
                moves.add(name + " gets " + shard);
            }

            @Override
            public void revoked(int shard) {
                shards.remove(shard);
                moves.add(name + " gives " + shard);
            }
        });
    }

    private void keepSessionsFor(Duration time) throws Exception {
        var resource = new ConfigResource(ConfigResource.Type.GROUP, group);
        var setting = new ConfigEntry("consumer.session.timeout.ms", Long.toString(time.toMillis()));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.incrementalAlterConfigs(
                            Map.of(resource, List.of(new AlterConfigOp(setting, AlterConfigOp.OpType.SET))))
                    .all()
                    .get(10, TimeUnit.SECONDS);
        }
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + DEADLINE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("deadline").isLessThan(end);
        }
    }
}
