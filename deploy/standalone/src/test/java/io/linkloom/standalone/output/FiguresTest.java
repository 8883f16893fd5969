package io.linkloom.standalone.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FiguresTest {

    @Test
    void figuresReadTheSameEverywhere() {
        assertThat(Figures.count(412_345)).isEqualTo("412,345");
        assertThat(Figures.count(1, "page", "pages")).isEqualTo("1 page");
        assertThat(Figures.count(0, "page", "pages")).isEqualTo("0 pages");
        assertThat(Figures.rate(7.46)).isEqualTo("7.5");
        assertThat(Figures.rate(1234.5)).isEqualTo("1,235");
        assertThat(Figures.size(400_000)).isEqualTo("0.4 MiB");
        assertThat(Figures.size(312L << 20)).isEqualTo("312 MiB");
        assertThat(Figures.size(3L << 29)).isEqualTo("1.5 GiB");
        assertThat(Figures.clock(Duration.ofSeconds(7))).isEqualTo("0:07");
        assertThat(Figures.clock(Duration.ofSeconds(3723))).isEqualTo("1:02:03");
        assertThat(Figures.took(Duration.ofMillis(12_345))).isEqualTo("12.3 s");
    }

    @Test
    void columnsComeFromTheEnvironmentWithinReason() {
        assertThat(Terminal.columns("132")).isEqualTo(132);
        assertThat(Terminal.columns("")).isEqualTo(100);
        assertThat(Terminal.columns("3")).isEqualTo(40);
        assertThat(Terminal.columns("wide")).isEqualTo(100);
    }
}
