package io.linkloom.common.runtime;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmInfoMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * The meters of one process in Prometheus' text format.
 *
 * <p>Every meter has the tag {@code service}. The process's own memory, threads, garbage collection, processor time and open
 * files are there from the start; each module adds its meters to the {@link #registry}. May be used by any thread.
 */
public final class Metrics implements AutoCloseable {

    /** What the process is, as the tag {@code service} has it in lower case. */
    public enum Service {
        /** Fetches pages. */
        WORKER,
        /** Folds visits into the index. */
        BUILDER,
        /** Both, with a broker of its own. */
        STANDALONE
    }

    /** The format of {@link #scrape}. */
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics garbageCollection = new JvmGcMetrics();

    /** Meters of this process as the given service. */
    public Metrics(Service service) {
        registry.config().commonTags("service", service.name().toLowerCase(Locale.ROOT));
        garbageCollection.bindTo(registry);
        new JvmInfoMetrics().bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        bindMemory("process.resident.memory", "Memory of the process, native included", ProcessMemory::residentBytes);
        bindMemory("process.resident.memory.peak", "Most memory so far", ProcessMemory::peakResidentBytes);
    }

    /** Where a module registers its own meters. */
    public MeterRegistry registry() {
        return registry;
    }

    /** All meters with their present values, in the text format {@link #CONTENT_TYPE} names. */
    public String scrape() {
        return registry.scrape(CONTENT_TYPE);
    }

    @Override
    public void close() {
        garbageCollection.close();
        registry.close();
    }

    private void bindMemory(String name, String doc, Supplier<OptionalLong> bytes) {
        if (bytes.get().isPresent()) {
            Gauge.builder(name, () -> bytes.get().orElse(0))
                    .description(doc)
                    .baseUnit("bytes")
                    .register(registry);
        }
    }
}
