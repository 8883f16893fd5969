package io.linkloom.standalone.frontier;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.builder.store.SiteBudgets;
import io.linkloom.standalone.output.CapturedTerminal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of what {@code linkloom simulate --frontier} shows of a million hosts; the same in every run. */
class FrontierSimulationTest {
    @TempDir
    private Path directory;

    @Test
    void wellLinkedSitesComeFirstNobodyIsAskedTooSoonAndNoCapacityIsLeftUnused() {
        // The times of decisions are no matter of a test: other work of the machine is in them.
        FrontierFigures figures = run(new FrontierPlan(
                0,
                10_000,
                100_000,
                10,
                Duration.ofMinutes(6),
                1,
                12,
                new SiteBudgets(5, 1000, 2, 0, 0.5),
                64 << 20,
                List.of()));

        assertThat(figures.value("requests before their time")).isEqualTo("0");
        assertThat(figures.isMet("of what politeness allows, used")).isTrue();
        assertThat(figures.isMet("the trap's share of pages")).isTrue();
        assertThat(figures.isMet("the farm's share of pages")).isTrue();
        assertThat(figures.isMet("rank correlation of coverage and referring sites"))
                .isTrue();
    }

    private FrontierFigures run(FrontierPlan plan) {
        return new FrontierSimulation(plan, directory, new CapturedTerminal(false, 100).terminal(), () -> false).run();
    }
}
