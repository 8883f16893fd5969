package io.linkloom.builder.store;

import io.linkloom.common.model.Stamp;

/** Where stamps come from that are comparable with each other. */
public record StampSource(String visitsTopicId, int sourcePartition) {
    /** The source of {@code stamp}. */
    public static StampSource of(Stamp stamp) {
        return new StampSource(stamp.visitsTopicId(), stamp.sourcePartition());
    }
}
