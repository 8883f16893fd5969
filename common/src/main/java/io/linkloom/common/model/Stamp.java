package io.linkloom.common.model;

import java.util.Comparator;

/**
 * Names the cause of link changes: a part of what one visit caused for one partition.
 *
 * <p>Stamps of one source partition are applied in rising order, each at most once.
 *
 * @param visitsTopicId identity of the topic that the offset belongs to
 * @param sourcePartition partition of the visits topic
 * @param visitOffset offset of the visit there
 * @param part from 0, where one visit's changes for one partition fill several records
 */
public record Stamp(String visitsTopicId, int sourcePartition, long visitOffset, int part)
        implements Comparable<Stamp> {
    private static final Comparator<Stamp> ORDER =
            Comparator.comparingLong(Stamp::visitOffset).thenComparingInt(Stamp::part);

    /** Compares offset and part; only meaningful between stamps of the same topic and source partition. */
    @Override
    public int compareTo(Stamp other) {
        return ORDER.compare(this, other);
    }
}
