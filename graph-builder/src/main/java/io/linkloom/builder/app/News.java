package io.linkloom.builder.app;

import io.linkloom.common.model.LinksRecord;
import io.linkloom.common.model.PageVisit;
import io.linkloom.common.topic.Positioned;
import io.linkloom.common.topic.ShardOffsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What one poll brought for one shard.
 *
 * @param visits in the order of the log
 * @param links in the order of the log
 * @param next where the shard goes on once this is applied
 */
public record News(List<Positioned<PageVisit>> visits, List<Positioned<LinksRecord>> links, ShardOffsets next) {
    /** Records. */
    public int size() {
        return visits.size() + links.size();
    }

    /**
     * The same in parts that follow each other, each with as many records as have at most so many links together, but one at
     * least: what a fold holds in memory grows with links, and a page may have many.
     */
    List<News> parts(int mostLinks) {
        List<News> parts = new ArrayList<>();
        Part part = new Part();
        for (Positioned<LinksRecord> record : links) {
            if (!part.add(linksOf(record.value()), mostLinks)) {
                parts.add(part.upTo(new ShardOffsets(visitsFrom(), record.offset())));
                part = new Part();
                var _ = part.add(linksOf(record.value()), mostLinks);
            }
            part.links.add(record);
        }
        for (Positioned<PageVisit> visit : visits) {
            if (!part.add(visit.value().links().size(), mostLinks)) {
                parts.add(part.upTo(new ShardOffsets(visit.offset(), next.links())));
                part = new Part();
                var _ = part.add(visit.value().links().size(), mostLinks);
            }
            part.visits.add(visit);
        }
        parts.add(part.upTo(next));
        return parts;
    }

    /** Links of all visits, and link changes. */
    long linkCount() {
        long count = 0;
        for (Positioned<PageVisit> visit : visits) {
            count += visit.value().links().size();
        }
        for (Positioned<LinksRecord> record : links) {
            count += linksOf(record.value());
        }
        return count;
    }

    private long visitsFrom() {
        return visits.isEmpty() ? next.visits() : visits.getFirst().offset();
    }

    private static int linksOf(LinksRecord record) {
        return switch (record) {
            case LinksRecord.LinkChanges changes -> changes.changes().size();
            case LinksRecord.Discoveries found -> found.urls().size();
        };
    }

    private static final class Part {
        private final List<Positioned<PageVisit>> visits = new ArrayList<>();
        private final List<Positioned<LinksRecord>> links = new ArrayList<>();
        private long size;

        /** Whether there is room for one with so many links. */
        boolean add(int more, int most) {
            boolean fits = (visits.isEmpty() && links.isEmpty()) || size + more <= most;
            size += fits ? more : 0;
            return fits;
        }

        News upTo(ShardOffsets end) {
            return new News(visits, links, end);
        }
    }
}
