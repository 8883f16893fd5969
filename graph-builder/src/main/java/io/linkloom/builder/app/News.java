package io.linkloom.builder.app;

import io.linkloom.common.model.LinksRecord;
import io.linkloom.common.model.PageVisit;
import io.linkloom.common.topic.Positioned;
import io.linkloom.common.topic.ShardOffsets;
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
}
