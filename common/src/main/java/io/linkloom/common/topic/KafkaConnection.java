package io.linkloom.common.topic;

import java.util.Map;
import java.util.Properties;

/**
 * How to reach the Kafka cluster.
 *
 * @param bootstrapServers {@code host:port}, comma-separated
 * @param properties client properties that override Linkloom's own, such as security settings
 */
public record KafkaConnection(String bootstrapServers, Map<String, String> properties) {
    public KafkaConnection {
        properties = Map.copyOf(properties);
    }

    /** A cluster that needs nothing special. */
    public static KafkaConnection to(String bootstrapServers) {
        return new KafkaConnection(bootstrapServers, Map.of());
    }

    /** Properties for a client: {@code own} settings first, the operator's over them. */
    Properties clientProperties(String clientId, Map<String, Object> own) {
        Properties all = new Properties();
        all.put("bootstrap.servers", bootstrapServers);
        all.put("client.id", clientId);
        // Nobody scrapes JMX here, and registering hundreds of beans costs start-up time.
        all.put("metric.reporters", "");
        all.put("enable.metrics.push", "false");
        all.putAll(own);
        all.putAll(properties);
        return all;
    }
}
