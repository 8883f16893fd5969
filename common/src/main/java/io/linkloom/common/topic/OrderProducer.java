package io.linkloom.common.topic;

import io.linkloom.common.model.FetchOrder;
import io.linkloom.common.wire.FetchOrderCodec;
import java.time.Duration;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends orders to topic frontier. For one thread. */
public final class OrderProducer implements AutoCloseable {
    private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(5);

    private final KafkaProducer<byte[], byte[]> producer;
    private final FetchOrderCodec codec = new FetchOrderCodec();
    private final Sends sends = new Sends();
    private final String topic;

    /** Connects; the cluster is reached when the first order is sent. */
    public OrderProducer(KafkaConnection connection, TopicLayout layout) {
        this.producer = Clients.producer(connection, "linkloom-orders", null);
        this.topic = layout.names().frontier();
    }

    /** Sends without waiting. */
    public void send(int partition, String site, FetchOrder order) {
        var _ = producer.send(
                new ProducerRecord<>(topic, partition, SitePartitioner.keyOf(site), codec.encode(order)), sends);
    }

    /**
     * Waits until all orders sent are safe.
     *
     * @throws TopicException if one of them is not
     */
    public void flush() {
        producer.flush();
        sends.check("an order");
    }

    @Override
    public void close() {
        producer.close(CLOSE_DEADLINE);
    }
}
