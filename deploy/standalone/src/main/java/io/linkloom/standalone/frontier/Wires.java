package io.linkloom.standalone.frontier;

import io.linkloom.builder.app.Feed;
import io.linkloom.builder.app.News;
import io.linkloom.builder.app.Outlet;
import io.linkloom.builder.app.SteppedBuilder;
import io.linkloom.builder.fold.Outgoing;
import io.linkloom.common.model.FetchOrder;
import io.linkloom.common.model.LinksRecord;
import io.linkloom.common.model.PageVisit;
import io.linkloom.common.topic.FoldConsumer;
import io.linkloom.common.topic.OrderReceipt;
import io.linkloom.common.topic.Positioned;
import io.linkloom.common.topic.ReceivedOrder;
import io.linkloom.common.topic.ShardOffsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;

/** What stands in for Kafka: three topics whose records are forgotten when they are read, since nobody is ever killed. For one thread. */
final class Wires implements SteppedBuilder.Connections {
    private final List<Lane> lanes = new ArrayList<>();
    private final Queue<ReceivedOrder> orders = new ArrayDeque<>();
    private long ordersSent;

    /** One partition of the topics that the builder reads. */
    private static final class Lane {
        private List<Positioned<PageVisit>> visits = new ArrayList<>();
        private List<Positioned<LinksRecord>> links = new ArrayList<>();
        private long nextVisit;
        private long nextLink;

        ShardOffsets end() {
            return new ShardOffsets(nextVisit, nextLink);
        }
    }

    Wires(int partitions) {
        for (int i = 0; i < partitions; i++) {
            lanes.add(new Lane());
        }
    }

    /** As a worker sends it. */
    void send(int partition, PageVisit visit) {
        Lane lane = lanes.get(partition);
        lane.visits.add(new Positioned<>(lane.nextVisit++, visit));
    }

    /** Orders in the order in which they were given; whoever takes one has it. */
    Queue<ReceivedOrder> orders() {
        return orders;
    }

    @Override
    public Feed feed(FoldConsumer.Listener listener) {
        return new LaneFeed(listener);
    }

    @Override
    public Outlet outlet() {
        return new LaneOutlet();
    }

    private final class LaneFeed implements Feed {
        private final FoldConsumer.Listener listener;
        private final Set<Integer> begun = new TreeSet<>();
        private boolean assigned;

        LaneFeed(FoldConsumer.Listener listener) {
            this.listener = listener;
        }

        @Override
        public Map<Integer, News> poll(Duration timeout) {
            if (!assigned) {
                assigned = true;
                for (int partition = 0; partition < lanes.size(); partition++) {
                    listener.assigned(partition);
                }
            }
            Map<Integer, News> news = new HashMap<>();
            for (int partition : begun) {
                Lane lane = lanes.get(partition);
                if (!lane.visits.isEmpty() || !lane.links.isEmpty()) {
                    news.put(partition, new News(lane.visits, lane.links, lane.end()));
                    lane.visits = new ArrayList<>();
                    lane.links = new ArrayList<>();
                }
            }
            return news;
        }

        @Override
        public Optional<String> begin(int shard, ShardOffsets from) {
            begun.add(shard);
            return Optional.empty();
        }

        @Override
        public void hold(int shard) {
            begun.remove(shard);
        }

        @Override
        public Map<Integer, ShardOffsets> endOffsets() {
            Map<Integer, ShardOffsets> ends = new HashMap<>();
            begun.forEach(partition -> ends.put(partition, lanes.get(partition).end()));
            return ends;
        }

        @Override
        public long lag() {
            return 0;
        }

        @Override
        public void close() {
            for (int partition = 0; assigned && partition < lanes.size(); partition++) {
                listener.revoked(partition);
            }
            assigned = false;
        }
    }

    private final class LaneOutlet implements Outlet {
        @Override
        public void commit(List<Outgoing> links, Map<Integer, ShardOffsets> applied) {
            for (Outgoing sent : links) {
                Lane lane = lanes.get(sent.partition());
                lane.links.add(new Positioned<>(lane.nextLink++, sent.record()));
            }
        }

        @Override
        public void order(Map<Integer, List<FetchOrder>> byPartition) {
            byPartition.forEach((partition, batch) -> batch.forEach(
                    order -> orders.add(new ReceivedOrder(order, new OrderReceipt(partition, ordersSent++)))));
        }

        @Override
        public void abandon() {}

        @Override
        public void close() {}
    }
}
