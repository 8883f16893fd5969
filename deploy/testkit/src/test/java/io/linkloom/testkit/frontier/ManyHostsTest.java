package io.linkloom.testkit.frontier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** The hosts are what simulations take them for. */
class ManyHostsTest {
    private static final int HOSTS = 20_000;
    private static final ManyHosts WEB = new ManyHosts(1, HOSTS, 1_000_000);

    @Test
    void theSameSeedGivesTheSameHostsAndAnotherSeedOthers() {
        ManyHosts again = new ManyHosts(1, HOSTS, 1_000_000);
        ManyHosts other = new ManyHosts(2, HOSTS, 1_000_000);

        assertThat(pages(again)).isEqualTo(pages(WEB)).isNotEqualTo(pages(other));
        assertThat(again.response(7, 3)).isEqualTo(WEB.response(7, 3)).isNotEqualTo(other.response(7, 3));
    }

    private static List<Integer> pages(ManyHosts web) {
        return IntStream.range(0, HOSTS).map(web::pages).boxed().toList();
    }

    @Test
    void pagesAreAsManyAsWantedAndNoHostIsWithout() {
        assertThat(WEB.pagesInAll()).isCloseTo(1_000_000, Percentage.withPercentage(5));
        assertThat(IntStream.range(0, HOSTS).map(WEB::pages).min().orElseThrow())
                .isPositive();
        assertThat(IntStream.range(0, HOSTS).map(WEB::pages).max().orElseThrow())
                .isGreaterThan(10_000);
    }

    @Test
    void fiveHostsOfAHundredAreDeadOrSlow() {
        long unwell = IntStream.range(0, HOSTS)
                .filter(host -> WEB.kind(host) != ManyHosts.Kind.QUICK)
                .count();
        long dead = IntStream.range(0, HOSTS).filter(WEB::isDead).count();

        assertThat(unwell / (double) HOSTS).isCloseTo(0.05, within(0.01));
        assertThat(dead).isBetween(unwell / 3, unwell * 2 / 3);
    }

    @Test
    void delaysGoFromNoneToAnHour() {
        assertThat(IntStream.range(0, HOSTS).mapToObj(WEB::delay))
                .contains(Duration.ZERO, Duration.ofSeconds(2), Duration.ofMinutes(15), Duration.ofHours(1))
                .allMatch(delay -> delay.compareTo(Duration.ofHours(1)) <= 0);
    }

    @Test
    void aFewSitesHaveVeryManyReferringSitesAndMostHaveFew() {
        assertThat(IntStream.range(0, HOSTS).map(WEB::referringSites).max()).hasValue(HOSTS / 10);
        assertThat(IntStream.range(0, HOSTS)
                        .filter(host -> WEB.referringSites(host) <= 1)
                        .count())
                .isGreaterThan(HOSTS / 2);
    }

    @Test
    void namesAndPathsAreInTheOrderOfNumbersAndSayThem() {
        for (int number = 1; number < HOSTS; number += 97) {
            assertThat(WEB.name(number)).isGreaterThan(WEB.name(number - 1));
            assertThat(WEB.number(WEB.name(number))).isEqualTo(number);
            assertThat(ManyHosts.path(number)).isGreaterThan(ManyHosts.path(number - 1));
            assertThat(ManyHosts.page(ManyHosts.path(number))).isEqualTo(number);
        }
        assertThat(ManyHosts.page(ManyHosts.path(0))).isZero();
        assertThat(WEB.number("trap.test")).isEqualTo(-1);
    }

    @Test
    void everyPageIsReachedFromTheFirstOneByAsManyLinksAsItsDepthSays() {
        int host = IntStream.range(0, HOSTS)
                .filter(each -> WEB.pages(each) == 50)
                .findFirst()
                .orElseThrow();
        int[] depths = new int[50];
        for (int page = 0; page < 50; page++) {
            for (int child : WEB.children(host, page)) {
                depths[child] = depths[page] + 1;
            }
        }

        assertThat(depths)
                .containsExactly(IntStream.range(0, 50).map(ManyHosts::depth).toArray());
    }
}
