package io.linkloom.builder.app;

import io.linkloom.common.topic.FoldConsumer;
import io.linkloom.common.topic.ShardOffsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Where visits and link changes come from, see {@link FoldConsumer}. For one thread. */
public interface Feed extends AutoCloseable {
    /** What arrived for the shards that have begun; others are assigned and revoked on the way. */
    Map<Integer, News> poll(Duration timeout);

    /** Brings what is at {@code from} and behind; says what is missing of it, see {@link FoldConsumer#begin}. */
    Optional<String> begin(int shard, ShardOffsets from);

    /** Brings nothing of the shard until it begins again. */
    void hold(int shard);

    /** Where the records of the open shards end now; without those of which that cannot be told. */
    Map<Integer, ShardOffsets> endOffsets();

    /** Records not yet polled, as far as is known without asking. */
    long lag();

    @Override
    void close();
}
