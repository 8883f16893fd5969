package io.linkloom.common.topic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Creates the topics where they are missing and checks them where they are not. Not thread-safe. */
public final class TopicAdmin implements AutoCloseable {
    private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(2);
    /** A dead-letter topic is read by people; one partition keeps its order. */
    private static final int DEAD_PARTITIONS = 1;

    /** What was said has one order. */
    private static final int CONTROLS_PARTITIONS = 1;
    /** Who was out of reach for so long has missed what was taken back meanwhile, and is to be started again. */
    private static final Duration TAKEN_BACK_KEPT = Duration.ofDays(7);

    private static final int DESCRIBE_ATTEMPTS = 50;
    private static final Duration DESCRIBE_PAUSE = Duration.ofMillis(100);

    private final Admin admin;
    private final String bootstrapServers;
    private final Duration deadline;

    /**
     * Connects; the cluster is reached at the first question.
     *
     * @param deadline for each question to the cluster
     */
    public TopicAdmin(KafkaConnection connection, Duration deadline) {
        Map<String, Object> own = Map.of(
                "request.timeout.ms", (int) Math.min(deadline.toMillis(), 10_000),
                "default.api.timeout.ms", (int) deadline.toMillis());
        this.admin = Admin.create(connection.clientProperties("linkloom-admin", own));
        this.bootstrapServers = connection.bootstrapServers();
        this.deadline = deadline;
    }

    /**
     * Makes sure that all topics exist and have the planned number of partitions.
     *
     * @throws TopicException if the cluster cannot be reached in time or a topic has another number of partitions
     */
    public TopicLayout ensure(TopicNames names, TopicPlan plan) {
        List<NewTopic> wanted = plannedTopics(names, plan);
        Set<String> existing = await(admin.listTopics().names());
        create(wanted.stream().filter(topic -> !existing.contains(topic.name())).toList());
        Map<String, TopicDescription> described = describe(names.bySite());
        described.values().forEach(topic -> check(topic, plan.partitions()));
        awaitLeaders(names.bySite(), plan.partitions());
        Map<String, TopicDescription> controls = describe(List.of(names.controls()));
        controls.values().forEach(TopicAdmin::checkControls);
        awaitLeaders(List.of(names.controls()), CONTROLS_PARTITIONS);
        return new TopicLayout(
                names,
                plan.partitions(),
                idOf(described, names.visits()),
                idOf(described, names.links()),
                idOf(controls, names.controls()));
    }

    /**
     * What is not any more as it was when {@code layout} was made, with what to do about it; nothing if all is.
     *
     * @throws TopicException if the cluster does not answer in time
     */
    public Optional<String> difference(TopicLayout layout) {
        Set<String> existing = await(admin.listTopics().names());
        for (String name : layout.names().bySite()) {
            if (!existing.contains(name)) {
                return Optional.of(
                        "topic " + name + " is not there any more; if it is to be made anew, stop all services,"
                                + " and begin a new index in another directory, since this one goes on from what the topic had");
            }
        }
        Map<String, TopicDescription> now =
                await(admin.describeTopics(layout.names().bySite()).allTopicNames());
        for (TopicDescription topic : now.values()) {
            int partitions = topic.partitions().size();
            if (partitions != layout.partitions()) {
                return Optional.of("topic " + topic.name() + " has " + partitions + " partitions now, and had "
                        + layout.partitions() + " when this process started; an index keeps its number: begin a new one"
                        + " with another kafka.topic-prefix");
            }
        }
        return differentId(layout.names().visits(), layout.visitsId(), now)
                .or(() -> differentId(layout.names().links(), layout.linksId(), now))
                .or(() -> differentControls(layout, existing));
    }

    /** What was said is lost then, the index is not. */
    private Optional<String> differentControls(TopicLayout layout, Set<String> existing) {
        String name = layout.names().controls();
        if (existing.contains(name)
                && idOf(await(admin.describeTopics(List.of(name)).allTopicNames()), name)
                        .equals(layout.controlsId())) {
            return Optional.empty();
        }
        return Optional.of("topic " + name + " was deleted, and with it what was paused, blocked and delayed;"
                + " start all services again, and say it anew");
    }

    private static Optional<String> differentId(String name, String before, Map<String, TopicDescription> now) {
        String id = idOf(now, name);
        return id.equals(before)
                ? Optional.empty()
                : Optional.of("topic " + name + " was deleted and made anew: its id is " + id + ", and was " + before
                        + " when this process started; stop all services, and begin a new index in another directory");
    }

    /**
     * How long the visits and the links topic keep their records, by name of the topic; without those that keep them for ever.
     *
     * @throws TopicException if the cluster does not answer in time
     */
    public Map<String, Duration> retention(TopicNames names) {
        List<ConfigResource> topics = Stream.of(names.visits(), names.links())
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .toList();
        Map<String, Duration> retention = new TreeMap<>();
        await(admin.describeConfigs(topics).all()).forEach((topic, config) -> {
            ConfigEntry entry = config.get(TopicConfig.RETENTION_MS_CONFIG);
            long millis = entry == null || entry.value() == null ? -1 : Long.parseLong(entry.value());
            if (millis >= 0) {
                retention.put(topic.name(), Duration.ofMillis(millis));
            }
        });
        return retention;
    }

    /**
     * Where the visits and links topics end now, by partition: what a builder that has folded all there is goes on with.
     *
     * @throws TopicException if the cluster does not answer in time, or does not have them
     */
    public Map<Integer, ShardOffsets> ends(TopicNames names, int partitions) {
        Map<TopicPartition, OffsetSpec> questions = new HashMap<>();
        for (int partition = 0; partition < partitions; partition++) {
            questions.put(new TopicPartition(names.visits(), partition), OffsetSpec.latest());
            questions.put(new TopicPartition(names.links(), partition), OffsetSpec.latest());
        }
        var answers = await(admin.listOffsets(questions).all());
        Map<Integer, ShardOffsets> ends = new TreeMap<>();
        for (int partition = 0; partition < partitions; partition++) {
            var visits = answers.get(new TopicPartition(names.visits(), partition));
            var links = answers.get(new TopicPartition(names.links(), partition));
            if (visits != null && links != null) {
                ends.put(partition, new ShardOffsets(visits.offset(), links.offset()));
            }
        }
        return ends;
    }

    private static List<NewTopic> plannedTopics(TopicNames names, TopicPlan plan) {
        List<NewTopic> topics = new ArrayList<>();
        topics.add(topic(names.frontier(), plan.partitions(), plan, plan.frontierRetention()));
        topics.add(topic(names.visits(), plan.partitions(), plan, plan.visitsRetention()));
        topics.add(topic(names.links(), plan.partitions(), plan, plan.linksRetention()));
        for (String name : names.bySite()) {
            topics.add(topic(names.dead(name), DEAD_PARTITIONS, plan, plan.visitsRetention()));
        }
        topics.add(controls(names.controls(), plan));
        return topics;
    }

    private static NewTopic controls(String name, TopicPlan plan) {
        return new NewTopic(name, CONTROLS_PARTITIONS, (short) plan.replication())
                .configs(Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_COMPACT,
                        TopicConfig.DELETE_RETENTION_MS_CONFIG,
                        Long.toString(TAKEN_BACK_KEPT.toMillis())));
    }

    private static NewTopic topic(String name, int partitions, TopicPlan plan, Duration retention) {
        return new NewTopic(name, partitions, (short) plan.replication())
                .configs(Map.of(
                        TopicConfig.RETENTION_MS_CONFIG, Long.toString(retention.toMillis()),
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(Clients.MAX_RECORD_BYTES)));
    }

    private void create(List<NewTopic> missing) {
        for (var made : admin.createTopics(missing).values().entrySet()) {
            try {
                await(made.getValue());
            } catch (TopicException e) {
                // Two services that start together both see it missing; the check that follows settles it.
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw new TopicException("cannot create topic " + made.getKey() + ": " + e.getMessage(), e);
                }
            }
        }
    }

    /**
     * Waits until each partition's leader knows that it is one. A producer that comes earlier may have its first batch refused
     * and its second one taken; then the first one never gets in any more (KAFKA-14359).
     */
    private void awaitLeaders(List<String> names, int partitions) {
        Map<TopicPartition, OffsetSpec> questions = new HashMap<>();
        for (String name : names) {
            for (int partition = 0; partition < partitions; partition++) {
                questions.put(new TopicPartition(name, partition), OffsetSpec.latest());
            }
        }
        var _ = awaitKnown(() -> admin.listOffsets(questions).all());
    }

    private Map<String, TopicDescription> describe(List<String> names) {
        return awaitKnown(() -> admin.describeTopics(names).allTopicNames());
    }

    /** A topic is made by the controller, and other brokers hear of it a moment later. */
    private <T> T awaitKnown(Supplier<KafkaFuture<T>> question) {
        for (int attempt = 1; ; attempt++) {
            try {
                return await(question.get());
            } catch (TopicException e) {
                if (attempt == DESCRIBE_ATTEMPTS || !(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
                pause();
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(DESCRIBE_PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TopicException("interrupted while asking Kafka at " + bootstrapServers, e);
        }
    }

    private static void check(TopicDescription topic, int partitions) {
        int actual = topic.partitions().size();
        if (actual != partitions) {
            throw new TopicException(
                    "topic " + topic.name() + " has " + actual + " partitions, but kafka.partitions is "
                            + partitions + "; set kafka.partitions to " + actual
                            + ", or use another kafka.topic-prefix for a new crawl");
        }
    }

    private static void checkControls(TopicDescription topic) {
        int actual = topic.partitions().size();
        if (actual != CONTROLS_PARTITIONS) {
            throw new TopicException("topic " + topic.name() + " has " + actual
                    + " partitions and is to have one; delete it, it is made anew");
        }
    }

    private static String idOf(Map<String, TopicDescription> described, String name) {
        TopicDescription topic = described.get(name);
        if (topic == null) {
            throw new TopicException("topic " + name + " vanished while it was checked; start again");
        }
        return topic.topicId().toString();
    }

    private <T> T await(KafkaFuture<T> answer) {
        try {
            return answer.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TopicException("interrupted while asking Kafka at " + bootstrapServers, e);
        } catch (TimeoutException e) {
            throw new TopicException(unreachable(), e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (cause instanceof org.apache.kafka.common.errors.TimeoutException) {
                throw new TopicException(unreachable(), cause);
            }
            throw new TopicException(String.valueOf(cause.getMessage()), cause);
        }
    }

    private String unreachable() {
        return "Kafka at " + bootstrapServers + " did not answer within " + deadline.toSeconds()
                + " s; check kafka.bootstrap-servers and that the brokers run";
    }

    @Override
    public void close() {
        admin.close(CLOSE_DEADLINE);
    }
}
