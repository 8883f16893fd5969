package io.linkloom.common.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.api.Test;

class MetricsTest {

    @Test
    void everyMeterSaysWhichServiceItIsOf() {
        try (Metrics metrics = new Metrics(Metrics.Service.STANDALONE)) {
            assertThat(metrics.scrape().lines().filter(line -> !line.startsWith("#")))
                    .isNotEmpty()
                    .allSatisfy(line -> assertThat(line).contains("service=\"standalone\""));
        }
    }

    @Test
    void memoryOfTheProcessIsWhatTheSystemCounts() {
        assumeThat(ProcessMemory.residentBytes()).isPresent();
        long resident = ProcessMemory.residentBytes().orElseThrow();
        assertThat(resident).isBetween(10L << 20, 64L << 30);
        assertThat(ProcessMemory.peakResidentBytes().orElseThrow()).isGreaterThanOrEqualTo(resident / 2);
    }
}
