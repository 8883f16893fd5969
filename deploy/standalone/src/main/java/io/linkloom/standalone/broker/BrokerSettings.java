package io.linkloom.standalone.broker;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;

/** Kafka's settings for one node that shares its machine with the crawl: quick to start, little work when idle. */
final class BrokerSettings {
    static final int NODE_ID = 1;
    static final String CONTROLLER_LISTENER = "CONTROLLER";
    static final String HOST = "127.0.0.1";

    private static final String BROKER_LISTENER = "BROKER";
    private static final int MAX_RECORD_BYTES = 8 << 20;

    private BrokerSettings() {}

    /** All settings that differ from Kafka's defaults. */
    static KafkaConfig of(Path data, int brokerPort, int controllerPort) {
        Map<String, String> settings = new LinkedHashMap<>();
        node(settings, data, brokerPort, controllerPort);
        internalTopics(settings);
        groups(settings);
        storage(settings);
        threads(settings);
        return config(settings);
    }

    /**
     * All settings of a controller that has a killed broker's metadata and nothing to do but to fence it, on the same
     * port as with the broker, since the metadata names its voter by it.
     */
    static KafkaConfig ofFencing(Path data, int controllerPort) {
        Map<String, String> settings = new LinkedHashMap<>();
        metadata(settings, data, controllerPort);
        settings.put("process.roles", "controller");
        settings.put("listeners", CONTROLLER_LISTENER + "://" + HOST + ":" + controllerPort);
        settings.put("listener.security.protocol.map", CONTROLLER_LISTENER + ":PLAINTEXT");
        settings.put("broker.heartbeat.interval.ms", "50");
        settings.put("broker.session.timeout.ms", "100");
        return config(settings);
    }

    private static KafkaConfig config(Map<String, String> settings) {
        Properties properties = new Properties();
        properties.putAll(settings);
        return KafkaConfig.fromProps(properties, false);
    }

    private static void metadata(Map<String, String> settings, Path data, int controllerPort) {
        settings.put("node.id", Integer.toString(NODE_ID));
        settings.put("controller.quorum.voters", NODE_ID + "@" + HOST + ":" + controllerPort);
        settings.put("controller.listener.names", CONTROLLER_LISTENER);
        settings.put("log.dirs", data.toString());
        // No other node watches the controller's log grow, so it need not grow when nothing happens.
        settings.put("metadata.max.idle.interval.ms", "0");
        // Kafka's meters are not registered with JMX: nobody reads them there.
        settings.put("metric.reporters", "");
    }

    private static void node(Map<String, String> settings, Path data, int brokerPort, int controllerPort) {
        metadata(settings, data, controllerPort);
        String broker = HOST + ":" + brokerPort;
        String controller = HOST + ":" + controllerPort;
        settings.put("process.roles", "broker,controller");
        settings.put("listeners", BROKER_LISTENER + "://" + broker + "," + CONTROLLER_LISTENER + "://" + controller);
        settings.put("advertised.listeners", BROKER_LISTENER + "://" + broker);
        settings.put(
                "listener.security.protocol.map", BROKER_LISTENER + ":PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT");
        settings.put("inter.broker.listener.name", BROKER_LISTENER);
        // Topics are created on purpose, with their number of partitions.
        settings.put("auto.create.topics.enable", "false");
        settings.put("auto.leader.rebalance.enable", "false");
        // No other broker could take over, so that a pause of the process is no reason to take its partitions from it;
        // one that was killed is fenced before the next one starts (KilledBroker).
        settings.put("broker.heartbeat.interval.ms", "500");
        settings.put("broker.session.timeout.ms", "30000");
    }

    private static void internalTopics(Map<String, String> settings) {
        settings.put("default.replication.factor", "1");
        settings.put("min.insync.replicas", "1");
        settings.put("offsets.topic.num.partitions", "4");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.segment.bytes", Integer.toString(16 << 20));
        settings.put("transaction.state.log.num.partitions", "1");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.segment.bytes", Integer.toString(16 << 20));
        settings.put("share.coordinator.state.topic.num.partitions", "1");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
    }

    /** After a kill, the next process gets the partitions as soon as the dead one's session is over. */
    private static void groups(Map<String, String> settings) {
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("group.min.session.timeout.ms", "1000");
        settings.put("group.consumer.min.heartbeat.interval.ms", "100");
        settings.put("group.consumer.heartbeat.interval.ms", "500");
        settings.put("group.consumer.min.session.timeout.ms", "1000");
        settings.put("group.consumer.session.timeout.ms", "5000");
    }

    private static void storage(Map<String, String> settings) {
        settings.put("message.max.bytes", Integer.toString(MAX_RECORD_BYTES));
        settings.put("replica.fetch.max.bytes", Integer.toString(MAX_RECORD_BYTES));
        // After a kill, each partition's last segment is read again: it has to be small.
        settings.put("log.segment.bytes", Integer.toString(64 << 20));
        settings.put("log.index.size.max.bytes", Integer.toString(1 << 20));
        settings.put("log.cleaner.enable", "true");
        settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(16 << 20));
    }

    private static void threads(Map<String, String> settings) {
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "3");
        settings.put("num.recovery.threads.per.data.dir", "2");
        settings.put("background.threads", "2");
        settings.put("log.cleaner.threads", "1");
        settings.put("group.coordinator.threads", "1");
        settings.put("share.coordinator.threads", "1");
    }
}
