package io.linkloom.common.topic;

import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Remembers the first failure among the records sent since it was last asked. Thread-safe. */
final class Sends implements Callback {
    private final AtomicReference<@Nullable Exception> first = new AtomicReference<>();

    @Override
    public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception failure) {
        if (failure != null) {
            first.compareAndSet(null, failure);
        }
    }

    /**
     * To be called after a flush.
     *
     * @throws TopicException if a record sent since the last call is not safe
     */
    void check(String what) {
        Exception failure = first.getAndSet(null);
        if (failure != null) {
            throw new TopicException(what + " could not be sent to Kafka: " + failure.getMessage(), failure);
        }
    }
}
