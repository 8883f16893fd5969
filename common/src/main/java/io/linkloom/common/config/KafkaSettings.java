package io.linkloom.common.config;

import io.linkloom.common.topic.KafkaConnection;
import io.linkloom.common.topic.TopicNames;
import io.linkloom.common.topic.TopicPlan;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * What a process has to be told of Kafka: where it is, and what its topics are called and like.
 *
 * <p>There are two sets with the same keys, since a cluster and a broker within the process want other defaults. Immutable.
 */
public final class KafkaSettings {

    /*
     * More partitions than a cluster of thousands of machines could use; each costs every builder a directory and every
     * broker open files.
     */
    private static final int MOST_PARTITIONS = 65_536;
    private static final Duration LEAST_RETENTION = Duration.ofHours(1);

    /** Of a cluster that runs apart from Linkloom. */
    public static final KafkaSettings SERVICES = new KafkaSettings(256, 3, true);

    /** Of the broker that runs within the process; it has no address to be told. */
    public static final KafkaSettings ONE_PROCESS = new KafkaSettings(8, 1, false);

    private final Setting<String> bootstrapServers = Setting.ofText(
            "kafka.bootstrap-servers", "127.0.0.1:9092", "Brokers to ask first, host:port, with commas between them.");
    private final Setting<Optional<String>> clientProperties = Setting.ofOptionalText(
            "kafka.client-properties",
            "File in Kafka's own key=value format that every client reads over Linkloom's own choices; for TLS and SASL.");
    private final Setting<Optional<String>> topicPrefix = Setting.ofOptionalText(
            "kafka.topic-prefix", "Put before the name of every topic, so that several crawls can share a cluster.");
    private final Setting<Duration> answerWithin = Setting.ofDuration(
            "kafka.answer-within",
            Duration.ofSeconds(20),
            Duration.ofMillis(100),
            Duration.ofMinutes(10),
            "How long the cluster may take for each answer while a service starts; then the service gives up.");
    private final Setting<Integer> partitions;
    private final Setting<Integer> replication;
    private final Setting<Duration> frontierRetention = retention(
            "kafka.retention.frontier", Duration.ofDays(1), "How long an order is kept; longer than its lease.");
    private final Setting<Duration> visitsRetention = retention(
            "kafka.retention.visits",
            Duration.ofDays(7),
            "How long a visit is kept; longer than the longest time a shard may lie still.");
    private final Setting<Duration> linksRetention =
            retention("kafka.retention.links", Duration.ofDays(7), "How long a link change is kept; as for visits.");
    private final boolean elsewhere;

    private KafkaSettings(int defaultPartitions, int defaultReplication, boolean elsewhere) {
        this.partitions = Setting.ofInt(
                "kafka.partitions",
                defaultPartitions,
                1,
                MOST_PARTITIONS,
                "Partitions of each topic, and so the number of shards; chosen once for a crawl.");
        this.replication = Setting.ofInt(
                "kafka.replication", defaultReplication, 1, 9, "Copies of each partition of a new topic.");
        this.elsewhere = elsewhere;
    }

    private static Setting<Duration> retention(String key, Duration byDefault, String doc) {
        return Setting.ofDuration(key, byDefault, LEAST_RETENTION, Durations.LONGEST, doc);
    }

    /** All of them. */
    public Settings settings() {
        Settings topics = Settings.of(partitions, frontierRetention, visitsRetention, linksRetention);
        return elsewhere
                ? Settings.of(bootstrapServers, answerWithin, clientProperties, topicPrefix, replication)
                        .plus(topics)
                : topics;
    }

    /**
     * How to reach the cluster.
     *
     * @throws ConfigException if the file of client properties cannot be read
     */
    public KafkaConnection connection(Config config) {
        Map<String, String> properties =
                config.get(clientProperties).map(this::read).orElse(Map.of());
        return new KafkaConnection(config.get(bootstrapServers), properties);
    }

    /** How long the cluster may take for each answer while topics are checked. */
    public Duration answerWithin(Config config) {
        return elsewhere ? config.get(answerWithin) : answerWithin.defaultValue();
    }

    private Map<String, String> read(String file) {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(Path.of(file))) {
            properties.load(in);
        } catch (IOException | IllegalArgumentException e) {
            throw new ConfigException(List.of(clientProperties.key() + ": the file " + Texts.quoted(file)
                    + " cannot be read as key=value lines: " + e));
        }
        Map<String, String> texts = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> texts.put(name, properties.getProperty(name)));
        return texts;
    }

    /** What the topics are to be like. */
    public TopicPlan plan(Config config) {
        return new TopicPlan(
                config.get(partitions),
                elsewhere ? config.get(replication) : replication.defaultValue(),
                config.get(frontierRetention),
                config.get(visitsRetention),
                config.get(linksRetention));
    }

    /** What the topics are called. */
    public TopicNames names(Config config) {
        return new TopicNames(elsewhere ? config.get(topicPrefix).orElse("") : "");
    }
}
