package io.linkloom.builder.simulation;

import io.linkloom.builder.app.News;
import io.linkloom.builder.fold.Outgoing;
import io.linkloom.common.model.FetchOrder;
import io.linkloom.common.model.LinksRecord;
import io.linkloom.common.model.PageVisit;
import io.linkloom.common.topic.Positioned;
import io.linkloom.common.topic.ShardOffsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Three topics in memory, as read-committed consumers see them: offsets of what was rolled back and of markers hold nothing. */
public final class SimulatedTopics {
    private final List<List<PageVisit>> visits = new ArrayList<>();
    private final List<List<Optional<LinksRecord>>> links = new ArrayList<>();
    private final List<FetchOrder> orders = new ArrayList<>();

    /** Empty. */
    public SimulatedTopics(int partitions) {
        for (int i = 0; i < partitions; i++) {
            visits.add(new ArrayList<>());
            links.add(new ArrayList<>());
        }
    }

    /** Of each topic. */
    public int partitions() {
        return visits.size();
    }

    /** As a worker sends it. */
    public void append(int partition, PageVisit visit) {
        visits.get(partition).add(visit);
    }

    /** As a builder or a seeder sends it. */
    public void append(int partition, LinksRecord record) {
        links.get(partition).add(Optional.of(record));
    }

    /** As a builder sends it. */
    public void append(FetchOrder order) {
        orders.add(order);
    }

    /** Appends all, each partition's end marked. */
    void commit(List<Outgoing> batch) {
        batch.forEach(record -> append(record.partition(), record.record()));
        mark(batch);
    }

    /** As if the batch had been appended and rolled back. */
    void rollBack(List<Outgoing> batch) {
        batch.forEach(record -> links.get(record.partition()).add(Optional.empty()));
        mark(batch);
    }

    private void mark(List<Outgoing> batch) {
        batch.stream()
                .mapToInt(Outgoing::partition)
                .distinct()
                .forEach(partition -> links.get(partition).add(Optional.empty()));
    }

    /** All orders ever given. */
    public List<FetchOrder> orders() {
        return orders;
    }

    ShardOffsets ends(int partition) {
        return new ShardOffsets(
                visits.get(partition).size(), links.get(partition).size());
    }

    News news(int partition, ShardOffsets from, ShardOffsets to) {
        List<Positioned<PageVisit>> newVisits = new ArrayList<>();
        for (long at = from.visits(); at < to.visits(); at++) {
            newVisits.add(new Positioned<>(at, visits.get(partition).get((int) at)));
        }
        List<Positioned<LinksRecord>> newLinks = new ArrayList<>();
        for (long at = from.links(); at < to.links(); at++) {
            long offset = at;
            links.get(partition).get((int) at).ifPresent(record -> newLinks.add(new Positioned<>(offset, record)));
        }
        return new News(newVisits, newLinks, to);
    }
}
