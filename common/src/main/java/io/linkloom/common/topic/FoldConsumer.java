package io.linkloom.common.topic;

import io.linkloom.common.wire.LinksRecordCodec;
import io.linkloom.common.wire.PageVisitCodec;
import io.linkloom.common.wire.UnreadableRecordException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Receives visits and link changes for the shards that this builder owns.
 *
 * <p>A shard is one partition of both topics: the group's range assignor gives both to one member, and a shard is only
 * reported as assigned when both are here. Where to go on is the shard's own knowledge, not the group's. For one thread.
 */
public final class FoldConsumer implements AutoCloseable {
    private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(5);
    /** A record holds up to some megabytes of links; a batch has to fit into memory. */
    private static final int RECORDS_PER_POLL = 500;
    /**
     * Shards open within a poll and read all their pages as they do. Who takes longer is put out of the group, and would
     * open the same shards again, for ever.
     */
    private static final Duration LONGEST_OPENING = Duration.ofMinutes(30);

    /** Opens and closes shards as the group assigns them. Called within {@link #poll} and {@link #close}. */
    public interface Listener {
        /**
         * The shard is this builder's.
         *
         * @return where to go on
         */
        ShardOffsets assigned(int shard);

        /** The shard is another's; what was not applied is the other's to apply. */
        void revoked(int shard);

        /**
         * Kafka does not have what the shard would have to go on with: it gets no records, so that nothing is left out unsaid.
         * Called after {@link #assigned}.
         *
         * @param sentence for the operator: what is missing, why that may be, and what to do
         */
        void missed(int shard, String sentence);
    }

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final PageVisitCodec visitCodec = new PageVisitCodec();
    private final LinksRecordCodec linksCodec = new LinksRecordCodec();
    private final DeadLetters deadLetters;
    private final Listener listener;
    private final TopicNames names;
    private final Set<TopicPartition> assigned = new HashSet<>();
    private final Set<Integer> open = new TreeSet<>();

    /** Joins {@code group} at the first poll. */
    public FoldConsumer(
            KafkaConnection connection, TopicLayout layout, String group, DeadLetters deadLetters, Listener listener) {
        this.consumer = Clients.consumer(
                connection,
                "linkloom-builder",
                group,
                Map.of(
                        ConsumerConfig.GROUP_REMOTE_ASSIGNOR_CONFIG,
                        "range",
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        RECORDS_PER_POLL,
                        ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG,
                        Math.toIntExact(LONGEST_OPENING.toMillis()),
                        // A shard says where to go on. If that is not there any more, it must not be passed over.
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "none"));
        this.deadLetters = deadLetters;
        this.listener = listener;
        this.names = layout.names();
        consumer.subscribe(List.of(names.visits(), names.links()), new Rebalance());
    }

    /**
     * What arrived, by shard, waiting up to {@code timeout} for the first record. Shards without news are absent;
     * unreadable records are in the dead-letter topic when this returns.
     *
     * @throws TopicException if a topic does not have what a shard has to go on with
     */
    public Map<Integer, ShardRecords> poll(Duration timeout) {
        var records = received(timeout);
        Map<Integer, ShardRecords> byShard = new TreeMap<>();
        long buried = deadLetters.count();
        for (ConsumerRecord<byte[], byte[]> message : records) {
            decode(message, byShard.computeIfAbsent(message.partition(), _ -> new ShardRecords()));
        }
        records.nextOffsets()
                .keySet()
                .forEach(partition -> byShard.computeIfAbsent(partition.partition(), _ -> new ShardRecords()));
        byShard.keySet().retainAll(open);
        byShard.forEach((shard, news) -> news.setNext(positions(shard)));
        if (deadLetters.count() != buried) {
            deadLetters.flush();
        }
        return byShard;
    }

    private ConsumerRecords<byte[], byte[]> received(Duration timeout) {
        try {
            return consumer.poll(timeout);
        } catch (OffsetOutOfRangeException e) {
            Map.Entry<TopicPartition, Long> first =
                    e.offsetOutOfRangePartitions().entrySet().iterator().next();
            throw new TopicException(
                    "shard " + first.getKey().partition() + " has to go on at offset " + first.getValue() + " of topic "
                            + first.getKey().topic()
                            + ", which is not there: it was deleted by the topic's retention, or"
                            + " Kafka lost its newest records; go back to a copy of the shard that fits, or begin a new"
                            + " index in another directory",
                    e);
        }
    }

    private void decode(ConsumerRecord<byte[], byte[]> message, ShardRecords news) {
        try {
            if (message.topic().equals(names.visits())) {
                news.visits().add(new Positioned<>(message.offset(), visitCodec.decode(message.value())));
            } else {
                news.links().add(new Positioned<>(message.offset(), linksCodec.decode(message.value())));
            }
        } catch (UnreadableRecordException e) {
            deadLetters.bury(message, e);
        }
    }

    /** How far the polls have come in {@code shard}. */
    public ShardOffsets positions(int shard) {
        return new ShardOffsets(consumer.position(visits(shard)), consumer.position(links(shard)));
    }

    /** The shards that are assigned and open. */
    public Set<Integer> shards() {
        return Set.copyOf(open);
    }

    /** Goes back, or on, to {@code offsets}: the next poll brings what is there. */
    public void seek(int shard, ShardOffsets offsets) {
        consumer.seek(visits(shard), offsets.visits());
        consumer.seek(links(shard), offsets.links());
    }

    /** Where the committed records of the open shards end now. */
    public Map<Integer, ShardOffsets> endOffsets() {
        Set<TopicPartition> partitions = new HashSet<>();
        for (int shard : open) {
            partitions.add(visits(shard));
            partitions.add(links(shard));
        }
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<Integer, ShardOffsets> byShard = new TreeMap<>();
        for (int shard : open) {
            byShard.put(
                    shard, new ShardOffsets(ends.getOrDefault(visits(shard), 0L), ends.getOrDefault(links(shard), 0L)));
        }
        return byShard;
    }

    /** Records that the last polls left behind, as far as the client knows without asking. */
    public long lag() {
        long lag = 0;
        for (TopicPartition partition : assigned) {
            lag += consumer.currentLag(partition).orElse(0L);
        }
        return lag;
    }

    ConsumerGroupMetadata groupMetadata() {
        return consumer.groupMetadata();
    }

    TopicPartition visits(int shard) {
        return new TopicPartition(names.visits(), shard);
    }

    TopicPartition links(int shard) {
        return new TopicPartition(names.links(), shard);
    }

    /** Leaves the group; open shards are reported as revoked first. */
    @Override
    public void close() {
        new Rebalance().onPartitionsRevoked(Set.copyOf(assigned));
        consumer.close(CloseOptions.timeout(CLOSE_DEADLINE));
    }

    private final class Rebalance implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            assigned.addAll(partitions);
            // Half a shard waits for its other half, anywhere: left without a place it would look for the group's, and
            // fail.
            consumer.pause(partitions);
            partitions.forEach(partition -> consumer.seek(partition, 0));
            Set<Integer> touched = new TreeSet<>();
            partitions.forEach(partition -> touched.add(partition.partition()));
            for (int shard : touched) {
                if (assigned.contains(visits(shard)) && assigned.contains(links(shard)) && open.add(shard)) {
                    begin(shard, listener.assigned(shard));
                }
            }
        }

        private void begin(int shard, ShardOffsets stored) {
            List<TopicPartition> both = List.of(visits(shard), links(shard));
            Map<TopicPartition, Long> begins = consumer.beginningOffsets(both);
            Map<TopicPartition, Long> ends = consumer.endOffsets(both);
            String missing = missing(visits(shard), stored.visits(), begins, ends);
            missing = missing == null ? missing(links(shard), stored.links(), begins, ends) : missing;
            if (missing == null) {
                seek(shard, stored);
                consumer.resume(both);
            } else {
                // Stays paused, at a place that is there.
                both.forEach(partition -> consumer.seek(partition, ends.getOrDefault(partition, 0L)));
                listener.missed(shard, missing);
            }
        }

        /** What Kafka lacks of what a shard wants: left to itself, a consumer would jump and not say a word. */
        private @Nullable String missing(
                TopicPartition partition,
                long stored,
                Map<TopicPartition, Long> begins,
                Map<TopicPartition, Long> ends) {
            long begin = begins.getOrDefault(partition, stored);
            long end = ends.getOrDefault(partition, stored);
            if (stored < begin) {
                return "offsets " + stored + " to " + (begin - 1) + " of " + partition
                        + " were deleted before they were applied; begin a new index in another directory, and keep"
                        + " records for longer than a shard may lie still (kafka.retention.visits and .links)";
            }
            if (stored > end) {
                return "it has applied " + partition + " up to offset " + (stored - 1)
                        + ", but Kafka has it only up to " + (end - 1)
                        + ", so Kafka has lost records; begin a new index in another directory";
            }
            return null;
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            for (TopicPartition partition : partitions) {
                assigned.remove(partition);
                if (open.remove(partition.partition())) {
                    listener.revoked(partition.partition());
                }
            }
        }
    }
}
