package io.linkloom.common.topic;

import io.linkloom.common.wire.FetchOrderCodec;
import io.linkloom.common.wire.UnreadableRecordException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives orders from topic frontier as a member of the workers' group, and commits what is done.
 *
 * <p>An order is received again until it was reported by {@link #completed}, also by another worker. One thread polls,
 * commits and closes; {@link #completed} may be called by any.
 */
public final class OrderConsumer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OrderConsumer.class);
    private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(5);
    private static final int ORDERS_PER_POLL = 1000;

    /** Hears which partitions this worker is the only one to fetch for. Called within {@link #poll}. */
    public interface Listener {
        /** From now on this worker's; the owner before may just have fetched from their hosts. */
        void assigned(Set<Integer> partitions);

        /** No longer this worker's: when this returns, nothing of theirs is being fetched, and another may begin. */
        void revoked(Set<Integer> partitions);
    }

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final FetchOrderCodec codec = new FetchOrderCodec();
    private final DeadLetters deadLetters;
    private final Listener listener;
    private final ConcurrentLinkedQueue<OrderReceipt> reported = new ConcurrentLinkedQueue<>();
    private final Map<TopicPartition, CompletedOffsets> offsets = new HashMap<>();
    private final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
    private boolean paused;

    /** Joins {@code group} at the first poll. */
    public OrderConsumer(
            KafkaConnection connection, TopicLayout layout, String group, DeadLetters deadLetters, Listener listener) {
        this.consumer = Clients.consumer(
                connection, "linkloom-worker", group, Map.of(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, ORDERS_PER_POLL));
        this.deadLetters = deadLetters;
        this.listener = listener;
        consumer.subscribe(List.of(layout.names().frontier()), new Rebalance());
    }

    /** The orders that arrived, waiting up to {@code timeout} for the first; none while paused. */
    public List<ReceivedOrder> poll(Duration timeout) {
        var records = consumer.poll(timeout);
        List<ReceivedOrder> orders = new ArrayList<>(records.count());
        for (ConsumerRecord<byte[], byte[]> message : records) {
            receive(message, orders);
        }
        return orders;
    }

    private void receive(ConsumerRecord<byte[], byte[]> message, List<ReceivedOrder> orders) {
        var partition = new TopicPartition(message.topic(), message.partition());
        CompletedOffsets known = offsets.get(partition);
        if (known == null || !known.received(message.offset())) {
            return;
        }
        var receipt = new OrderReceipt(message.partition(), message.offset());
        try {
            orders.add(new ReceivedOrder(codec.decode(message.value()), receipt));
        } catch (UnreadableRecordException e) {
            deadLetters.bury(message, e);
            completed(receipt);
        }
    }

    /** Stops or lets go on the flow of orders; membership goes on. */
    public void setPaused(boolean pause) {
        if (pause != paused) {
            paused = pause;
            applyPause(consumer.assignment());
        }
    }

    private void applyPause(Collection<TopicPartition> partitions) {
        if (paused) {
            consumer.pause(partitions);
        } else {
            consumer.resume(partitions);
        }
    }

    /** Reports that an order is done: its visit is safe. Any thread. */
    public void completed(OrderReceipt receipt) {
        reported.add(receipt);
    }

    /** Starts to commit what is done, if anything new is; does not wait. */
    public void commit() {
        Map<TopicPartition, OffsetAndMetadata> changed = uncommitted();
        if (!changed.isEmpty()) {
            deadLetters.flush();
            committed.putAll(changed);
            consumer.commitAsync(changed, (_, failure) -> {
                if (failure != null) {
                    // The next commit carries the same and more.
                    LOG.debug("commit of done orders failed: {}", failure.toString());
                    changed.keySet().forEach(committed::remove);
                }
            });
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> uncommitted() {
        takeReports();
        Map<TopicPartition, OffsetAndMetadata> changed = new HashMap<>();
        offsets.forEach((partition, done) -> {
            var now = new OffsetAndMetadata(done.position(), done.metadata());
            if (!now.equals(committed.get(partition))) {
                changed.put(partition, now);
            }
        });
        return changed;
    }

    private void takeReports() {
        for (OrderReceipt receipt = reported.poll(); receipt != null; receipt = reported.poll()) {
            completeIfStillOurs(receipt);
        }
    }

    private void completeIfStillOurs(OrderReceipt receipt) {
        offsets.forEach((partition, done) -> {
            if (partition.partition() == receipt.partition()) {
                done.completed(receipt.offset());
            }
        });
    }

    private void commitNow(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> changed = uncommitted();
        changed.keySet().retainAll(Set.copyOf(partitions));
        if (changed.isEmpty()) {
            return;
        }
        try {
            deadLetters.flush();
            consumer.commitSync(changed, CLOSE_DEADLINE);
            committed.putAll(changed);
        } catch (KafkaException e) {
            LOG.warn("could not commit done orders, some pages will be fetched again: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        commitNow(offsets.keySet());
        consumer.close(CloseOptions.timeout(CLOSE_DEADLINE));
    }

    private final class Rebalance implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            if (partitions.isEmpty()) {
                return;
            }
            consumer.committed(Set.copyOf(partitions)).forEach((partition, commit) -> {
                if (commit != null) {
                    committed.put(partition, commit);
                }
            });
            for (TopicPartition partition : partitions) {
                OffsetAndMetadata commit = committed.get(partition);
                String metadata = commit == null ? "" : commit.metadata();
                offsets.put(partition, CompletedOffsets.resume(consumer.position(partition), metadata));
            }
            applyPause(partitions);
            listener.assigned(numbers(partitions));
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            // First, since it waits for what is being fetched, which is then committed too.
            listener.revoked(numbers(partitions));
            commitNow(partitions);
            forget(partitions);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            listener.revoked(numbers(partitions));
            forget(partitions);
        }

        private void forget(Collection<TopicPartition> partitions) {
            partitions.forEach(partition -> {
                offsets.remove(partition);
                committed.remove(partition);
            });
        }

        private Set<Integer> numbers(Collection<TopicPartition> partitions) {
            Set<Integer> numbers = new HashSet<>();
            partitions.forEach(partition -> numbers.add(partition.partition()));
            return numbers;
        }
    }
}
