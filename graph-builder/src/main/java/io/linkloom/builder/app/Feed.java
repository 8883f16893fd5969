package io.linkloom.builder.app;

import io.linkloom.common.topic.FoldConsumer;
import io.linkloom.common.topic.ShardOffsets;
import java.time.Duration;
import java.util.Map;

/** Where visits and link changes come from, see {@link FoldConsumer}. For one thread. */
public interface Feed extends AutoCloseable {
    /** What arrived, by shard; opens and closes shards on the way. */
    Map<Integer, News> poll(Duration timeout);

    /** Goes back to {@code offsets}. */
    void seek(int shard, ShardOffsets offsets);

    /** Where the records of the open shards end now; without those of which that cannot be told. */
    Map<Integer, ShardOffsets> endOffsets();

    /** Records not yet polled, as far as is known without asking. */
    long lag();

    @Override
    void close();
}
