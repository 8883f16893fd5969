package io.linkloom.common.topic;

import io.linkloom.common.model.Control;
import io.linkloom.common.wire.ControlCodec;
import io.linkloom.common.wire.UnreadableRecordException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads topic controls from its beginning and then what comes, without a group: everybody reads all of it. For one thread.
 *
 * <p>A record that cannot be read is said in the log, counted, and passed over. It goes to no dead-letter topic: it stays where
 * it is until something takes its place, and everybody who starts meets it.
 */
public final class ControlReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlReader.class);
    private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(2);
    private static final int PARTITION = 0;

    /**
     * A record.
     *
     * @param said null if what had the key is taken back
     */
    public record Entry(long offset, String key, @Nullable Control said) {}

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final ControlCodec codec = new ControlCodec();
    private final TopicPartition partition;
    private long unreadable;

    /** Connects; the cluster is reached at the first question. */
    public ControlReader(KafkaConnection connection, TopicLayout layout) {
        this.partition = new TopicPartition(layout.names().controls(), PARTITION);
        this.consumer = Clients.reader(connection, "linkloom-controls");
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
    }

    /**
     * What came, waiting up to {@code timeout} for the first.
     *
     * @throws TopicException if Kafka refuses
     */
    public List<Entry> poll(Duration timeout) {
        try {
            List<Entry> entries = new ArrayList<>();
            for (ConsumerRecord<byte[], byte[]> message : consumer.poll(timeout)) {
                receive(message, entries);
            }
            return entries;
        } catch (KafkaException e) {
            throw failed(e);
        }
    }

    private void receive(ConsumerRecord<byte[], byte[]> message, List<Entry> entries) {
        String key = message.key() == null ? "" : new String(message.key(), StandardCharsets.UTF_8);
        try {
            Control said = message.value() == null ? null : codec.decode(message.value());
            if (said != null && !said.key().equals(key)) {
                throw new UnreadableRecordException("its key is \"" + key + "\" and not \"" + said.key() + "\"");
            }
            entries.add(new Entry(message.offset(), key, said));
        } catch (UnreadableRecordException e) {
            unreadable++;
            LOG.warn("record {} at offset {} is passed over: {}", message.topic(), message.offset(), e.getMessage());
        }
    }

    /**
     * Where the topic ends now.
     *
     * @throws TopicException if Kafka does not answer in time
     */
    public long end(Duration deadline) {
        try {
            Long end = consumer.endOffsets(List.of(partition), deadline).get(partition);
            return end == null ? 0 : end;
        } catch (KafkaException e) {
            throw failed(e);
        }
    }

    /**
     * All before this offset was read.
     *
     * @throws TopicException if Kafka does not answer in time
     */
    public long position(Duration deadline) {
        try {
            return consumer.position(partition, deadline);
        } catch (KafkaException e) {
            throw failed(e);
        }
    }

    /** How many records could not be read. */
    public long unreadable() {
        return unreadable;
    }

    private TopicException failed(KafkaException cause) {
        return new TopicException("topic " + partition.topic() + " cannot be read: " + cause.getMessage(), cause);
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(CLOSE_DEADLINE));
    }
}
