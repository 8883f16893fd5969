package io.linkloom.builder.app;

import io.linkloom.common.topic.FoldConsumer;
import io.linkloom.common.topic.ShardOffsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The feed from Kafka. */
record KafkaFeed(FoldConsumer consumer) implements Feed {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaFeed.class);

    @Override
    public Map<Integer, News> poll(Duration timeout) {
        Map<Integer, News> news = new TreeMap<>();
        consumer.poll(timeout)
                .forEach((shard, records) ->
                        news.put(shard, new News(records.visits(), records.links(), records.next())));
        return news;
    }

    @Override
    public Optional<String> begin(int shard, ShardOffsets from) {
        return consumer.begin(shard, from);
    }

    @Override
    public void hold(int shard) {
        consumer.hold(shard);
    }

    @Override
    public Map<Integer, ShardOffsets> endOffsets() {
        try {
            return consumer.endOffsets();
        } catch (RuntimeException e) {
            LOG.warn("Kafka did not say where its topics end", e);
            return Map.of();
        }
    }

    @Override
    public long lag() {
        return consumer.lag();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
