package io.linkloom.builder.app;

import io.linkloom.builder.fold.Outgoing;
import io.linkloom.common.model.FetchOrder;
import io.linkloom.common.topic.ShardOffsets;
import java.util.List;
import java.util.Map;

/** The outlet of a read replica: what it would send, the builders of the crawl send. */
final class SilentOutlet implements Outlet {
    @Override
    public void commit(List<Outgoing> links, Map<Integer, ShardOffsets> applied) {}

    @Override
    public void order(Map<Integer, List<FetchOrder>> byPartition) {
        throw new IllegalStateException("a read replica orders no pages");
    }

    @Override
    public String connected() {
        return "a read replica sends nothing";
    }

    @Override
    public void abandon() {}

    @Override
    public void close() {}
}
