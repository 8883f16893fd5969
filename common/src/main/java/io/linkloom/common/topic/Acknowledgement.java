package io.linkloom.common.topic;

import org.jspecify.annotations.Nullable;

/** Hears what became of a record that was sent; called on a Kafka thread, so it must be quick. */
@FunctionalInterface
public interface Acknowledgement {
    /**
     * The record is safe, or it is not.
     *
     * @param failure null if the record is safe
     */
    void acknowledged(@Nullable Exception failure);
}
