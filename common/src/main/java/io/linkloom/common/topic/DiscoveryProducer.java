package io.linkloom.common.topic;

import io.linkloom.common.model.LinksRecord.Discoveries;
import io.linkloom.common.model.Origin;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.WebUrl;
import io.linkloom.common.wire.LinksRecordCodec;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Makes pages known that no link led to: sends discoveries to topic links. For one thread. */
public final class DiscoveryProducer implements AutoCloseable {
    private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(5);

    private final KafkaProducer<byte[], byte[]> producer;
    private final LinksRecordCodec codec = new LinksRecordCodec();
    private final Sends sends = new Sends();
    private final SitePartitioner partitioner;
    private final Sites sites;
    private final String topic;

    /** Connects; the cluster is reached when the first page is sent. */
    public DiscoveryProducer(KafkaConnection connection, TopicLayout layout, Sites sites) {
        this.producer = Clients.producer(connection, "linkloom-discoveries", null);
        this.partitioner = new SitePartitioner(layout.partitions());
        this.sites = sites;
        this.topic = layout.names().links();
    }

    /** Sends without waiting; a page that is known already is not harmed. */
    public void send(Origin origin, WebUrl url, long discoveredAtMillis) {
        String site = sites.siteOf(url);
        byte[] value = codec.encode(new Discoveries(origin, discoveredAtMillis, List.of(url)));
        var _ = producer.send(
                new ProducerRecord<>(topic, partitioner.partitionOf(site), SitePartitioner.keyOf(site), value), sends);
    }

    /**
     * Waits until all pages sent are safe.
     *
     * @throws TopicException if one of them is not
     */
    public void flush() {
        producer.flush();
        sends.check("a discovery");
    }

    @Override
    public void close() {
        producer.close(CLOSE_DEADLINE);
    }
}
