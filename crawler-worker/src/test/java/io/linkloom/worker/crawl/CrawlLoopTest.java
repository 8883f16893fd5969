package io.linkloom.worker.crawl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkloom.common.model.Controls;
import io.linkloom.common.model.FetchOrder;
import io.linkloom.common.model.Outcome;
import io.linkloom.common.model.PageVisit;
import io.linkloom.common.runtime.Time;
import io.linkloom.common.topic.OrderConsumer;
import io.linkloom.common.topic.OrderReceipt;
import io.linkloom.common.topic.ReceivedOrder;
import io.linkloom.common.url.WebUrl;
import io.linkloom.worker.extract.ExtractLimits;
import io.linkloom.worker.extract.ExtractOptions;
import io.linkloom.worker.extract.LinkExtractor;
import io.linkloom.worker.extract.ScannerExtractor;
import io.linkloom.worker.fetch.AddressGuard;
import io.linkloom.worker.fetch.Cidr;
import io.linkloom.worker.fetch.FetchClient;
import io.linkloom.worker.fetch.FetchLimits;
import io.linkloom.worker.fetch.HostsFile;
import io.linkloom.worker.fetch.ScriptedServer;
import io.linkloom.worker.queue.Pace;
import io.linkloom.worker.robots.Robots;
import io.linkloom.worker.robots.RobotsTimes;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CrawlLoopTest {
    private static final String PAGE = ScriptedServer.ok("text/html", "<a href=/x>y</a>");

    private static final LinkExtractor LINKS =
            new ScannerExtractor(ExtractOptions.of(Robots.AGENT, ExtractLimits.DEFAULT));

    private final MemoryTopics topics = new MemoryTopics();
    private final AtomicReference<OrderConsumer.@Nullable Listener> listener = new AtomicReference<>();
    private final AtomicInteger errors = new AtomicInteger();
    private final AtomicInteger dropped = new AtomicInteger();
    private final FetchClient client = new FetchClient(
            "Test/1",
            HostsFile.parse(List.of("127.0.0.1 *.test"), "hosts"),
            new AddressGuard(List.of(Cidr.parse("127.0.0.0/8"))),
            FetchLimits.DEFAULT,
            Time.system());
    private long offset;

    private final CrawlObserver observer = new CrawlObserver() {
        @Override
        public void visited(PageVisit visit, long nanos) {
            assertThat(nanos).isPositive();
        }

        @Override
        public void completed() {}

        @Override
        public void crawlerError() {
            errors.incrementAndGet();
        }

        @Override
        public void expired(int orders) {}

        @Override
        public void dropped(int orders) {
            dropped.addAndGet(orders);
        }
    };

    @AfterEach
    void close() {
        client.close();
    }

    private CrawlLoop loop(Duration delay, int concurrency, int inHand) {
        return loop(delay, concurrency, inHand, LINKS, Duration.ofMillis(500));
    }

    private CrawlLoop loop(Duration delay, int concurrency, int inHand, LinkExtractor extractor, Duration stopWithin) {
        Time time = Time.system();
        CrawlStep step = new CrawlStep(
                new Robots(RobotsTimes.DEFAULT, time), extractor, new Backoff(new Random()), 1 << 20, time::millis);
        CrawlLimits limits = new CrawlLimits(concurrency, 1, inHand, Pace.even(delay), stopWithin);
        CrawlLoop loop = new CrawlLoop(
                limits,
                step,
                client,
                heard -> {
                    listener.set(heard);
                    return topics;
                },
                topics,
                observer,
                () -> Controls.NONE,
                time);
        Objects.requireNonNull(listener.get()).assigned(Set.of(0, 1));
        return loop;
    }

    private void order(WebUrl url) {
        order(url, 0);
    }

    private void order(WebUrl url, int partition) {
        topics.arrive(new ReceivedOrder(FetchOrder.first(url, 0, 0, 0), new OrderReceipt(partition, offset++)));
    }

    private static void workUntil(CrawlLoop loop, BooleanSupplier done) {
        while (!done.getAsBoolean()) {
            int ignored = loop.doWork();
        }
    }

    private static boolean isRobots(String head) {
        return head.startsWith("GET /robots.txt ");
    }

    @Test
    void everyOrderBecomesAVisitAndIsCompletedAndCommitted() throws Exception {
        try (ScriptedServer server = ScriptedServer.saying(PAGE)) {
            CrawlLoop loop = loop(Duration.ZERO, 8, 1000);
            for (int i = 0; i < 500; i++) {
                order(server.url("h" + i % 20 + ".test", "/" + i));
            }
            workUntil(loop, () -> topics.completed.size() == 500);
            loop.onClose();
            assertThat(topics.visits).hasSize(500);
            assertThat(new HashSet<>(topics.committed)).hasSize(500);
            assertThat(topics.flushed).isTrue();
            assertThat(topics.closed).isTrue();
            assertThat(loop.gauges().inHand()).isZero();
            assertThat(server.connections()).as("kept within turns").isLessThan(120);
        }
    }

    @Test
    void noHostHasTwoRequestsAtOnceNorTooSoonAfterEachOther() throws Exception {
        Duration delay = Duration.ofMillis(60);
        Map<String, Long> lastEnd = new ConcurrentHashMap<>();
        List<String> violations = new CopyOnWriteArrayList<>();
        try (ScriptedServer server = new ScriptedServer((head, socket) -> {
            String host = head.lines()
                    .filter(line -> line.startsWith("Host:"))
                    .findFirst()
                    .orElse("");
            Long last = lastEnd.put(host, Long.MAX_VALUE);
            long now = System.nanoTime();
            if (last != null && (last == Long.MAX_VALUE || now - last < delay.toNanos())) {
                violations.add(host + " " + head.lines().findFirst().orElse("") + " after " + (now - last) / 1000);
            }
            Thread.sleep(5);
            lastEnd.put(host, System.nanoTime());
            ScriptedServer.send(socket, PAGE);
        })) {
            CrawlLoop loop = loop(delay, 16, 1000);
            for (int i = 0; i < 40; i++) {
                order(server.url("h" + i % 8 + ".test", "/" + i));
            }
            workUntil(loop, () -> topics.completed.size() == 40);
            loop.onClose();
            assertThat(violations).as("robots.txt counts as a request too").isEmpty();
        }
    }

    @Test
    void slowHostDoesNotDelayOthers() throws Exception {
        try (ScriptedServer slow = new ScriptedServer((_, _) -> Thread.sleep(20_000));
                ScriptedServer quick = ScriptedServer.saying(PAGE)) {
            CrawlLoop loop = loop(Duration.ZERO, 3, 1000);
            for (int i = 0; i < 50; i++) {
                order(slow.url("slow.test", "/" + i));
            }
            for (int i = 0; i < 50; i++) {
                order(quick.url("quick.test", "/" + i));
            }
            workUntil(loop, () -> topics.completed.size() == 50);
            assertThat(topics.visits).allMatch(visit -> visit.outcome() == Outcome.FETCHED);
            assertThat(loop.gauges().turns()).isEqualTo(1);
            loop.onClose();
        }
    }

    @Test
    void pageOrderedAgainWhileItsOrderWaitsIsFetchedOnceAndBothOrdersAreCompleted() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (ScriptedServer server = new ScriptedServer((head, socket) -> {
            asked.addAndGet(isRobots(head) ? 0 : 1);
            ScriptedServer.send(socket, PAGE);
        })) {
            CrawlLoop loop = loop(Duration.ofMillis(50), 4, 100);
            for (int i = 0; i < 20; i++) {
                order(server.url("slow.test", "/" + i % 5));
            }
            workUntil(loop, () -> topics.completed.size() == 20);
            loop.onClose();
            assertThat(asked).hasValue(5);
            assertThat(new HashSet<>(topics.committed)).hasSize(20);
            assertThat(loop.gauges().inHand()).isZero();
        }
    }

    @Test
    void noMoreOrdersAreTakenThanFitIntoTheHand() throws Exception {
        AtomicInteger served = new AtomicInteger();
        try (ScriptedServer server = new ScriptedServer((_, socket) -> {
            Thread.sleep(2);
            served.incrementAndGet();
            ScriptedServer.send(socket, PAGE);
        })) {
            CrawlLoop loop = loop(Duration.ZERO, 4, 10);
            for (int i = 0; i < 30; i++) {
                order(server.url("h" + i + ".test", "/"));
            }
            int ignored = loop.doWork();
            assertThat(topics.waiting).as("the first poll brings all").isEmpty();
            order(server.url("late.test", "/"));
            ignored = loop.doWork();
            assertThat(topics.waiting).as("and then none for a while").hasSize(1);
            workUntil(loop, () -> topics.completed.size() == 31);
            loop.onClose();
        }
    }

    @Test
    void visitThatCannotBeSentEndsTheLoopAndItsOrderIsNotCompleted() throws Exception {
        try (ScriptedServer server = ScriptedServer.saying(PAGE)) {
            CrawlLoop loop = loop(Duration.ZERO, 4, 100);
            topics.sendFailure = new IllegalStateException("the broker is gone");
            order(server.url("a.test", "/"));
            assertThatThrownBy(() -> workUntil(loop, () -> false)).hasMessageContaining("the broker is gone");
            loop.onClose();
            assertThat(topics.completed).isEmpty();
            assertThat(topics.committed).isEmpty();
            assertThat(topics.closed).isTrue();
        }
    }

    @Test
    void ordersOfARevokedPartitionAreGivenUp() throws Exception {
        try (ScriptedServer server = ScriptedServer.saying(PAGE)) {
            CrawlLoop loop = loop(Duration.ofHours(1), 4, 100);
            for (int i = 0; i < 10; i++) {
                order(server.url("h" + i + ".test", "/"), i % 2);
            }
            int ignored = loop.doWork();
            assertThat(loop.gauges().queued())
                    .as("a new owner waits for the gap")
                    .isEqualTo(10);
            Objects.requireNonNull(listener.get()).revoked(Set.of(1));
            assertThat(loop.gauges().queued()).isEqualTo(5);
            assertThat(loop.gauges().inHand()).isEqualTo(5);
            assertThat(dropped).hasValue(5);
            loop.onClose();
        }
    }

    private static boolean isIn(String method, Thread thread) {
        return Stream.of(thread.getStackTrace())
                .anyMatch(frame -> frame.getMethodName().equals(method));
    }

    @Test
    void stopWaitsForRunningFetchesAndGivesUpThoseThatTakeTooLong() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        CountDownLatch stopping = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer((head, socket) -> {
            if (!isRobots(head)) {
                asked.incrementAndGet();
                stopping.await();
                Thread.sleep(head.startsWith("GET /endless") ? 60_000 : 0);
            }
            ScriptedServer.send(socket, PAGE);
        })) {
            CrawlLoop loop = loop(Duration.ZERO, 4, 100, LINKS, Duration.ofSeconds(3));
            order(server.url("a.test", "/soon"));
            order(server.url("a.test", "/never-begun"));
            order(server.url("b.test", "/endless"));
            workUntil(loop, () -> asked.get() == 2);
            long began = System.nanoTime();
            Thread closing = Thread.currentThread();
            Thread _ = Thread.ofVirtual().start(() -> {
                while (!isIn("awaitThreads", closing)) {
                    LockSupport.parkNanos(1_000_000);
                }
                stopping.countDown();
            });
            loop.onClose();
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(30));
            assertThat(topics.visits)
                    .extracting(visit -> visit.url().path())
                    .as("nothing is said of the fetch that was given up")
                    .containsExactly("/soon");
            assertThat(topics.committed).hasSize(1);
            assertThat(topics.closed).isTrue();
        }
    }

    @Test
    void orderThatMeetsABugEndsInAVisitAndTheCrawlGoesOn() throws Exception {
        LinkExtractor buggy = page -> {
            if (page.url().path().equals("/bug")) {
                throw new IllegalStateException("what a pity");
            }
            return LINKS.extract(page);
        };
        try (ScriptedServer server = ScriptedServer.saying(PAGE)) {
            CrawlLoop loop = loop(Duration.ZERO, 4, 100, buggy, Duration.ofMillis(500));
            order(server.url("a.test", "/bug"));
            order(server.url("a.test", "/fine"));
            workUntil(loop, () -> topics.completed.size() == 2);
            loop.onClose();
            assertThat(errors).hasValue(1);
            assertThat(topics.visits.getFirst().outcome()).isEqualTo(Outcome.MALFORMED_RESPONSE);
            assertThat(topics.visits.getFirst().detail()).contains("error in the crawler", "what a pity");
            assertThat(topics.visits.getLast().outcome()).isEqualTo(Outcome.FETCHED);
        }
    }

    @Test
    void partitionGoesToItsNextOwnerWhenItsHostsAreAtRest() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        AtomicBoolean answered = new AtomicBoolean();
        try (ScriptedServer server = new ScriptedServer((head, socket) -> {
            if (!isRobots(head)) {
                asked.countDown();
                Thread.sleep(200);
                answered.set(true);
            }
            ScriptedServer.send(socket, PAGE);
        })) {
            CrawlLoop loop = loop(Duration.ZERO, 8, 1000, LINKS, Duration.ofSeconds(20));
            order(server.url("h.test", "/slow"), 1);
            workUntil(loop, () -> asked.getCount() == 0);
            Objects.requireNonNull(listener.get()).revoked(Set.of(1));
            assertThat(answered).isTrue();
            assertThat(topics.visits).hasSize(1);
            loop.onClose();
        }
    }

    @Test
    void fetchThatWouldKeepAPartitionFromItsNextOwnerIsGivenUpAndTheOthersGoOn() throws Exception {
        CountDownLatch asked = new CountDownLatch(2);
        CountDownLatch hungUp = new CountDownLatch(1);
        CountDownLatch mayAnswer = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer((head, socket) -> {
            if (isRobots(head)) {
                ScriptedServer.send(socket, PAGE);
                return;
            }
            asked.countDown();
            if (head.contains("/silent")) {
                int _ = socket.getInputStream().read();
                hungUp.countDown();
            } else {
                mayAnswer.await();
                ScriptedServer.send(socket, PAGE);
            }
        })) {
            CrawlLoop loop = loop(Duration.ZERO, 8, 1000);
            order(server.url("silent.test", "/silent"), 1);
            order(server.url("other.test", "/page"), 0);
            workUntil(loop, () -> asked.getCount() == 0);
            Objects.requireNonNull(listener.get()).revoked(Set.of(1));
            assertThat(hungUp.await(10, TimeUnit.SECONDS)).isTrue();
            mayAnswer.countDown();
            workUntil(loop, () -> topics.completed.size() == 1);
            assertThat(topics.visits)
                    .extracting(visit -> visit.url().host())
                    .allMatch(host -> host.startsWith("other"));
            assertThat(loop.gauges().inHand()).isZero();
            order(server.url("other.test", "/next"), 0);
            workUntil(loop, () -> topics.completed.size() == 2);
            loop.onClose();
            assertThat(errors).hasValue(0);
        }
    }
}
