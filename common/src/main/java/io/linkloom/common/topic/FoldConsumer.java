package io.linkloom.common.topic;

import io.linkloom.common.wire.LinksRecordCodec;
import io.linkloom.common.wire.PageVisitCodec;
import io.linkloom.common.wire.UnreadableRecordException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnreleasedInstanceIdException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives visits and link changes for the shards that this builder owns.
 *
 * <p>A shard is one partition of both topics: the group's range assignor gives both to one member, and a shard is only
 * reported as assigned when both are here. It brings nothing until {@link #begin} says where to go on, which is the shard's own
 * knowledge and not the group's; until then, as long as that takes, the others go on. For one thread.
 */
public final class FoldConsumer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FoldConsumer.class);
    private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(5);
    private static final Duration ANSWER_DEADLINE = Duration.ofSeconds(10);
    /** A record holds up to some megabytes of links; a batch has to fit into memory. */
    private static final int RECORDS_PER_POLL = 500;
    /** Who hangs for longer within a batch is put out of the group, and its shards go to others. */
    private static final Duration LONGEST_BATCH = Duration.ofMinutes(5);

    /** A name is free again when the session of who had it is over: 45 s as Kafka comes, a minute at most. */
    private static final int MOST_REFUSALS = 90;

    private static final Duration REFUSED_PAUSE = Duration.ofSeconds(1);

    /** Opens and closes shards as the group assigns them. Called within {@link #poll} and {@link #close}. */
    public interface Listener {
        /** The shard is this builder's, and brings nothing until it {@linkplain #begin begins}. Must not take long. */
        void assigned(int shard);

        /** The shard is another's; what was not applied is the other's to apply. Must not take long. */
        void revoked(int shard);
    }

    private final KafkaConnection connection;
    private final String group;
    private final Optional<String> instance;
    private final PageVisitCodec visitCodec = new PageVisitCodec();
    private final LinksRecordCodec linksCodec = new LinksRecordCodec();
    private final DeadLetters deadLetters;
    private final Listener listener;
    private final TopicNames names;
    private final Set<TopicPartition> assigned = new HashSet<>();
    /** Shards of which both halves are here. */
    private final Set<Integer> owned = new TreeSet<>();
    /** Of these, the shards that have begun. */
    private final Set<Integer> flowing = new TreeSet<>();

    private KafkaConsumer<byte[], byte[]> consumer;
    private int refusals;

    /**
     * Joins {@code group} at the first poll.
     *
     * @param instance a name that no other member has and that stays over restarts: with it, shards are kept for a member that
     *     is away for no longer than its session
     */
    public FoldConsumer(
            KafkaConnection connection,
            TopicLayout layout,
            String group,
            Optional<String> instance,
            DeadLetters deadLetters,
            Listener listener) {
        this.connection = connection;
        this.group = group;
        this.instance = instance;
        this.deadLetters = deadLetters;
        this.listener = listener;
        this.names = layout.names();
        this.consumer = connect();
    }

    private KafkaConsumer<byte[], byte[]> connect() {
        Map<String, Object> own = new HashMap<>();
        own.put(ConsumerConfig.GROUP_REMOTE_ASSIGNOR_CONFIG, "range");
        own.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RECORDS_PER_POLL);
        own.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, Math.toIntExact(LONGEST_BATCH.toMillis()));
        // A shard says where to go on. If that is not there any more, it must not be passed over.
        own.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        instance.ifPresent(name -> own.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, name));
        KafkaConsumer<byte[], byte[]> made = Clients.consumer(connection, "linkloom-builder", group, own);
        made.subscribe(List.of(names.visits(), names.links()), new Rebalance());
        return made;
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
        byShard.keySet().retainAll(flowing);
        byShard.forEach((shard, news) -> news.setNext(positions(shard)));
        if (deadLetters.count() != buried) {
            deadLetters.flush();
        }
        return byShard;
    }

    private ConsumerRecords<byte[], byte[]> received(Duration timeout) {
        try {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(timeout);
            // The member's epoch is above zero once it has joined.
            refusals = refusals > 0 && consumer.groupMetadata().generationId() > 0 ? 0 : refusals;
            return records;
        } catch (UnreleasedInstanceIdException e) {
            waitForTheName(e);
            return ConsumerRecords.empty();
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

    /**
     * The group keeps a name for the session of who had it last, also when that process was killed: so who starts again after
     * that is refused for a while, and a second process of that name for ever. A refused consumer is of no use any more.
     */
    private void waitForTheName(UnreleasedInstanceIdException why) {
        String name = instance.orElse("");
        refusals++;
        if (refusals > MOST_REFUSALS) {
            throw new TopicException(
                    "another builder of group " + group + " runs under the name " + name
                            + "; give each its own builder.instance",
                    why);
        }
        if (refusals == 1) {
            LOG.warn(
                    "the name {} is taken in group {}: by the process before this one, until its session is over, or by"
                            + " another builder; trying again for {} s",
                    name,
                    group,
                    MOST_REFUSALS * REFUSED_PAUSE.toSeconds());
        }
        new Rebalance().onPartitionsRevoked(Set.copyOf(assigned));
        consumer.close(CloseOptions.timeout(CLOSE_DEADLINE));
        pause();
        consumer = connect();
    }

    private static void pause() {
        try {
            Thread.sleep(REFUSED_PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TopicException("interrupted while waiting for the group", e);
        }
    }

    /** Whether the group refuses this member because another one has its name. */
    public boolean nameIsTaken() {
        return refusals > 0;
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

    /** The shards that are assigned and have begun. */
    public Set<Integer> shards() {
        return Set.copyOf(flowing);
    }

    /**
     * Brings from now on what is at {@code from} and behind, also to a shard that was on its way elsewhere.
     *
     * @return for the operator, what Kafka lacks of what the shard would have to go on with, why that may be, and what to do;
     *     the shard then gets nothing, so that nothing is left out unsaid
     * @throws TopicException if Kafka does not answer
     */
    public Optional<String> begin(int shard, ShardOffsets from) {
        if (!owned.contains(shard)) {
            return Optional.empty();
        }
        List<TopicPartition> both = List.of(visits(shard), links(shard));
        Map<TopicPartition, Long> begins;
        Map<TopicPartition, Long> ends;
        try {
            begins = consumer.beginningOffsets(both, ANSWER_DEADLINE);
            ends = consumer.endOffsets(both, ANSWER_DEADLINE);
        } catch (KafkaException e) {
            throw new TopicException(
                    "Kafka does not say from where to where it has records of shard " + shard + ": " + e.getMessage(),
                    e);
        }
        String missing = missing(visits(shard), from.visits(), begins, ends);
        missing = missing == null ? missing(links(shard), from.links(), begins, ends) : missing;
        if (missing == null) {
            consumer.seek(visits(shard), from.visits());
            consumer.seek(links(shard), from.links());
            consumer.resume(both);
            flowing.add(shard);
        }
        return Optional.ofNullable(missing);
    }

    /** What Kafka lacks of what a shard wants: left to itself, a consumer would jump and not say a word. */
    private static @Nullable String missing(
            TopicPartition partition, long stored, Map<TopicPartition, Long> begins, Map<TopicPartition, Long> ends) {
        long begin = begins.getOrDefault(partition, stored);
        long end = ends.getOrDefault(partition, stored);
        if (stored < begin) {
            return "offsets " + stored + " to " + (begin - 1) + " of " + partition
                    + " were deleted before they were applied; put a newer copy of the shard in its place, such as a"
                    + " snapshot (store.snapshots), or begin a new index in another directory, and keep records for longer"
                    + " than a shard may lie still (kafka.retention.visits and .links)";
        }
        if (stored > end) {
            return "it has applied " + partition + " up to offset " + (stored - 1) + ", but Kafka has it only up to "
                    + (end - 1) + ", so Kafka has lost records; begin a new index in another directory";
        }
        return null;
    }

    /** Brings nothing of the shard until it begins again. */
    public void hold(int shard) {
        if (flowing.remove(shard)) {
            consumer.pause(List.of(visits(shard), links(shard)));
        }
    }

    /** Where the committed records of the shards that have begun end now. */
    public Map<Integer, ShardOffsets> endOffsets() {
        Set<TopicPartition> partitions = new HashSet<>();
        for (int shard : flowing) {
            partitions.add(visits(shard));
            partitions.add(links(shard));
        }
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, ANSWER_DEADLINE);
        Map<Integer, ShardOffsets> byShard = new TreeMap<>();
        for (int shard : flowing) {
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
            // What has not begun waits, anywhere: left without a place it would look for the group's, and fail.
            consumer.pause(partitions);
            partitions.forEach(partition -> consumer.seek(partition, 0));
            Set<Integer> touched = new TreeSet<>();
            partitions.forEach(partition -> touched.add(partition.partition()));
            for (int shard : touched) {
                if (assigned.contains(visits(shard)) && assigned.contains(links(shard)) && owned.add(shard)) {
                    listener.assigned(shard);
                }
            }
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            for (TopicPartition partition : partitions) {
                assigned.remove(partition);
                int shard = partition.partition();
                flowing.remove(shard);
                if (owned.remove(shard)) {
                    listener.revoked(shard);
                }
            }
        }
    }
}
