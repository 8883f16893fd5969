package io.linkloom.standalone.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProgressLineTest {

    private static final long SECOND = 1_000_000_000L;

    @Test
    void personSeesOneLineThatIsWrittenOver() {
        CapturedTerminal captured = new CapturedTerminal(true, 80);
        ProgressLine line = new ProgressLine(captured.terminal(), 0);
        line.show("1,000 pages", 0);
        line.show("2 pages", SECOND);
        line.clear();
        assertThat(captured.err()).isEqualTo("\r1,000 pages" + "\r2 pages    " + "\r       \r");
    }

    @Test
    void lineIsShorterThanTheTerminal() {
        CapturedTerminal captured = new CapturedTerminal(true, 40);
        new ProgressLine(captured.terminal(), 0).show("x".repeat(200), 0);
        assertThat(captured.err()).isEqualTo("\r" + "x".repeat(38) + "…");
    }

    @Test
    void programGetsAPlainLineEveryFiveSeconds() {
        CapturedTerminal captured = new CapturedTerminal(false, 80);
        ProgressLine line = new ProgressLine(captured.terminal(), 0);
        for (long now = 0; now <= 11 * SECOND; now += SECOND / 10) {
            if (line.due(now)) {
                line.show("at " + now / SECOND, now);
            }
        }
        line.clear();
        assertThat(captured.err().lines()).containsExactly("at 5", "at 10");
    }
}
