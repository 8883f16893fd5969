package io.linkloom.builder.fold;

import static java.util.Objects.requireNonNull;

import io.linkloom.builder.store.OutLink;
import io.linkloom.common.model.Link;
import io.linkloom.common.model.LinkChange;
import io.linkloom.common.model.LinksRecord.LinkChanges;
import io.linkloom.common.model.PageVisit;
import io.linkloom.common.model.Stamp;
import io.linkloom.common.topic.SitePartitioner;
import io.linkloom.common.url.WebUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what one visit changes for other shards: for each of them one record, or several where one would be too large. The
 * same visit and the same changes give the same records with the same stamps. Not thread-safe.
 */
final class Departures {
    /** Roughly the most bytes of a record; far below what a topic takes, since the estimate may be low. */
    static final int MAX_RECORD_BYTES = 1 << 20;

    private static final int CHANGE_OVERHEAD_BYTES = 64;
    private static final int MOST_BYTES_PER_CHARACTER = 3;

    private final PageVisit visit;
    private final SitePartitioner partitioner;
    private final @Nullable Move move;
    private final boolean sourceIsNew;
    private final TreeMap<Integer, Destination> destinations = new TreeMap<>();

    /** The changes for one shard, filled part by part. */
    private static final class Destination {
        final String firstSite;
        final List<List<LinkChange>> parts = new ArrayList<>();
        long lastPartBytes;

        Destination(String firstSite) {
            this.firstSite = firstSite;
            parts.add(new ArrayList<>());
        }

        void add(LinkChange change, long bytes) {
            if (lastPartBytes + bytes > MAX_RECORD_BYTES && !parts.getLast().isEmpty()) {
                parts.add(new ArrayList<>());
                lastPartBytes = 0;
            }
            parts.getLast().add(change);
            lastPartBytes += bytes;
        }
    }

    /**
     * None yet.
     *
     * @param move where links went that moved, null if none did
     * @param sourceIsNew whether the page never showed a link before
     */
    Departures(PageVisit visit, SitePartitioner partitioner, @Nullable Move move, boolean sourceIsNew) {
        this.visit = visit;
        this.partitioner = partitioner;
        this.move = move;
        this.sourceIsNew = sourceIsNew;
    }

    void add(String targetSite, OutlinksDelta.Change change, WebUrl target) {
        OutLink link = change.link();
        Link travelling =
                new Link(target, link.kind(), link.rel(), link.anchor(), link.place(), 0, "", "", "", link.count());
        LinkChange out = switch (change.kind()) {
            case ADDED -> new LinkChange.Added(travelling, link.firstSeenMillis());
            case RESTORED -> new LinkChange.Restored(travelling, link.firstSeenMillis());
            case CHANGED -> new LinkChange.Changed(travelling, link.firstSeenMillis(), change.relBefore());
            case LOST ->
                new LinkChange.Lost(
                        travelling,
                        link.firstSeenMillis(),
                        requireNonNull(link.lost()).reason());
            case MOVED -> moved(travelling, link.firstSeenMillis(), requireNonNull(move));
        };
        long bytes = CHANGE_OVERHEAD_BYTES
                + target.text().length()
                + (long) MOST_BYTES_PER_CHARACTER * link.anchor().length();
        destinations
                .computeIfAbsent(partitioner.partitionOf(targetSite), _ -> new Destination(targetSite))
                .add(out, bytes);
    }

    private static LinkChange moved(Link link, long firstSeenMillis, Move move) {
        return new LinkChange.Moved(link, firstSeenMillis, move.to().url(), !move.inherits());
    }

    /**
     * The records by partition and part.
     *
     * @param first stamp of the first part of each
     */
    List<Outgoing> stamped(Stamp first) {
        List<Outgoing> records = new ArrayList<>();
        destinations.forEach((partition, destination) -> {
            for (int part = 0; part < destination.parts.size(); part++) {
                Stamp stamp = new Stamp(first.visitsTopicId(), first.sourcePartition(), first.visitOffset(), part);
                records.add(
                        new Outgoing(partition, destination.firstSite, changes(stamp, destination.parts.get(part))));
            }
        });
        return records;
    }

    private LinkChanges changes(Stamp stamp, List<LinkChange> changes) {
        return new LinkChanges(
                visit.url(),
                stamp,
                visit.fetchedAtMillis(),
                visit.order().depth(),
                visit.order().redirects(),
                visit.facts().pageRobots(),
                sourceIsNew,
                MediaType.of(visit.facts().contentType()),
                changes);
    }
}
