package io.linkloom.standalone.frontier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.linkloom.testkit.frontier.ManyHosts;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AllowanceTest {
    private static final long SECOND = 1_000_000_000L;
    private static final ManyHosts WEB = new ManyHosts(1, 1000, 20_000);

    @Test
    void whoAsksWheneverHeMayUsesAllThatIsAllowed() {
        Allowance allowance = new Allowance(WEB, 1, 0, 0);
        for (int i = 0; i < 10; i++) {
            allowance.begins(alone(0), 4L * i * SECOND);
            allowance.ends(alone(0), 4L * (i + 1) * SECOND, true, 4L * (i + 1) * SECOND);
        }
        assertThat(allowance.share()).isEqualTo(1);
    }

    @Test
    void emptySlotsCountWherePagesMightBeFetched() {
        Allowance allowance = new Allowance(WEB, 4, 0, 0);
        allowance.begins(alone(0), 0);
        allowance.goOnTo(10 * SECOND);
        assertThat(allowance.share()).isCloseTo(0.25, within(1e-9));
        assertThat(allowance.idle()).isZero();
    }

    @Test
    void emptySlotsDoNotCountBeforeAnybodyMayBeAsked() {
        Allowance allowance = new Allowance(WEB, 4, 0, 5 * SECOND);
        allowance.goOnTo(10 * SECOND);
        assertThat(allowance.idle()).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void hostsOfOneAddressAreOneThatMightBeAsked() {
        int[] byAddress = IntStream.range(0, WEB.size()).map(WEB::address).toArray();
        Allowance allowance = new Allowance(WEB, 10_000, SECOND, 0);
        allowance.goOnTo(1);
        int addresses = (int) IntStream.of(byAddress).distinct().count();
        assertThat(addresses).isLessThan(WEB.size());
        assertThat(allowance.askable()).isEqualTo(addresses);

        int host = alone(0);
        allowance.begins(host, 1);
        assertThat(allowance.askable()).isEqualTo(addresses - 1);
        allowance.ends(host, SECOND / 2, true, 2);
        allowance.goOnTo(SECOND - 1);
        assertThat(allowance.askable()).isEqualTo(addresses - 1);
        allowance.goOnTo(SECOND + 2);
        assertThat(allowance.askable()).isEqualTo(addresses);
    }

    @Test
    void aHostWithoutPagesLeftIsNoWork() {
        int small = IntStream.range(0, WEB.size())
                .filter(host -> WEB.pages(host) <= 8 && isAlone(host))
                .findFirst()
                .orElseThrow();
        Allowance allowance = new Allowance(WEB, 10_000, 0, 0);
        allowance.goOnTo(1);
        int before = allowance.askable();
        for (int page = 0; page < WEB.pages(small); page++) {
            allowance.begins(small, page + 1);
            allowance.ends(small, page + 2, true, page + 2);
        }
        allowance.goOnTo(100);
        assertThat(allowance.askable()).isEqualTo(before - 1);
    }

    private static int alone(int number) {
        return IntStream.range(0, WEB.size())
                .filter(AllowanceTest::isAlone)
                .skip(number)
                .findFirst()
                .orElseThrow();
    }

    private static boolean isAlone(int host) {
        return IntStream.range(0, WEB.size())
                .noneMatch(other -> other != host && WEB.address(other) == WEB.address(host));
    }
}
