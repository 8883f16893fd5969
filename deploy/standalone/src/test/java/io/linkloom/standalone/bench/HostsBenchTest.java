package io.linkloom.standalone.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.standalone.output.Format;
import io.linkloom.standalone.output.Terminal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short form of {@code linkloom bench hosts}, which has as much to do in both kinds of rounds, whatever the figures are. */
class HostsBenchTest {
    private static final int HOSTS = 300;
    private static final int DEAD_ORDERS = 20;

    @TempDir
    private Path directory;

    @Test
    void hostThatNeverAnswersKeepsNoOtherFromBeingFetched() throws Exception {
        HostsFigures figures = new HostsBench(new HostsBench.Plan(HOSTS, 1, 1, DEAD_ORDERS), directory).run();

        HostsFigures.Pair pair = figures.pairs().getFirst();
        assertThat(pair.without().pages()).isEqualTo(HOSTS);
        assertThat(pair.with().pages()).isEqualTo(HOSTS);
        assertThat(pair.without().adding().calls()).isEqualTo(HOSTS);
        assertThat(pair.with().adding().calls()).isBetween((long) HOSTS, (long) HOSTS + DEAD_ORDERS);
        assertThat(pair.without().taking().calls())
                .as("a turn and an order each")
                .isEqualTo(2 * HOSTS);
        StringWriter out = new StringWriter();
        figures.print(
                Format.TABLE, new Terminal(new PrintWriter(out), new PrintWriter(new StringWriter()), false, 120));
        assertThat(out.toString()).contains("the target is under 10", "the target is over 98");
    }
}
