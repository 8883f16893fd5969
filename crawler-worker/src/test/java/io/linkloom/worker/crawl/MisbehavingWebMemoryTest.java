package io.linkloom.worker.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.linkloom.common.model.FetchOrder;
import io.linkloom.common.model.HostState;
import io.linkloom.common.runtime.Time;
import io.linkloom.common.url.WebUrl;
import io.linkloom.testkit.misbehaving.MisbehavingOptions;
import io.linkloom.testkit.misbehaving.MisbehavingServer;
import io.linkloom.testkit.misbehaving.Misbehaviour;
import io.linkloom.worker.extract.ExtractLimits;
import io.linkloom.worker.extract.ExtractOptions;
import io.linkloom.worker.extract.ScannerExtractor;
import io.linkloom.worker.fetch.AddressGuard;
import io.linkloom.worker.fetch.Cidr;
import io.linkloom.worker.fetch.FetchClient;
import io.linkloom.worker.fetch.FetchLimits;
import io.linkloom.worker.fetch.Fetcher;
import io.linkloom.worker.fetch.HostsFile;
import io.linkloom.worker.robots.Robots;
import io.linkloom.worker.robots.RobotsTimes;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What one visit may allocate, whatever the host sends; the visit is made on the test's own thread, which counts. */
@Timeout(120)
class MisbehavingWebMemoryTest {
    private static final int MAX_BODY = 4 << 20;
    /** Twice what a page takes that is nothing but 100,000 links; a gzip bomb takes no more than the body itself. */
    private static final long MOST_ALLOCATED = 24L * MAX_BODY;

    private static final Duration AMPLE = Duration.ofSeconds(40);
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static MisbehavingServer web;
    private static FetchClient client;

    @BeforeAll
    static void start() throws IOException {
        web = MisbehavingServer.start(MisbehavingOptions.DEFAULT.withDrip(Duration.ofMillis(50)));
        client = new FetchClient(
                "Test/1",
                HostsFile.parse(web.hostsFile(), "hosts"),
                new AddressGuard(List.of(Cidr.parse("127.0.0.0/8"))),
                new FetchLimits(AMPLE, AMPLE, AMPLE, AMPLE, AMPLE, 64 << 10),
                Time.system());
        for (int i = 0; i < 3; i++) {
            long ignored = allocatedBy(web.url("good-1.test", "/" + i));
        }
    }

    @AfterAll
    static void stop() {
        client.close();
        web.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("endingByThemselves")
    void visitAllocatesNoMoreThanAMultipleOfTheBodyLimit(Misbehaviour misbehaviour) {
        assertThat(allocatedBy(web.url(misbehaviour))).isLessThan(MOST_ALLOCATED);
    }

    /** Hosts that dawdle until a deadline have no time to send much. */
    static Stream<Misbehaviour> endingByThemselves() {
        return Stream.of(Misbehaviour.values()).filter(each -> !Expected.isUntilDeadline(each));
    }

    private static long allocatedBy(String url) {
        Time time = Time.system();
        CrawlStep step = new CrawlStep(
                new Robots(RobotsTimes.DEFAULT, time),
                new ScannerExtractor(ExtractOptions.of(Robots.AGENT, ExtractLimits.DEFAULT)),
                new Backoff(new Random()),
                MAX_BODY,
                time::millis);
        Fetcher fetcher = client.fetcher();
        FetchOrder order = FetchOrder.first(WebUrl.parse(url), 0, 0, 0);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        Step done = Attempts.whole(step, order, HostState.UNKNOWN, fetcher);
        long after = THREADS.getCurrentThreadAllocatedBytes();
        assertThat(done).isInstanceOf(Step.Visited.class);
        fetcher.endTurn(Long.MAX_VALUE);
        return after - before;
    }
}
