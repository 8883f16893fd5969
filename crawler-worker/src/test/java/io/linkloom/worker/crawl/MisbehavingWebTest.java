package io.linkloom.worker.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.common.model.Link;
import io.linkloom.common.model.Outcome;
import io.linkloom.common.model.PageVisit;
import io.linkloom.testkit.misbehaving.MisbehavingOptions;
import io.linkloom.testkit.misbehaving.MisbehavingServer;
import io.linkloom.testkit.misbehaving.Misbehaviour;
import io.linkloom.testkit.misbehaving.ServedRequest;
import io.linkloom.worker.fetch.FetchLimits;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The whole misbehaving web, crawled once with the hosts that end by a deadline, and once with the others; each beside
 * hosts that behave well.
 */
@Timeout(180)
class MisbehavingWebTest {
    /** What hosts that never end cost this test. */
    private static final Duration DEADLINE = Duration.ofSeconds(3);

    private static final Duration PAUSE = Duration.ofMillis(2_500);
    /** Far longer than anything takes that is not to end by a deadline. */
    private static final Duration AMPLE = Duration.ofSeconds(40);

    private static final Duration GAP = Duration.ofMillis(20);
    private static final int GOOD_HOSTS = 4;
    private static final int GOOD_PAGES = 8;
    private static final int HEAD_BYTES = 64 << 10;
    /** What both machines' sockets hold that nobody has read. */
    private static final long SOCKET_BYTES = 16 << 20;

    private static MisbehavingServer slowWeb;
    private static LoopbackCrawl slowCrawl;
    private static MisbehavingServer brokenWeb;
    private static LoopbackCrawl brokenCrawl;

    @BeforeAll
    static void crawl() throws IOException {
        MisbehavingOptions options = MisbehavingOptions.DEFAULT.withDrip(Duration.ofMillis(50));
        slowWeb = MisbehavingServer.start(options);
        FetchLimits deadlines = new FetchLimits(AMPLE, AMPLE, PAUSE, PAUSE, DEADLINE, HEAD_BYTES);
        List<Misbehaviour> slow = slow().toList();
        slowCrawl = new LoopbackCrawl(slowWeb.hostsFile(), slowWeb.trusting(), deadlines, GAP, slow.size() + 1);
        order(slowWeb, slowCrawl, slow);
        slowCrawl.run();

        brokenWeb = MisbehavingServer.start(options);
        FetchLimits ample = new FetchLimits(AMPLE, AMPLE, AMPLE, AMPLE, AMPLE, HEAD_BYTES);
        brokenCrawl = new LoopbackCrawl(brokenWeb.hostsFile(), brokenWeb.trusting(), ample, GAP, 4);
        order(brokenWeb, brokenCrawl, broken().toList());
        brokenCrawl.run();
    }

    @AfterAll
    static void close() {
        slowCrawl.close();
        slowWeb.close();
        brokenCrawl.close();
        brokenWeb.close();
    }

    private static void order(MisbehavingServer web, LoopbackCrawl crawl, List<Misbehaviour> hosts) {
        hosts.forEach(each -> crawl.order(web.url(each)));
        for (int page = 0; page < GOOD_PAGES; page++) {
            for (String url : goodPages(web, page)) {
                crawl.order(url);
            }
        }
        hosts.forEach(each -> crawl.order(web.url(each, "/after")));
    }

    private static List<String> goodPages(MisbehavingServer web, int page) {
        List<String> urls = new ArrayList<>();
        for (int host = 1; host <= GOOD_HOSTS; host++) {
            urls.add(web.url("good-" + host + ".test", "/" + page));
        }
        return urls;
    }

    static Stream<Misbehaviour> slow() {
        return Stream.of(Misbehaviour.values()).filter(Expected::isUntilDeadline);
    }

    static Stream<Misbehaviour> broken() {
        return Stream.of(Misbehaviour.values())
                .filter(each -> !Expected.isUntilDeadline(each) && !Expected.isBusy(each));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("slow")
    void hostThatTakesItsTimeEndsAtTheDeadline(Misbehaviour misbehaviour) {
        assertOutcome(slowWeb, slowCrawl, misbehaviour);
        for (ServedRequest request : slowWeb.requests(misbehaviour.host())) {
            Duration took = Duration.ofNanos(request.answeredNanos() - request.arrivedNanos());
            assertThat(took).as(request.path()).isLessThan(DEADLINE.multipliedBy(3));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void hostThatIsBrokenHasTheOutcomeOfItsOwn(Misbehaviour misbehaviour) {
        assertOutcome(brokenWeb, brokenCrawl, misbehaviour);
    }

    private static void assertOutcome(MisbehavingServer web, LoopbackCrawl crawl, Misbehaviour misbehaviour) {
        Expected expected = Expected.of(misbehaviour);
        PageVisit front = crawl.visit(web.url(misbehaviour));
        assertThat(front.outcome()).as(front.detail()).isEqualTo(expected.outcome());
        assertThat(front.detail()).contains(expected.detail());
        if (expected.hasLink()) {
            assertThat(front.links())
                    .extracting(Link::target)
                    .extracting(Object::toString)
                    .contains(web.url(misbehaviour, "/after"));
        }
        PageVisit after = crawl.visit(web.url(misbehaviour, "/after"));
        assertThat(after.outcome()).as(after.detail()).isEqualTo(expected.after());
        if (after.outcome() == Outcome.FETCHED) {
            assertThat(after.facts().title())
                    .as("its own answer and no other page's")
                    .isEqualTo(misbehaviour.host() + "/after");
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Misbehaviour.class)
    void hostCannotMakeUsTakeMoreThanTheLimits(Misbehaviour misbehaviour) {
        long most = 2L * LoopbackCrawl.MAX_BODY + SOCKET_BYTES;
        assertThat(slowWeb.bytesTaken(misbehaviour.host())).isLessThan(most);
        assertThat(brokenWeb.bytesTaken(misbehaviour.host())).isLessThan(most);
    }

    @Test
    void hostsBesideThoseThatNeverEndKeepTheirPace() {
        long firstEnd = slowWeb.requests().stream()
                .filter(each -> !isGood(each) && !each.path().equals("/robots.txt"))
                .mapToLong(ServedRequest::answeredNanos)
                .min()
                .orElseThrow();
        List<ServedRequest> good =
                slowWeb.requests().stream().filter(MisbehavingWebTest::isGood).toList();
        assertThat(good).hasSize(GOOD_HOSTS * (GOOD_PAGES + 1));
        assertThat(good).allMatch(each -> each.answeredNanos() - firstEnd < 0, "done before the first deadline");
        assertThat(visitsOfGoodHosts(slowCrawl)).allMatch(visit -> visit.outcome() == Outcome.FETCHED);
    }

    @Test
    void hostsBesideThoseThatAreBrokenKeepTheirPace() {
        List<ServedRequest> good =
                brokenWeb.requests().stream().filter(MisbehavingWebTest::isGood).toList();
        assertThat(good).hasSize(GOOD_HOSTS * (GOOD_PAGES + 1));
        long took = good.getLast().answeredNanos() - good.getFirst().arrivedNanos();
        assertThat(Duration.ofNanos(took)).as("nobody waited for a deadline").isLessThan(AMPLE);
        assertThat(visitsOfGoodHosts(brokenCrawl)).allMatch(visit -> visit.outcome() == Outcome.FETCHED);
    }

    private static boolean isGood(ServedRequest request) {
        return request.host().matches("good-[1-" + GOOD_HOSTS + "]\\.test");
    }

    private static List<PageVisit> visitsOfGoodHosts(LoopbackCrawl crawl) {
        List<PageVisit> visits = crawl.visits().stream()
                .filter(visit -> visit.url().hostName().startsWith("good-"))
                .toList();
        assertThat(visits).hasSize(GOOD_HOSTS * GOOD_PAGES);
        return visits;
    }

    @Test
    void everyMisbehaviourIsTested() {
        assertThat(Stream.of(slow(), broken(), Stream.of(Misbehaviour.values()).filter(Expected::isBusy))
                        .flatMap(each -> each))
                .containsExactlyInAnyOrderElementsOf(Set.of(Misbehaviour.values()));
    }
}
