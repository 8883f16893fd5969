package io.linkloom.standalone.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.builder.store.InternalLinks;
import io.linkloom.standalone.output.Format;
import io.linkloom.standalone.output.Terminal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmark runs to its end and tells everything that it promises, whatever the figures are. */
class FoldBenchTest {
    @TempDir
    private Path directory;

    @Test
    void tellsWhatALinkCostsBesideAYardstick() throws Exception {
        StringWriter out = new StringWriter();
        Terminal terminal = new Terminal(new PrintWriter(out), new PrintWriter(new StringWriter()), false, 120);
        FoldBench.Plan plan = new FoldBench.Plan(100_000, 3, 20_000, 16 << 20, 16 << 20, InternalLinks.ROWS);

        new FoldBench(plan, directory, terminal).run().print(Format.JSON, terminal);

        assertThat(out.toString().lines())
                .allMatch(line -> line.matches("\\{\"what\":\".+\",\"value\":[0-9.]+,\"unit\":\".+\"}"));
        assertThat(out.toString())
                .contains(
                        "links folded",
                        "all to a tenth",
                        "mostly unchanged",
                        "bytes a link on disk",
                        "internal_inlinks",
                        "99th percentile",
                        "rows of pages",
                        "links of all pages",
                        "links of a site's pages",
                        "memory for filters",
                        "yardstick");
    }
}
