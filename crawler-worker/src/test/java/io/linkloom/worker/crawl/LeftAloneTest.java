package io.linkloom.worker.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.common.model.FetchOrder;
import io.linkloom.common.model.HostState;
import io.linkloom.common.model.Origin;
import io.linkloom.common.model.Outcome;
import io.linkloom.common.model.PageVisit;
import io.linkloom.common.model.Validators;
import io.linkloom.common.runtime.Time;
import io.linkloom.worker.fetch.FetchLimits;
import io.linkloom.worker.fetch.ScriptedServer;
import io.linkloom.worker.queue.Pace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hosts that are slow, fail, or ask to be left alone, and a worker whose clock a test turns. */
@Timeout(60)
class LeftAloneTest {
    private static final Pace NO_GAP = Pace.even(Duration.ZERO);
    private static final String PAGE = ScriptedServer.ok("text/html", "<p>hello");
    private static final String NO_ROBOTS = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";

    private final LeapingTime time = new LeapingTime();
    private final Queue<String> answers = new ConcurrentLinkedQueue<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private ScriptedServer server;
    private LoopbackCrawl crawl;

    /** The machine's clocks, and a leap now and then. */
    private static final class LeapingTime implements Time {
        private final AtomicLong leapt = new AtomicLong();

        @Override
        public long millis() {
            return System.currentTimeMillis() + leapt.get() / 1_000_000;
        }

        @Override
        public long nanos() {
            return System.nanoTime() + leapt.get();
        }

        void leap(Duration duration) {
            long ignored = leapt.addAndGet(duration.toNanos());
        }

        void leapTo(long atMillis) {
            leap(Duration.ofMillis(atMillis - millis()));
        }
    }

    @BeforeEach
    void start() throws Exception {
        server = new ScriptedServer((head, socket) -> {
            String path = head.substring(4, head.indexOf(' ', 4));
            if (path.equals("/robots.txt")) {
                ScriptedServer.send(socket, NO_ROBOTS);
                return;
            }
            asked.add(path);
            String answer = head.contains("Host: busy.test") ? answers.poll() : null;
            ScriptedServer.send(socket, answer == null ? PAGE : answer);
        });
        crawl = crawl(NO_GAP);
    }

    private LoopbackCrawl crawl(Pace pace) throws NoSuchAlgorithmException {
        return new LoopbackCrawl(
                List.of("127.0.0.1 *.test"), SSLContext.getDefault(), FetchLimits.DEFAULT, pace, 16, time);
    }

    @AfterEach
    void stop() throws IOException {
        crawl.close();
        server.close();
    }

    private static String status(String status, String header) {
        return "HTTP/1.1 " + status + "\r\n" + header + "Content-Length: 0\r\n\r\n";
    }

    private void order(String path) {
        crawl.order(server.url("busy.test", path).text());
    }

    private PageVisit visitOf(String path) {
        String url = server.url("busy.test", path).text();
        crawl.runUntil(() ->
                crawl.visits().stream().anyMatch(visit -> visit.url().text().equals(url)));
        return crawl.visit(url);
    }

    /** Gives the worker time to do what it must not. */
    private void assertIsNotAsked(String path) {
        for (int i = 0; i < 3; i++) {
            crawl.step();
        }
        assertThat(asked).doesNotContain(path);
    }

    private static String httpDate(long atMillis) {
        return DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
                .format(Instant.ofEpochMilli(atMillis).atOffset(ZoneOffset.UTC));
    }

    @ParameterizedTest
    @ValueSource(strings = {"429 Too Many Requests", "503 Service Unavailable"})
    void hostThatSaysForHowLongInSecondsIsLeftAloneForThatLong(String status) {
        answers.add(status(status, "Retry-After: 3600\r\n"));
        order("/1");
        long before = time.millis();
        HostState host = visitOf("/1").host();
        assertThat(host.failures()).isEqualTo(1);
        assertThat(host.blockedUntilMillis()).isBetween(before + 3_600_000, time.millis() + 3_600_000);
        order("/2");
        assertIsNotAsked("/2");
        assertThat(crawl.gauges().blocked()).isEqualTo(1);
        time.leap(Duration.ofSeconds(3590));
        assertIsNotAsked("/2");
        time.leapTo(host.blockedUntilMillis());
        PageVisit next = visitOf("/2");
        assertThat(next.outcome()).isEqualTo(Outcome.FETCHED);
        assertThat(next.host().failures()).as("forgotten").isZero();
        assertThat(next.host().blockedUntilMillis()).isZero();
        assertThat(crawl.gauges().blocked()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"429 Too Many Requests", "503 Service Unavailable"})
    void hostThatSaysUntilWhenIsLeftAloneUntilThen(String status) {
        long until = time.millis() + 7_200_000;
        String date = "Date: " + httpDate(time.millis()) + "\r\n";
        answers.add(status(status, date + "Retry-After: " + httpDate(until) + "\r\n"));
        order("/1");
        HostState host = visitOf("/1").host();
        assertThat(host.blockedUntilMillis()).isBetween(until - 3000, until + 10_000);
        order("/2");
        time.leap(Duration.ofSeconds(7180));
        assertIsNotAsked("/2");
        time.leapTo(host.blockedUntilMillis());
        assertThat(visitOf("/2").outcome()).isEqualTo(Outcome.FETCHED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"429 Too Many Requests", "503 Service Unavailable"})
    void hostThatDoesNotSayForHowLongIsLeftAloneForAMinuteThenForTwoThenForFour(String status) {
        answers.add(status(status, ""));
        answers.add(status(status, "Retry-After: whenever\r\n"));
        answers.add(status(status, "Retry-After: 0\r\n"));
        for (int i = 0; i < 3; i++) {
            order("/" + i);
            HostState host = visitOf("/" + i).host();
            long seconds = 60L << i;
            assertThat(host.failures()).isEqualTo(i + 1);
            assertThat(host.blockedUntilMillis() - time.millis()).isBetween(seconds * 1000 - 10_000, seconds * 1100);
            order("/" + (i + 1));
            time.leap(Duration.ofSeconds(seconds - 15));
            assertIsNotAsked("/" + (i + 1));
            time.leapTo(host.blockedUntilMillis());
        }
        assertThat(visitOf("/3").host().failures()).isZero();
    }

    @Test
    void otherHostsGoOnMeanwhile() {
        answers.add(status("429 Too Many Requests", "Retry-After: 3600\r\n"));
        order("/1");
        order("/2");
        for (int i = 0; i < 30; i++) {
            crawl.order(server.url("h" + i % 3 + ".test", "/other" + i).text());
        }
        crawl.runUntil(() -> crawl.visits().size() == 31);
        assertThat(asked).doesNotContain("/2");
    }

    @Test
    void hostThatCannotBeConnectedToIsLeftAloneAfterTheThirdFailureInARow() throws Exception {
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            closed = socket.getLocalPort();
        }
        HostState host = HostState.UNKNOWN;
        for (int failures = 1; failures <= 4; failures++) {
            String url = "http://dead.test:" + closed + "/" + failures;
            crawl.order(url, host);
            crawl.run();
            host = crawl.visit(url).host();
            assertThat(host.failures()).isEqualTo(failures);
            long wait = host.blockedUntilMillis() - time.millis();
            if (failures < 3) {
                assertThat(host.blockedUntilMillis()).isZero();
            } else {
                assertThat(wait).isBetween((60_000L << (failures - 3)) - 10_000, 66_000L << (failures - 3));
            }
            // Until its robots.txt is asked for again.
            time.leap(Duration.ofHours(7));
        }
    }

    @Test
    void anotherWorkerLeavesTheHostAloneToo() throws Exception {
        answers.add(status("429 Too Many Requests", "Retry-After: 3600\r\n"));
        order("/1");
        HostState host = visitOf("/1").host();
        crawl.close();
        crawl = crawl(NO_GAP);
        crawl.order(server.url("busy.test", "/2").text(), host);
        time.leap(Duration.ofSeconds(3590));
        assertIsNotAsked("/2");
        time.leapTo(host.blockedUntilMillis());
        assertThat(visitOf("/2").outcome()).isEqualTo(Outcome.FETCHED);
    }

    @Test
    void orderThatExpiresBeforeTheHostMayBeAskedIsCompletedWithoutAVisit() {
        answers.add(status("503 Service Unavailable", "Retry-After: 3600\r\n"));
        order("/1");
        var _ = visitOf("/1");
        for (int i = 0; i < 5; i++) {
            long expires = time.millis() + (i < 3 ? 600_000 : 7_200_000);
            crawl.order(new FetchOrder(
                    server.url("busy.test", "/next" + i),
                    0,
                    0,
                    1,
                    time.millis(),
                    Validators.NONE,
                    HostState.UNKNOWN,
                    Origin.LINK,
                    null,
                    expires));
        }
        crawl.runUntil(() -> crawl.expired() == 3);
        assertThat(crawl.gauges().inHand()).isEqualTo(2);
        time.leap(Duration.ofHours(1));
        crawl.run();
        assertThat(crawl.visits()).extracting(visit -> visit.url().path()).containsExactly("/1", "/next3", "/next4");
    }

    @Test
    void slowHostIsLeftAloneForAMultipleOfItsResponseTime() throws Exception {
        List<long[]> slow = new CopyOnWriteArrayList<>();
        try (ScriptedServer dawdler = new ScriptedServer((_, socket) -> {
            long arrived = System.nanoTime();
            Thread.sleep(100);
            slow.add(new long[] {arrived, System.nanoTime()});
            ScriptedServer.send(socket, PAGE);
        })) {
            crawl.close();
            crawl = crawl(new Pace(Duration.ofMillis(10), Duration.ZERO, 4, Duration.ofSeconds(30)));
            for (int i = 0; i < 4; i++) {
                crawl.order(dawdler.url("slow.test", "/" + i).text());
            }
            crawl.run();
            assertThat(slow).hasSize(5);
            // The first one is robots.txt.
            for (int i = 1; i < slow.size(); i++) {
                assertThat(slow.get(i)[0] - slow.get(i - 1)[1]).isGreaterThanOrEqualTo(400_000_000);
            }
        }
    }

    @Test
    void hostsOfOneAddressKeepItsGapAmongThem() throws Exception {
        Duration gap = Duration.ofMillis(60);
        List<long[]> served = new CopyOnWriteArrayList<>();
        try (ScriptedServer shared = new ScriptedServer((_, socket) -> {
            long arrived = System.nanoTime();
            Thread.sleep(5);
            served.add(new long[] {arrived, System.nanoTime()});
            ScriptedServer.send(socket, PAGE);
        })) {
            crawl.close();
            crawl = crawl(new Pace(Duration.ofMillis(60), gap, 0, Duration.ZERO));
            for (int i = 0; i < 16; i++) {
                crawl.order(shared.url("h" + i % 8 + ".test", "/" + i).text());
            }
            crawl.run();
        }
        assertThat(served).as("robots.txt of each, and the pages").hasSize(24);
        for (int i = 1; i < served.size(); i++) {
            assertThat(served.get(i)[0] - served.get(i - 1)[1]).isGreaterThanOrEqualTo(gap.toNanos());
        }
    }

    @Test
    void robotsTxtThatLeadsToAnotherHostCountsAsARequestToThatHost() throws Exception {
        List<Long> other = new CopyOnWriteArrayList<>();
        try (ScriptedServer both = new ScriptedServer((head, socket) -> {
            boolean isOther = head.contains("Host: other.test");
            if (isOther) {
                other.add(System.nanoTime());
            }
            boolean leadsThere = !isOther && head.startsWith("GET /robots.txt ");
            int port = socket.getLocalPort();
            ScriptedServer.send(
                    socket,
                    leadsThere ? status("301 Moved", "Location: http://other.test:" + port + "/robots.txt\r\n") : PAGE);
        })) {
            crawl.close();
            crawl = crawl(Pace.even(Duration.ofMillis(300)));
            crawl.order(both.url("one.test", "/").text());
            crawl.runUntil(() -> !other.isEmpty());
            crawl.runUntil(() -> crawl.gauges().turns() == 0);
            crawl.order(both.url("other.test", "/").text());
            crawl.run();
            List<Long> gaps = new ArrayList<>();
            for (int i = 1; i < other.size(); i++) {
                gaps.add((other.get(i) - other.get(i - 1)) / 1_000_000);
            }
            assertThat(gaps).hasSize(2).allMatch(gap -> gap >= 300);
        }
    }
}
