package io.linkloom.standalone.frontier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.linkloom.builder.store.MemoryBudget;
import io.linkloom.builder.store.RocksShardStore;
import io.linkloom.builder.store.RocksShared;
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

    /** One that is open cannot be opened, and could write when its directory is gone. */
    @Test
    void shardsAreClosedWhenItIsOver() {
        var _ = run(new FrontierPlan(
                0,
                200,
                400,
                2,
                Duration.ofSeconds(20),
                2,
                12,
                new SiteBudgets(5, 1000, 2, 0, 0.5),
                64 << 20,
                List.of()));
        try (RocksShared memory = new RocksShared(MemoryBudget.of(64 << 20), 16 << 20)) {
            assertThatCode(() -> RocksShardStore.open(directory.resolve("shard-0"), memory)
                            .close())
                    .doesNotThrowAnyException();
        }
    }

    private FrontierFigures run(FrontierPlan plan) {
        return new FrontierSimulation(plan, directory, new CapturedTerminal(false, 100).terminal(), () -> false).run();
    }
}
