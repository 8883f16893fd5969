package io.linkloom.common.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class LoopRunnerTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final Health health = new Health();

    /** Passes on what is in its inbox. */
    private static final class Mailbox implements Loop {

        private final BlockingQueue<String> inbox = new LinkedBlockingQueue<>();
        private final BlockingQueue<String> outbox = new LinkedBlockingQueue<>();
        private final AtomicInteger steps = new AtomicInteger();
        private final List<Thread> threads = new CopyOnWriteArrayList<>();

        @Override
        public String name() {
            return "mailbox";
        }

        @Override
        public int doWork() {
            steps.incrementAndGet();
            String letter = inbox.poll();
            if (letter == null) {
                return 0;
            }
            if (letter.equals("bomb")) {
                throw new IllegalStateException("it was\na bomb");
            }
            outbox.add(letter);
            return 1;
        }

        @Override
        public void onClose() {
            threads.add(Thread.currentThread());
        }
    }

    @Test
    void loopIsSteppedByHandWithoutAnyThread() {
        Mailbox mailbox = new Mailbox();
        mailbox.inbox.add("a");
        assertThat(mailbox.doWork()).isEqualTo(1);
        assertThat(mailbox.doWork()).isZero();
        assertThat(mailbox.outbox).containsExactly("a");
    }

    @Test
    void workIsDoneAndTheLoopClosedByItsOwnNamedThread() throws Exception {
        Mailbox mailbox = new Mailbox();
        LoopRunner runner = LoopRunner.start(mailbox, Idle.DEFAULT, health, LoopRunnerTest::nobody);
        mailbox.inbox.add("a");
        assertThat(mailbox.outbox.poll(10, TimeUnit.SECONDS)).isEqualTo("a");
        assertThat(health.components()).containsEntry("mailbox", new Health.State(true, "running"));

        assertThat(runner.close(SOON)).isTrue();
        assertThat(runner.isRunning()).isFalse();
        assertThat(runner.failure()).isNull();
        assertThat(mailbox.threads).singleElement().satisfies(thread -> {
            assertThat(thread.getName()).isEqualTo("mailbox");
            assertThat(thread.isVirtual()).isFalse();
        });
        assertThat(health.components()).isEmpty();
        assertThat(runner.close(Duration.ZERO)).isTrue();
    }

    @Test
    void idleLoopRestsButWakesAtOnceWhenTold() throws Exception {
        Mailbox mailbox = new Mailbox();
        LoopRunner runner =
                LoopRunner.start(mailbox, new Idle(SOON, SOON.multipliedBy(2)), health, LoopRunnerTest::nobody);
        for (int i = 0; i < 20; i++) {
            mailbox.inbox.add("letter " + i);
            runner.wake();
            assertThat(mailbox.outbox.poll(5, TimeUnit.SECONDS)).isEqualTo("letter " + i);
        }
        assertThat(mailbox.steps.get()).isLessThan(100);
        assertThat(runner.close(SOON)).isTrue();
    }

    @Test
    void restsDoubleUpToTheMost() {
        Idle idle = Idle.upTo(Duration.ofMillis(5));
        long first = idle.nextNanos(0);
        long second = idle.nextNanos(first);
        assertThat(List.of(first, second, idle.nextNanos(second), idle.nextNanos(5_000_000)))
                .containsExactly(1_000_000L, 2_000_000L, 4_000_000L, 5_000_000L);
        assertThat(Idle.upTo(Duration.ofNanos(5000)).least()).isEqualTo(Duration.ofNanos(5000));
        assertThatIllegalArgumentException().isThrownBy(() -> new Idle(Duration.ofMillis(2), Duration.ofMillis(1)));
    }

    @Test
    void failureEndsTheLoopMarksItDownAndCallsBackLast() throws Exception {
        Mailbox mailbox = new Mailbox();
        AtomicReference<@Nullable LoopRunner> self = new AtomicReference<>();
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        LoopRunner runner = LoopRunner.start(mailbox, Idle.DEFAULT, health, sentence -> {
            LoopRunner failed = self.get();
            seen.add(sentence + ", ended " + (failed != null && failed.close(SOON)));
        });
        self.set(runner);
        mailbox.inbox.add("bomb");

        String sentence = "loop mailbox failed: IllegalStateException: it was a bomb";
        assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo(sentence + ", ended true");
        assertThat(health.components()).containsEntry("mailbox", new Health.State(false, sentence));
        assertThat(health.isUp()).isFalse();
        assertThat(runner.failure()).isInstanceOf(IllegalStateException.class);
        assertThat(mailbox.threads).hasSize(1);
    }

    @Test
    void stepThatIsBlockedIsInterruptedEarlyEnoughToCloseTheLoop() throws Exception {
        CountDownLatch working = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        Loop blocked = new Loop() {
            @Override
            public String name() {
                return "blocked";
            }

            @Override
            public int doWork() {
                working.countDown();
                try {
                    Thread.sleep(Duration.ofMinutes(1));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException("as clients of others do", e);
                }
                return 1;
            }

            @Override
            public void onClose() throws InterruptedException {
                Thread.sleep(1);
                closed.countDown();
            }
        };
        LoopRunner runner = LoopRunner.start(blocked, Idle.DEFAULT, health, LoopRunnerTest::nobody);
        assertThat(working.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(runner.close(Duration.ofMillis(20), SOON)).isTrue();
        assertThat(closed.getCount()).as("closed without an interrupt").isZero();
        assertThat(runner.failure()).isNull();
        assertThat(health.components()).isEmpty();
    }

    @Test
    void loopThatIsBlockedIsInterruptedWhenItsTimeIsOver() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        CountDownLatch working = new CountDownLatch(1);
        LoopRunner runner = LoopRunner.start(
                loop(() -> {
                    working.countDown();
                    try {
                        Thread.sleep(SOON);
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                        throw e;
                    }
                }),
                Idle.DEFAULT,
                health,
                LoopRunnerTest::nobody);
        assertThat(working.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(runner.close(Duration.ofMillis(20))).isFalse();
        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(runner.close(SOON)).isTrue();
        assertThat(runner.failure()).isNull();
    }

    @Test
    void loopMayAskForItsOwnEnd() throws Exception {
        AtomicReference<@Nullable LoopRunner> self = new AtomicReference<>();
        BlockingQueue<Boolean> ended = new LinkedBlockingQueue<>();
        self.set(LoopRunner.start(
                loop(() -> {
                    LoopRunner runner = self.get();
                    if (runner != null) {
                        ended.add(runner.close(SOON));
                    }
                }),
                Idle.DEFAULT,
                health,
                LoopRunnerTest::nobody));
        assertThat(ended.poll(10, TimeUnit.SECONDS)).isFalse();
        LoopRunner runner = self.get();
        assertThat(runner != null && runner.close(SOON)).isTrue();
        assertThat(ended).isEmpty();
    }

    private static void nobody(String sentence) {
        assertThat(sentence).as("nothing should fail here").isEmpty();
    }

    private interface Step {
        void run() throws Exception;
    }

    private static Loop loop(Step step) {
        return new Loop() {
            @Override
            public String name() {
                return "step";
            }

            @Override
            public int doWork() throws Exception {
                step.run();
                return 0;
            }
        };
    }
}
