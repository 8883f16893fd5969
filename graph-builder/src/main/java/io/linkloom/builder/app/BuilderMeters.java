package io.linkloom.builder.app;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * The meters of a builder: each with what it means and which slope is bad.
 *
 * <p>Health in one look: {@code linkloom.builder.lag} stays near zero, {@code linkloom.visits.folded} rises while workers fetch,
 * and {@code linkloom.batches.dropped} does not rise.
 */
final class BuilderMeters {
    /** Visits applied. Flat while workers fetch: the builder hangs. */
    final Counter visits;
    /** Links of visits looked at, and changes from other shards applied. The builder's real work. */
    final Counter links;
    /** Link changes that had been applied before, told by their stamp. Rises after a crash only. */
    final Counter skipped;
    /** Records of link changes sent to other shards. */
    final Counter sent;
    /** Pages ordered. */
    final Counter orders;
    /** Orders given again since nothing came in time. Steady rise: workers are too few or hosts slower than configured. */
    final Counter repeated;
    /** Batches that could not be sent and are folded again. Any rise: look at Kafka. */
    final Counter dropped;
    /** Snapshots taken. Flat while {@code linkloom.visits.folded} rises: look at the health component "snapshots". */
    final Counter snapshots;
    /** Shards made from snapshots. Rises when shards move or machines are lost. */
    final Counter restored;
    /** New scope rules. Each has the shards read anew. */
    final Counter scopeTaken;
    /** Scope rules that are no good. The log says why; those before hold on. */
    final Counter scopeRefused;
    /** A batch: folding, sending, writing. Rising: disk or Kafka slow down. */
    final Timer batch;

    BuilderMeters(MeterRegistry registry, Supplier<BuilderStatus> status) {
        visits = counter(registry, "linkloom.visits.folded", "Visits applied to shards");
        links = counter(registry, "linkloom.links.folded", "Links of visits compared and link changes applied");
        skipped = counter(registry, "linkloom.links.skipped", "Records of link changes that were applied before");
        sent = counter(registry, "linkloom.links.sent", "Records of link changes sent to other shards");
        orders = counter(registry, "linkloom.orders.given", "Orders given, repeated ones included");
        repeated = counter(registry, "linkloom.orders.repeated", "Orders given again since no visit came in time");
        dropped = counter(registry, "linkloom.batches.dropped", "Batches that could not be sent and are folded again");
        snapshots = counter(registry, "linkloom.snapshots.taken", "Snapshots of shards taken");
        restored = counter(registry, "linkloom.shards.restored", "Shards made from snapshots");
        scopeTaken = counter(registry, "linkloom.scope.taken", "Scope rules taken from their file while running");
        scopeRefused = counter(registry, "linkloom.scope.refused", "Scope rules in their file that are no good");
        batch = Timer.builder("linkloom.batch")
                .description("Folding, sending and writing what one poll brought")
                .publishPercentileHistogram()
                .register(registry);
        gauge(registry, status, "linkloom.pages.known", "Pages seen and not to be fetched", BuilderStatus::known);
        gauge(registry, status, "linkloom.pages.queued", "Pages waiting for an order", BuilderStatus::queued);
        gauge(registry, status, "linkloom.pages.ordered", "Pages that workers are to fetch", BuilderStatus::ordered);
        gauge(registry, status, "linkloom.pages.visited", "Pages fetched or tried in vain", BuilderStatus::visited);
        gauge(
                registry,
                status,
                "linkloom.pages.awaiting.retry",
                "Visited pages that failed and are tried again later",
                BuilderStatus::awaitingRetry);
        gauge(
                registry,
                status,
                "linkloom.pages.awaiting.recrawl",
                "Visited pages that are visited again later to see what has changed",
                BuilderStatus::awaitingRecrawl);
        gauge(
                registry,
                status,
                "linkloom.hosts.blocked",
                "Hosts with queued pages that are not to be asked now",
                BuilderStatus::blockedHosts);
        gauge(
                registry,
                status,
                "linkloom.pages.over.budget",
                "Pages waiting until other sites link to theirs",
                BuilderStatus::overBudgetPages);
        gauge(
                registry,
                status,
                "linkloom.sites.over.budget",
                "Sites that have used what they may for now",
                BuilderStatus::overBudgetSites);
        gauge(registry, status, "linkloom.links.external", "Live links between sites", BuilderStatus::externalLinks);
        gauge(registry, status, "linkloom.links.internal", "Live links within a site", BuilderStatus::internalLinks);
        gauge(registry, status, "linkloom.builder.shards", "Shards open in this process", BuilderStatus::shards);
        gauge(registry, status, "linkloom.builder.shards.opening", "Shards being opened", BuilderStatus::opening);
        gauge(registry, status, "linkloom.builder.shards.failed", "Shards that failed", BuilderStatus::failed);
        gauge(registry, status, "linkloom.builder.lag", "Records waiting to be folded", BuilderStatus::lag);
    }

    private static Counter counter(MeterRegistry registry, String name, String meaning) {
        return Counter.builder(name).description(meaning).register(registry);
    }

    private static void gauge(
            MeterRegistry registry,
            Supplier<BuilderStatus> status,
            String name,
            String meaning,
            ToDoubleFunction<BuilderStatus> value) {
        Gauge.builder(name, status, now -> value.applyAsDouble(now.get()))
                .description(meaning)
                .register(registry);
    }
}
