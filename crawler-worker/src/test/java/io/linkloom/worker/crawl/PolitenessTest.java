package io.linkloom.worker.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.common.model.Outcome;
import io.linkloom.common.model.PageVisit;
import io.linkloom.common.runtime.Time;
import io.linkloom.testkit.misbehaving.Gaps;
import io.linkloom.testkit.misbehaving.MisbehavingOptions;
import io.linkloom.testkit.misbehaving.MisbehavingServer;
import io.linkloom.testkit.misbehaving.Misbehaviour;
import io.linkloom.testkit.misbehaving.ServedRequest;
import io.linkloom.worker.fetch.FetchLimits;
import io.linkloom.worker.queue.Pace;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How hosts are treated, as they see it. */
@Timeout(60)
class PolitenessTest {
    private static final Duration GAP = Duration.ofMillis(150);
    private static final int HOSTS = 5;
    private static final int PAGES = 5;

    private MisbehavingServer web;

    @BeforeEach
    void start() throws IOException {
        web = MisbehavingServer.start(MisbehavingOptions.DEFAULT);
    }

    @AfterEach
    void stop() {
        web.close();
    }

    private LoopbackCrawl crawl(Duration gap) {
        return new LoopbackCrawl(List.of("127.0.0.1 *.test"), web.trusting(), FetchLimits.DEFAULT, gap, 50);
    }

    private static String good(int host) {
        return "good-" + host + ".test";
    }

    private void orderPages(LoopbackCrawl crawl, int from, int to) {
        for (int page = from; page < to; page++) {
            for (int host = 0; host < HOSTS; host++) {
                crawl.order(web.url(good(host), "/" + page));
            }
        }
    }

    private void assertGapsOfHosts(Duration least) {
        assertThat(Gaps.smallest(web.requests(), ServedRequest::host))
                .hasSize(HOSTS)
                .allSatisfy((host, gap) -> assertThat(gap).as(host).isGreaterThanOrEqualTo(least));
    }

    @Test
    void hostIsLeftAloneBetweenTwoRequestsOfWhichRobotsTxtIsOne() {
        try (LoopbackCrawl crawl = crawl(GAP)) {
            orderPages(crawl, 0, PAGES);
            crawl.run();
        }
        assertGapsOfHosts(GAP);
        for (int host = 0; host < HOSTS; host++) {
            assertThat(web.requests(good(host)))
                    .extracting(ServedRequest::path)
                    .containsExactly("/robots.txt", "/0", "/1", "/2", "/3", "/4");
        }
    }

    @Test
    void hostThatAsksForALongerGapHasIt() {
        Duration asked = Duration.ofMillis(400);
        try (LoopbackCrawl crawl = crawl(Duration.ofMillis(50))) {
            for (int page = 0; page < PAGES; page++) {
                crawl.order(web.url("patient-400-1.test", "/" + page));
                crawl.order(web.url("good-1.test", "/" + page));
            }
            crawl.run();
        }
        assertThat(Gaps.smallest(web.requests("patient-400-1.test"), ServedRequest::host))
                .allSatisfy((host, gap) -> assertThat(gap).as(host).isGreaterThanOrEqualTo(asked))
                .hasSize(1);
        assertThat(web.requests("good-1.test").getLast().arrivedNanos())
                .as("nobody waits with it")
                .isLessThan(web.requests("patient-400-1.test").getLast().arrivedNanos());
    }

    @Test
    void hostThatAsksForAShorterGapDoesNotHaveIt() {
        try (LoopbackCrawl crawl = crawl(GAP)) {
            for (int page = 0; page < PAGES; page++) {
                crawl.order(web.url("patient-10-1.test", "/" + page));
            }
            crawl.run();
        }
        assertThat(Gaps.smallest(web.requests(), ServedRequest::host).get("patient-10-1.test"))
                .isGreaterThanOrEqualTo(GAP);
    }

    @Test
    void addressIsLeftAloneWhicheverOfItsHostsIsAsked() throws IOException {
        Pace pace = new Pace(Duration.ofMillis(40), Duration.ofMillis(120), 0, Duration.ofMillis(40));
        List<String> hosts = List.of("127.0.0.2 good-4.test", "127.0.0.1 *.test");
        try (MisbehavingServer two =
                        MisbehavingServer.start(MisbehavingOptions.DEFAULT.withAddresses("127.0.0.1", "127.0.0.2"));
                LoopbackCrawl crawl =
                        new LoopbackCrawl(hosts, two.trusting(), FetchLimits.DEFAULT, pace, 50, Time.system())) {
            for (int page = 0; page < 4; page++) {
                for (int host = 0; host < HOSTS; host++) {
                    crawl.order(two.url(good(host), "/" + page));
                }
            }
            crawl.run();
            List<ServedRequest> requests = two.requests();
            assertThat(requests).hasSize(HOSTS * 5);
            assertThat(Gaps.smallest(requests, ServedRequest::address))
                    .hasSize(2)
                    .allSatisfy(
                            (address, gap) -> assertThat(gap).as(address).isGreaterThanOrEqualTo(pace.addressDelay()));
            assertThat(two.requests(good(4)).getLast().arrivedNanos())
                    .as("the host with an address of its own does not wait for the four that share one")
                    .isLessThan(requests.getLast().arrivedNanos());
        }
    }

    @Test
    void hostThatIsBusyIsLeftAloneForAsLongAsItSays() {
        Duration asked = MisbehavingOptions.DEFAULT.retryAfter();
        List<Misbehaviour> busy = List.of(
                Misbehaviour.BUSY_429_SECONDS,
                Misbehaviour.BUSY_429_DATE,
                Misbehaviour.BUSY_503_SECONDS,
                Misbehaviour.BUSY_503_DATE);
        try (LoopbackCrawl crawl = crawl(Duration.ofMillis(10))) {
            busy.forEach(each -> crawl.order(web.url(each)));
            busy.forEach(each -> crawl.order(web.url(each, "/after")));
            crawl.run();
            for (Misbehaviour each : busy) {
                assertThat(crawl.visit(web.url(each)).outcome())
                        .isEqualTo(Expected.of(each).outcome());
                assertThat(crawl.visit(web.url(each, "/after")).outcome()).isEqualTo(Outcome.FETCHED);
                assertThat(web.requests(each.host())).hasSize(3);
                assertThat(gapBeforeLast(web.requests(each.host())))
                        .as(each.label())
                        .isGreaterThanOrEqualTo(asked);
            }
        }
    }

    private static Duration gapBeforeLast(List<ServedRequest> requests) {
        ServedRequest before = requests.get(requests.size() - 2);
        return Duration.ofNanos(requests.getLast().arrivedNanos() - before.lastSendNanos());
    }

    @Test
    void hostThatIsBusyAndDoesNotSayForHowLongIsLeftAloneForAMinute() {
        for (Misbehaviour each : List.of(Misbehaviour.BUSY_429, Misbehaviour.BUSY_503, Misbehaviour.BUSY_NONSENSE)) {
            assertLeftAlone(each, Duration.ofSeconds(60), Duration.ofSeconds(66));
        }
    }

    @Test
    void hostThatAsksForACenturyIsLeftAloneForAWeek() {
        assertLeftAlone(Misbehaviour.BUSY_CENTURY, Duration.ofDays(7), Duration.ofDays(7));
    }

    /** The host is asked for a page and, while another is asked for many, for no more. */
    private void assertLeftAlone(Misbehaviour busy, Duration least, Duration most) {
        String other = "beside-" + busy.host();
        try (LoopbackCrawl crawl = crawl(Duration.ofMillis(10))) {
            crawl.order(web.url(busy));
            crawl.run();
            PageVisit visit = crawl.visit(web.url(busy));
            // The visit begins with the request, the time for which the host is left alone with the answer.
            long requested = visit.fetchedAtMillis();
            long answered = Time.system().millis() + 1;
            assertThat(visit.host().blockedUntilMillis())
                    .as(busy.label())
                    .isBetween(requested + least.toMillis(), answered + most.toMillis());
            crawl.order(web.url(busy, "/after"));
            for (int page = 0; page < 8; page++) {
                crawl.order(web.url(other, "/" + page));
            }
            crawl.runUntil(() -> web.requests(other).size() == 9);
        }
        assertThat(web.requests(busy.host())).extracting(ServedRequest::path).containsExactly("/robots.txt", "/");
    }

    @Test
    void hostIsLeftAloneOverARestartOfTheWorkerToo() {
        try (LoopbackCrawl crawl = crawl(GAP)) {
            orderPages(crawl, 0, 2);
            crawl.run();
        }
        try (LoopbackCrawl crawl = crawl(GAP)) {
            orderPages(crawl, 2, 4);
            crawl.run();
        }
        assertThat(web.requests()).hasSize(HOSTS * (4 + 2));
        assertGapsOfHosts(GAP);
    }

    @Test
    void longerGapHoldsOverARestartToo() {
        String host = "patient-600-1.test";
        PageVisit last;
        try (LoopbackCrawl crawl = crawl(Duration.ofMillis(20))) {
            crawl.order(web.url(host, "/0"));
            crawl.run();
            last = crawl.visits().getLast();
        }
        try (LoopbackCrawl crawl = crawl(Duration.ofMillis(20))) {
            crawl.order(web.url(host, "/1"), last.host());
            crawl.run();
        }
        assertThat(web.requests(host)).hasSize(4);
        assertThat(Gaps.smallest(web.requests(host), ServedRequest::host).get(host))
                .isGreaterThanOrEqualTo(Duration.ofMillis(600));
    }

    @Test
    void hostIsLeftAloneWhenItGoesFromOneWorkerToAnother() {
        try (LoopbackCrawl one = crawl(GAP);
                LoopbackCrawl other = crawl(GAP)) {
            other.revoke();
            orderPages(one, 0, 3);
            one.runUntil(() -> one.visits().size() >= HOSTS);
            one.revoke();
            other.assign();
            orderPages(other, 3, 6);
            while (other.isBusy()) {
                one.step();
                other.step();
            }
        }
        assertThat(pagesOf(web.requests())).contains("/0", "/5");
        assertGapsOfHosts(GAP);
    }

    private static List<String> pagesOf(List<ServedRequest> requests) {
        return new ArrayList<>(requests.stream().map(ServedRequest::path).toList());
    }

    @Test
    void hostIsAskedForItsRobotsTxtOnceHoweverManyOrdersWait() {
        try (LoopbackCrawl crawl = crawl(Duration.ofMillis(10))) {
            orderPages(crawl, 0, 5);
            crawl.run();
        }
        assertThat(web.requests().stream().filter(each -> each.path().equals("/robots.txt")))
                .hasSize(HOSTS);
    }

    @Test
    void nothingOfAHostIsAskedForWhoseRobotsTxtIsForbidding() {
        try (LoopbackCrawl crawl = crawl(Duration.ofMillis(10))) {
            for (Misbehaviour each : List.of(
                    Misbehaviour.ROBOTS_503,
                    Misbehaviour.ROBOTS_429,
                    Misbehaviour.ROBOTS_CHAIN_5,
                    Misbehaviour.ROBOTS_RESET)) {
                crawl.order(web.url(each));
                crawl.order(web.url(each, "/after"));
            }
            crawl.run();
        }
        assertThat(web.requests())
                .allMatch(each ->
                        each.path().startsWith("/robots.txt") || each.path().startsWith("/x/"));
    }
}
