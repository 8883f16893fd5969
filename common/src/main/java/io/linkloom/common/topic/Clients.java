package io.linkloom.common.topic;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** The settings that all of Linkloom's producers and consumers share, each with its reason. */
final class Clients {
    /** Largest record, in bytes, that producers send and topics take. */
    static final int MAX_RECORD_BYTES = 16 << 20;

    /** Most bytes, compressed, that one answer of a broker brings, and that wait in a consumer. */
    private static final int MAX_FETCH_BYTES = 32 << 20;

    private static final int BATCH_BYTES = 256 << 10;
    private static final int LINGER_MILLIS = 5;
    private static final long BUFFER_BYTES = 64L << 20;
    private static final int TRANSACTION_TIMEOUT_MILLIS = 60_000;

    private Clients() {}

    /** A producer that neither loses nor reorders nor doubles what it sends while it lives. */
    static KafkaProducer<byte[], byte[]> producer(
            KafkaConnection connection, String clientId, @Nullable String transactionalId) {
        Map<String, Object> own = new HashMap<>();
        own.put(ProducerConfig.ACKS_CONFIG, "all");
        own.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        own.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS);
        own.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        own.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
        own.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_RECORD_BYTES);
        // URLs of one page share most of their bytes; lz4 is the cheap way to use that, other codecs are not compared
        // yet.
        own.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        if (transactionalId != null) {
            own.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
            own.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MILLIS);
        }
        Properties all = connection.clientProperties(clientId, own);
        return new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** A consumer that sees committed records only and commits nothing by itself. */
    static KafkaConsumer<byte[], byte[]> consumer(
            KafkaConnection connection, String clientId, String group, Map<String, Object> more) {
        Map<String, Object> own = new HashMap<>(more);
        own.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        // The next-generation protocol (KIP-848): heartbeats go on in the background while a shard opens.
        own.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "consumer");
        own.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 100);
        return consumer(connection, clientId, own);
    }

    /** A consumer of no group, which is told which partitions to read; otherwise as the others. */
    static KafkaConsumer<byte[], byte[]> reader(KafkaConnection connection, String clientId) {
        return consumer(connection, clientId, Map.of());
    }

    private static KafkaConsumer<byte[], byte[]> consumer(
            KafkaConnection connection, String clientId, Map<String, Object> more) {
        Map<String, Object> own = new HashMap<>(more);
        own.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        own.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        own.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        own.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, MAX_FETCH_BYTES);
        own.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, MAX_RECORD_BYTES);
        Properties all = connection.clientProperties(clientId, own);
        return new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
