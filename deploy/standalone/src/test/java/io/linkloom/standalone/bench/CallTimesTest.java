package io.linkloom.standalone.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class CallTimesTest {
    private static final Offset<Double> A_STEP = within(0.02);

    @Test
    void sharesOfCallsAreWhatTheyTookAtMost() {
        CallTimes times = new CallTimes();
        for (int i = 1; i <= 100; i++) {
            times.add(i * 1000L);
        }
        assertThat(times.calls()).isEqualTo(100);
        assertThat(times.microsOf(0.5)).isCloseTo(50, A_STEP);
        assertThat(times.microsOf(0.99)).isCloseTo(99, A_STEP);
        assertThat(times.longestMicros()).isEqualTo(100);
    }

    @Test
    void whatTakesLongerThanAMillisecondCountsAsTheLongest() {
        CallTimes one = new CallTimes();
        one.add(2_000_000);
        CallTimes all = new CallTimes();
        all.add(100);
        all.addAll(one);
        assertThat(all.calls()).isEqualTo(2);
        assertThat(all.microsOf(0.5)).isCloseTo(0.1, A_STEP);
        assertThat(all.microsOf(0.99)).isEqualTo(2000);
    }
}
