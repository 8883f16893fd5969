package io.linkloom.common.topic;

import io.linkloom.common.model.LinksRecord;
import io.linkloom.common.model.PageVisit;
import java.util.ArrayList;
import java.util.List;

/** What one poll brought for one shard, in order of offset within each topic. Not thread-safe. */
public final class ShardRecords {
    private final List<Positioned<PageVisit>> visits = new ArrayList<>();
    private final List<Positioned<LinksRecord>> links = new ArrayList<>();
    private ShardOffsets next = ShardOffsets.START;

    ShardRecords() {}

    /** The visits. */
    public List<Positioned<PageVisit>> visits() {
        return visits;
    }

    /** The link changes and discoveries. */
    public List<Positioned<LinksRecord>> links() {
        return links;
    }

    /** Where to go on once these are applied, transaction markers and dead records passed over. */
    public ShardOffsets next() {
        return next;
    }

    void setNext(ShardOffsets offsets) {
        next = offsets;
    }
}
