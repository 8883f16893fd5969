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
import org.jspecify.annotations.Nullable;

/**
 * Three topics in memory, as read-committed consumers see them: offsets of what was rolled back and of markers hold nothing, and
 * what is behind a transaction that is not decided is not there yet.
 */
public final class SimulatedTopics {
    private enum State {
        OPEN,
        COMMITTED,
        ROLLED_BACK
    }

    /** Records that are committed or rolled back together, at some time after they were written. */
    static final class Transaction {
        private final String sender;
        private final boolean prepared;
        private final List<Outgoing> batch;
        private State state = State.OPEN;

        private Transaction(String sender, boolean prepared, List<Outgoing> batch) {
            this.sender = sender;
            this.prepared = prepared;
            this.batch = batch;
        }
    }

    private record Entry(
            @Nullable LinksRecord record, @Nullable Transaction transaction) {
        static final Entry MARKER = new Entry(null, null);

        boolean isDecided() {
            return transaction == null || transaction.state != State.OPEN;
        }

        boolean holdsRecord() {
            return record != null && (transaction == null || transaction.state == State.COMMITTED);
        }
    }

    private final List<List<PageVisit>> visits = new ArrayList<>();
    private final List<List<Entry>> links = new ArrayList<>();
    private final long[] decidedTo;
    private final List<FetchOrder> orders = new ArrayList<>();
    private final List<Transaction> open = new ArrayList<>();

    /** Empty. */
    public SimulatedTopics(int partitions) {
        this.decidedTo = new long[partitions];
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
        links.get(partition).add(new Entry(record, null));
    }

    /** As a builder sends it. */
    public void append(FetchOrder order) {
        orders.add(order);
    }

    /**
     * Appends records that count once their transaction is committed.
     *
     * @param prepared whether the sender got as far as asking for the commit: it then takes effect whatever becomes of the sender
     */
    Transaction begin(String sender, boolean prepared, List<Outgoing> batch) {
        Transaction transaction = new Transaction(sender, prepared, batch);
        batch.forEach(sent -> links.get(sent.partition()).add(new Entry(sent.record(), transaction)));
        open.add(transaction);
        return transaction;
    }

    /** Decides a transaction; each partition's end of it is marked. */
    void end(Transaction transaction, boolean commit) {
        transaction.state = commit ? State.COMMITTED : State.ROLLED_BACK;
        open.remove(transaction);
        transaction.batch.stream()
                .mapToInt(Outgoing::partition)
                .distinct()
                .forEach(partition -> links.get(partition).add(Entry.MARKER));
    }

    /** Decides what a sender left open, as it has to be before it sends again. */
    void settle(String sender) {
        List.copyOf(open).stream()
                .filter(transaction -> transaction.sender.equals(sender))
                .forEach(transaction -> end(transaction, transaction.prepared));
    }

    /** Decides the oldest transaction that is open, as the broker does in the end. */
    void settleOldest() {
        if (!open.isEmpty()) {
            Transaction oldest = open.getFirst();
            end(oldest, oldest.prepared);
        }
    }

    /** All orders ever given. */
    public List<FetchOrder> orders() {
        return orders;
    }

    /** Up to where the records of a partition can be read. */
    public ShardOffsets ends(int partition) {
        List<Entry> entries = links.get(partition);
        while (decidedTo[partition] < entries.size()
                && entries.get((int) decidedTo[partition]).isDecided()) {
            decidedTo[partition]++;
        }
        return new ShardOffsets(visits.get(partition).size(), decidedTo[partition]);
    }

    News news(int partition, ShardOffsets from, ShardOffsets to) {
        List<Positioned<PageVisit>> newVisits = new ArrayList<>();
        for (long at = from.visits(); at < to.visits(); at++) {
            newVisits.add(new Positioned<>(at, visits.get(partition).get((int) at)));
        }
        List<Positioned<LinksRecord>> newLinks = new ArrayList<>();
        for (long at = from.links(); at < to.links(); at++) {
            Entry entry = links.get(partition).get((int) at);
            LinksRecord record = entry.record();
            if (record != null && entry.holdsRecord()) {
                newLinks.add(new Positioned<>(at, record));
            }
        }
        return new News(newVisits, newLinks, to);
    }
}
