package io.linkloom.standalone.frontier;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GapWatchTest {
    private static final long SECOND = 1_000_000_000L;

    private final GapWatch watch = new GapWatch(SECOND / 2);

    @Test
    void requestsAsSoonAsTheyMayBeAreNotBeforeTheirTime() {
        ask("a.test", 1, 0, 2 * SECOND);
        ask("a.test", 1, 3 * SECOND, 2 * SECOND);

        assertThat(watch.broken()).isZero();
        assertThat(watch.requests()).isEqualTo(2);
        assertThat(watch.smallestSpareNanos()).isZero();
        assertThat(watch.smallestAddressSpareNanos()).isEqualTo(3 * SECOND / 2);
    }

    @Test
    void aNanosecondTooEarlyIsSeen() {
        ask("a.test", 1, 0, 2 * SECOND);
        ask("a.test", 1, 3 * SECOND - 1, 2 * SECOND);

        assertThat(watch.broken()).isOne();
        assertThat(watch.smallestSpareNanos()).isEqualTo(-1);
    }

    @Test
    void anotherHostOfTheSameAddressHasToWaitForTheAddress() {
        ask("a.test", 1, 0, SECOND);
        ask("b.test", 1, SECOND + SECOND / 4, SECOND);
        ask("c.test", 2, SECOND + SECOND / 4, SECOND);

        assertThat(watch.broken()).isOne();
    }

    @Test
    void twoAtOnceAreSeenAndSoIsAHostThatWasToBeLeftAlone() {
        watch.begins("a.test", 1, 0);
        watch.begins("a.test", 1, SECOND);
        assertThat(watch.broken()).isOne();

        watch.begins("b.test", 2, 0);
        watch.ends("b.test", 2, SECOND, 60 * SECOND, SECOND);
        watch.begins("b.test", 2, 30 * SECOND);
        assertThat(watch.broken()).isEqualTo(2);
    }

    /** Takes a second. */
    private void ask(String host, int address, long atNanos, long gapNanos) {
        watch.begins(host, address, atNanos);
        watch.ends(host, address, gapNanos, 0, atNanos + SECOND);
    }
}
