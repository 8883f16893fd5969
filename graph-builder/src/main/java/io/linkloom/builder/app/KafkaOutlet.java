package io.linkloom.builder.app;

import io.linkloom.builder.fold.Outgoing;
import io.linkloom.common.model.FetchOrder;
import io.linkloom.common.topic.FoldConsumer;
import io.linkloom.common.topic.KafkaConnection;
import io.linkloom.common.topic.LinksProducer;
import io.linkloom.common.topic.OrderProducer;
import io.linkloom.common.topic.ShardOffsets;
import io.linkloom.common.topic.TopicLayout;
import io.linkloom.common.url.Sites;
import java.util.List;
import java.util.Map;

/** The outlet to Kafka: link changes in transactions, orders without. */
final class KafkaOutlet implements Outlet {
    private final FoldConsumer consumer;
    private final Sites sites;
    private final LinksProducer links;
    private final OrderProducer orders;

    /** Connects, and ends what a process with the same id left open. */
    KafkaOutlet(KafkaConnection kafka, TopicLayout layout, String transactionalId, FoldConsumer consumer, Sites sites) {
        this.consumer = consumer;
        this.sites = sites;
        this.links = new LinksProducer(kafka, layout, transactionalId);
        this.orders = new OrderProducer(kafka, layout);
    }

    @Override
    public void commit(List<Outgoing> outgoing, Map<Integer, ShardOffsets> applied) {
        links.begin();
        for (Outgoing record : outgoing) {
            links.send(record.partition(), record.site(), record.record());
        }
        links.commit(consumer, applied);
    }

    @Override
    public void order(Map<Integer, List<FetchOrder>> byPartition) {
        byPartition.forEach((partition, batch) -> {
            for (FetchOrder order : batch) {
                orders.send(partition, sites.siteOf(order.url()), order);
            }
        });
        orders.flush();
    }

    @Override
    public void abandon() {
        links.abandon();
        orders.close();
    }

    @Override
    public void close() {
        links.close();
        orders.close();
    }
}
