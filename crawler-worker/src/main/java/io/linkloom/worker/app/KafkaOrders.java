package io.linkloom.worker.app;

import io.linkloom.common.topic.OrderConsumer;
import io.linkloom.common.topic.OrderReceipt;
import io.linkloom.common.topic.ReceivedOrder;
import io.linkloom.worker.crawl.OrderSource;
import java.time.Duration;
import java.util.List;

/** Orders from topic frontier, as a worker gets them. */
public record KafkaOrders(OrderConsumer consumer) implements OrderSource {
    @Override
    public List<ReceivedOrder> poll(Duration timeout) {
        return consumer.poll(timeout);
    }

    @Override
    public void setPaused(boolean paused) {
        consumer.setPaused(paused);
    }

    @Override
    public void completed(OrderReceipt receipt) {
        consumer.completed(receipt);
    }

    @Override
    public void commit() {
        consumer.commit();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
