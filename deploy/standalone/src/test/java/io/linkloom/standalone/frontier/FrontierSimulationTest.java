package io.linkloom.standalone.frontier;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.standalone.output.Terminal;
import java.io.PrintWriter;
import java.io.StringWriter;
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
    void wellLinkedSitesComeFirstAndNobodyIsAskedBeforeHisTime() {
        FrontierFigures figures =
                run(new FrontierPlan(1, 20_000, 200_000, 200, Duration.ofMinutes(10), 2, 16, 64 << 20, List.of()));

        assertThat(figures.value("requests before their time")).isEqualTo("0");
        assertThat(figures.isMet("of what politeness allows, used")).isTrue();
        assertThat(figures.isMet("the trap's share of pages")).isTrue();
        assertThat(figures.isMet("rank correlation of coverage and referring sites"))
                .isTrue();
    }

    private FrontierFigures run(FrontierPlan plan) {
        Terminal terminal =
                new Terminal(new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()), false, 100);
        return new FrontierSimulation(plan, directory, terminal, () -> false).run();
    }
}
