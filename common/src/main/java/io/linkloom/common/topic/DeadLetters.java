package io.linkloom.common.topic;

import io.linkloom.common.model.DeadRecord;
import io.linkloom.common.wire.DeadRecordCodec;
import io.linkloom.common.wire.UnreadableRecordException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the records that cannot be read to their dead-letter topic, counts them, and lets the rest go on. */
public final class DeadLetters implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
    private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(5);

    private final @Nullable KafkaProducer<byte[], byte[]> producer;
    private final DeadRecordCodec codec = new DeadRecordCodec();
    private final Sends sends = new Sends();
    private final AtomicLong count = new AtomicLong();
    private final TopicNames names;
    private final LongSupplier nowMillis;

    /**
     * Connects; the cluster is reached when the first record is buried.
     *
     * @param nowMillis the time of death, in milliseconds since the epoch
     */
    public DeadLetters(KafkaConnection connection, TopicNames names, LongSupplier nowMillis) {
        this(names, Clients.producer(connection, "linkloom-dead", null), nowMillis);
    }

    /** Those of a process that sends nothing: they are counted, and left to those who do. */
    public static DeadLetters onlyCounted(TopicNames names) {
        return new DeadLetters(names, null, () -> 0L);
    }

    private DeadLetters(TopicNames names, @Nullable KafkaProducer<byte[], byte[]> producer, LongSupplier nowMillis) {
        this.producer = producer;
        this.names = names;
        this.nowMillis = nowMillis;
    }

    void bury(ConsumerRecord<byte[], byte[]> unreadable, UnreadableRecordException why) {
        count.incrementAndGet();
        if (producer == null) {
            LOG.warn(
                    "record {}-{} at offset {} is passed over: {}",
                    unreadable.topic(),
                    unreadable.partition(),
                    unreadable.offset(),
                    why.getMessage());
            return;
        }
        byte[] value = unreadable.value() == null ? new byte[0] : unreadable.value();
        var dead = new DeadRecord(
                unreadable.topic(),
                unreadable.partition(),
                unreadable.offset(),
                String.valueOf(why.getMessage()),
                nowMillis.getAsLong(),
                value);
        LOG.warn(
                "record {}-{} at offset {} goes to {}: {}",
                dead.topic(),
                dead.partition(),
                dead.offset(),
                names.dead(dead.topic()),
                dead.reason());
        var _ = producer.send(
                new ProducerRecord<>(names.dead(dead.topic()), unreadable.key(), codec.encode(dead)), sends);
    }

    /** How many records were buried since the start. */
    public long count() {
        return count.get();
    }

    /**
     * Waits until all buried records are safe; to be called before their offsets are given up.
     *
     * @throws TopicException if one of them is not
     */
    public void flush() {
        if (producer == null) {
            return;
        }
        producer.flush();
        sends.check("a dead record");
    }

    @Override
    public void close() {
        if (producer != null) {
            producer.close(CLOSE_DEADLINE);
        }
    }
}
