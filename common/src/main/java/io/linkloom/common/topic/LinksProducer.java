package io.linkloom.common.topic;

import io.linkloom.common.model.LinksRecord;
import io.linkloom.common.wire.LinksRecordCodec;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;

/**
 * Sends link changes to topic links, all of a batch or none, and only while this builder owns the shards they come from.
 *
 * <p>The transaction carries the group's generation (KIP-447), so that an owner whose shards have moved is fenced. For
 * one thread. After any exception the producer is to be closed and made anew.
 */
public final class LinksProducer implements AutoCloseable {
    private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(5);

    private final KafkaProducer<byte[], byte[]> producer;
    private final LinksRecordCodec codec = new LinksRecordCodec();
    private final String topic;

    /**
     * Connects, and ends whatever a process with the same id left open.
     *
     * @param transactionalId the same after a restart, and no other living process's
     * @throws TopicException if the cluster does not answer in time, or refuses
     */
    public LinksProducer(KafkaConnection connection, TopicLayout layout, String transactionalId) {
        this.producer = Clients.producer(connection, "linkloom-links-" + transactionalId, transactionalId);
        this.topic = layout.names().links();
        try {
            producer.initTransactions();
        } catch (RuntimeException e) {
            // Whoever connects tries again, and each producer left behind would keep a thread and its buffers.
            abandon();
            throw new TopicException(
                    "Kafka at " + connection.bootstrapServers() + " does not let a builder send: " + e.getMessage(), e);
        }
    }

    /** Starts a batch. */
    public void begin() {
        producer.beginTransaction();
    }

    /**
     * Adds a record to the batch, without waiting.
     *
     * @param site the site of a target in it, the record's key
     */
    public void send(int partition, String site, LinksRecord links) {
        var _ = producer.send(new ProducerRecord<>(topic, partition, SitePartitioner.keyOf(site), codec.encode(links)));
    }

    /**
     * Ends the batch: afterwards all of it is there for all to read.
     *
     * @param applied how far each shard of the batch will be; kept with the group for lag monitors
     * @throws TopicException if nothing of it is, or it is uncertain; the shards are to be opened anew
     */
    public void commit(FoldConsumer consumer, Map<Integer, ShardOffsets> applied) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        applied.forEach((shard, next) -> {
            offsets.put(consumer.visits(shard), new OffsetAndMetadata(next.visits()));
            offsets.put(consumer.links(shard), new OffsetAndMetadata(next.links()));
        });
        try {
            producer.sendOffsetsToTransaction(offsets, consumer.groupMetadata());
            producer.commitTransaction();
        } catch (ProducerFencedException | InvalidProducerEpochException e) {
            throw new TopicException(
                    "another builder sends under the same name; give each its own builder.instance: " + e.getMessage(),
                    e);
        } catch (KafkaException e) {
            throw new TopicException("link changes could not be committed: " + e.getMessage(), e);
        }
    }

    /** Ends without waiting for what is in flight: an open batch is as if it had never been. */
    public void abandon() {
        producer.close(Duration.ZERO);
    }

    @Override
    public void close() {
        producer.close(CLOSE_DEADLINE);
    }
}
