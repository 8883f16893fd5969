package io.linkloom.worker.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.util.Random;
import org.junit.jupiter.api.Test;

class HostQueuesSimulationTest {
    @Test
    void noHostAndNoAddressIsAskedTooSoonAndEveryPageIsFetchedInTheEnd() {
        Random seeds = new Random(11);
        int expired = 0;
        int waits = 0;
        for (int i = 0; i < 60; i++) {
            long seed = seeds.nextLong();
            SimulatedCrawl crawl = new SimulatedCrawl(seed, 1 + seeds.nextInt(40), 1 + seeds.nextInt(8), 150);
            assertThatNoException().as("seed %d: %s", seed, crawl).isThrownBy(crawl::run);
            assertThat(crawl.requests).isGreaterThanOrEqualTo(150);
            expired += crawl.expired;
            waits += crawl.waitsForAddress;
        }
        assertThat(expired).as("orders expired on the way").isPositive();
        assertThat(waits).as("turns ended because the address had its gap").isPositive();
    }
}
