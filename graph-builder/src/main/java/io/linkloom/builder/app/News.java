package io.linkloom.builder.app;

import io.linkloom.common.model.LinksRecord;
import io.linkloom.common.model.PageVisit;
import io.linkloom.common.topic.Positioned;
import io.linkloom.common.topic.ShardOffsets;
import java.util.List;

/**
 * What one poll brought for one shard.
 *
 * @param next where the shard goes on once this is applied
 */
record News(List<Positioned<PageVisit>> visits, List<Positioned<LinksRecord>> links, ShardOffsets next) {
    int size() {
        return visits.size() + links.size();
    }
}
