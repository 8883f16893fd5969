package io.linkloom.common.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeadlineTest {

    @Test
    void timeLeftShrinksToZeroAndNotBelow() {
        Deadline deadline = Deadline.in(Duration.ofNanos(10), 100);
        assertThat(deadline.remaining(103)).isEqualTo(Duration.ofNanos(7));
        assertThat(deadline.expired(109)).isFalse();
        assertThat(deadline.expired(110)).isTrue();
        assertThat(deadline.remaining(500)).isZero();
    }

    @Test
    void clockThatWrapsAroundDoesNotExpireIt() {
        Deadline deadline = Deadline.in(Duration.ofNanos(10), Long.MAX_VALUE - 3);
        assertThat(deadline.expired(Long.MAX_VALUE)).isFalse();
        assertThat(deadline.remainingNanos(Long.MIN_VALUE)).isEqualTo(6);
    }

    @Test
    void endlessAndNegativeDurationsAreFine() {
        assertThat(Deadline.in(Duration.ofSeconds(Long.MAX_VALUE), 5).expired(Long.MAX_VALUE / 4))
                .isFalse();
        assertThat(Deadline.in(Duration.ofSeconds(-1), 5).expired(5)).isTrue();
    }

    @Test
    void systemClocksTellTheTime() {
        Time time = Time.system();
        long before = time.nanos();
        assertThat(time.millis()).isCloseTo(System.currentTimeMillis(), org.assertj.core.data.Offset.offset(1000L));
        assertThat(time.nanos()).isGreaterThanOrEqualTo(before);
    }
}
