package io.linkloom.common.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LifecycleTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final Lifecycle lifecycle = new Lifecycle();
    private final List<String> closed = new CopyOnWriteArrayList<>();

    @Test
    void partsAreClosedOnceInReverseOrder() {
        part("store");
        part("fetch");
        part("server");
        ClosingReport report = lifecycle.close(SOON);
        assertThat(closed).containsExactly("server", "fetch", "store");
        assertThat(report.closed()).containsExactly("server", "fetch", "store");
        assertThat(report.isClean()).isTrue();
        assertThat(lifecycle.close(SOON)).isSameAs(report);
        assertThat(closed).hasSize(3);
    }

    @Test
    void partThatFailsIsReportedAndKeepsNobodyFromClosing() {
        part("store");
        lifecycle.add("index", () -> {
            throw new IOException("disk full");
        });
        part("server");
        ClosingReport report = lifecycle.close(SOON);
        assertThat(closed).containsExactly("server", "store");
        assertThat(report.failed()).containsExactly(new ClosingReport.Failure("index", "IOException: disk full"));
        assertThat(report.isClean()).isFalse();
        assertThat(report).asString().matches("closed 2 parts in \\d+ ms; index failed: IOException: disk full");
    }

    @Test
    void partThatHangsLeavesTimeForTheOthers() {
        CountDownLatch never = new CountDownLatch(1);
        part("store");
        lifecycle.add("fetch", never::await);
        lifecycle.addTimed("loop", within -> false);
        ClosingReport report = lifecycle.close(Duration.ofMillis(1200));
        never.countDown();
        assertThat(report.timedOut()).containsExactly("loop", "fetch");
        assertThat(closed).containsExactly("store");
        assertThat(report.took()).isBetween(Duration.ofMillis(550), Duration.ofSeconds(5));
        assertThat(report).asString().endsWith("loop did not end in time; fetch did not end in time");
    }

    @Test
    void eachPartIsToldItsShareOfTheTime() {
        List<Duration> shares = new CopyOnWriteArrayList<>();
        for (String name : List.of("last", "second", "first")) {
            lifecycle.addTimed(name, within -> shares.add(within));
        }
        lifecycle.close(Duration.ofSeconds(80));
        assertThat(shares.get(0)).isBetween(Duration.ofSeconds(35), Duration.ofSeconds(40));
        assertThat(shares.get(2)).isBetween(Duration.ofSeconds(70), Duration.ofSeconds(80));
    }

    @Test
    void loopRunnerIsAPart() {
        Loop loop = new Loop() {
            @Override
            public String name() {
                return "loop";
            }

            @Override
            public int doWork() {
                return 0;
            }
        };
        Health health = new Health();
        LoopRunner runner = LoopRunner.start(loop, Idle.DEFAULT, health, lifecycle::requestStop);
        lifecycle.addTimed("loop", runner::close);
        assertThat(lifecycle.close(SOON).isClean()).isTrue();
        assertThat(runner.isRunning()).isFalse();
    }

    @Test
    void interruptDoesNotBreakTheOrderAndIsHandedOn() {
        part("store");
        lifecycle.add("slow", () -> {
            Thread.sleep(50);
            closed.add("slow");
        });
        Thread.currentThread().interrupt();
        ClosingReport report = lifecycle.close(SOON);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(report.isClean()).isTrue();
        assertThat(closed).containsExactly("slow", "store");
    }

    @Test
    void nothingIsOpenedWhileTheProcessCloses() {
        lifecycle.close(SOON);
        assertThatIllegalStateException().isThrownBy(() -> part("late")).withMessageStartingWith("late was opened");
    }

    @Test
    void firstReasonToStopCountsAndEndsTheWaiting() throws Exception {
        assertThat(lifecycle.awaitStop(Duration.ofMillis(1))).isFalse();
        assertThat(lifecycle.stopReason()).isNull();
        CompletableFuture<Void> asked = CompletableFuture.runAsync(() -> {
            lifecycle.requestStop("loop fetch failed");
            lifecycle.requestStop("something else");
        });
        assertThat(lifecycle.awaitStop(SOON)).isTrue();
        asked.join();
        assertThat(lifecycle.stopReason()).isEqualTo("loop fetch failed");
    }

    @Test
    void hookIsTakenAwayByAnOrdinaryClose() {
        lifecycle.closeOnSignal(SOON);
        assertThatIllegalStateException().isThrownBy(() -> lifecycle.closeOnSignal(SOON));
        assertThat(lifecycle.close(SOON).isClean()).isTrue();
    }

    @Test
    void signalClosesTheProcessInOrder() throws Exception {
        try (ChildJvm child = ChildJvm.start(Service.class)) {
            assertThat(child.line()).isEqualTo("started");
            child.terminate();
            assertThat(child.rest()).isEqualTo("server closed\nstore closed: the process was told to end");
            assertThat(child.exitCode()).isEqualTo(143);
        }
    }

    /** A process that runs until it is told to end. */
    static final class Service {

        private Service() {}

        @SuppressWarnings("SystemOut") // Its output is what the test reads.
        public static void main(String[] arguments) throws InterruptedException {
            Lifecycle lifecycle = new Lifecycle();
            lifecycle.add("store", () -> System.out.println("store closed: " + lifecycle.stopReason()));
            lifecycle.add("server", () -> System.out.println("server closed"));
            lifecycle.closeOnSignal(SOON);
            System.out.println("started");
            while (!lifecycle.awaitStop(SOON)) {
                Thread.onSpinWait();
            }
            lifecycle.close(SOON);
        }
    }

    private void part(String name) {
        lifecycle.add(name, () -> closed.add(name));
    }
}
