package io.linkloom.worker.app;

import io.linkloom.common.model.Outcome;
import java.util.Map;

/**
 * What a worker has done since its start, and what it does.
 *
 * @param visits by outcome; outcomes that have not occurred are absent
 * @param bodyBytes bytes of pages, after decompression
 * @param ordersDone orders whose visit is safe
 * @param ordersInHand orders received and not done
 * @param ordersQueued of these, orders that wait for their host's turn
 * @param hosts hosts with orders, a turn, or a gap that is not over
 * @param turns hosts that are being fetched from
 */
public record WorkerStatus(
        Map<Outcome, Long> visits,
        long bodyBytes,
        long ordersDone,
        int ordersInHand,
        int ordersQueued,
        int hosts,
        int turns) {
    public WorkerStatus {
        visits = Map.copyOf(visits);
    }

    /** Visits of all outcomes. */
    public long allVisits() {
        return visits.values().stream().mapToLong(Long::longValue).sum();
    }
}
