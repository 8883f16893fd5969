package io.linkloom.common.topic;

import io.linkloom.common.model.Control;
import io.linkloom.common.wire.ControlCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Says something to all workers and builders, or takes it back, on topic controls. For one thread, and a short time. */
public final class ControlSender implements AutoCloseable {
    private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(2);

    private final KafkaProducer<byte[], byte[]> producer;
    private final ControlCodec codec = new ControlCodec();
    private final String topic;

    /** Connects; the cluster is reached when the first record is sent. */
    public ControlSender(KafkaConnection connection, TopicLayout layout) {
        this.producer = Clients.producer(connection, "linkloom-control", null);
        this.topic = layout.names().controls();
    }

    /**
     * Sends and waits until all is safe.
     *
     * @param said in this order
     * @param takenBack keys of what holds no longer
     * @return the offset of the last record, -1 if there was none
     * @throws TopicException if one of them is not safe in time
     */
    public long send(Collection<? extends Control> said, Collection<String> takenBack, Duration deadline) {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        said.forEach(each -> sent.add(send(each.key(), codec.encode(each))));
        takenBack.forEach(key -> sent.add(send(key, null)));
        long last = -1;
        for (Future<RecordMetadata> each : sent) {
            last = await(each, deadline).offset();
        }
        return last;
    }

    private Future<RecordMetadata> send(String key, byte @Nullable [] value) {
        return producer.send(new ProducerRecord<>(topic, 0, key.getBytes(StandardCharsets.UTF_8), value));
    }

    private RecordMetadata await(Future<RecordMetadata> sent, Duration deadline) {
        try {
            return sent.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new TopicException("topic " + topic + " did not take it: " + cause.getMessage(), cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TopicException("interrupted while writing to topic " + topic, e);
        }
    }

    @Override
    public void close() {
        producer.close(CLOSE_DEADLINE);
    }
}
