package io.linkloom.common.topic;

import io.linkloom.common.model.PageVisit;
import io.linkloom.common.url.Sites;
import io.linkloom.common.wire.PageVisitCodec;
import java.time.Duration;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends visits to topic visits. Thread-safe. */
public final class VisitProducer implements AutoCloseable {
    private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(10);

    private final KafkaProducer<byte[], byte[]> producer;
    private final PageVisitCodec codec = new PageVisitCodec();
    private final SitePartitioner partitioner;
    private final Sites sites;
    private final String topic;

    /** Connects; the cluster is reached when the first visit is sent. */
    public VisitProducer(KafkaConnection connection, TopicLayout layout, Sites sites) {
        this.producer = Clients.producer(connection, "linkloom-visits", null);
        this.partitioner = new SitePartitioner(layout.partitions());
        this.sites = sites;
        this.topic = layout.names().visits();
    }

    /**
     * Sends {@code visit}; waits only while the buffer of 64 MiB is full, at most a minute.
     *
     * @param whenDone hears whether the visit is safe
     */
    public void send(PageVisit visit, Acknowledgement whenDone) {
        String site = sites.siteOf(visit.url());
        var message = new ProducerRecord<>(
                topic, partitioner.partitionOf(site), SitePartitioner.keyOf(site), codec.encode(visit));
        var _ = producer.send(message, (_, failure) -> whenDone.acknowledged(failure));
    }

    /** Waits until all visits sent so far are acknowledged. */
    public void flush() {
        producer.flush();
    }

    @Override
    public void close() {
        producer.close(CLOSE_DEADLINE);
    }
}
