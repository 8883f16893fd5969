package io.linkloom.common.runtime;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a {@link Loop} on a platform thread of its own until it is closed or the loop fails.
 *
 * <p>A failure is logged once, the loop is closed, its health component goes down with a sentence, and the failure
 * callback is called last; it may close this runner. The thread is a daemon: one that does not end cannot keep the process
 * alive. All methods may be called by any thread.
 */
public final class LoopRunner {

    private static final Logger LOG = LoggerFactory.getLogger(LoopRunner.class);

    private final Loop loop;
    private final Idle idle;
    private final Health health;
    private final Consumer<String> onFailure;
    private final Thread thread;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean closing;
    private volatile boolean woken;
    /** Guarded by this: whether steps may be interrupted still. */
    private boolean working = true;
    /** Whether that was done. */
    private volatile boolean cutShort;

    private volatile @Nullable Throwable failure;

    private LoopRunner(Loop loop, Idle idle, Health health, Consumer<String> onFailure) {
        this.loop = loop;
        this.idle = idle;
        this.health = health;
        this.onFailure = onFailure;
        this.thread = Thread.ofPlatform().name(loop.name()).daemon(true).unstarted(this::run);
    }

    /**
     * Starts the thread.
     *
     * @param loop what to run; only this runner may call it from now on
     * @param idle how to rest
     * @param health gets a component of the loop's name, removed again on a clean close
     * @param onFailure gets one sentence when the loop has failed, such as {@code Lifecycle::requestStop}
     */
    public static LoopRunner start(Loop loop, Idle idle, Health health, Consumer<String> onFailure) {
        LoopRunner runner = new LoopRunner(loop, idle, health, onFailure);
        health.up(loop.name(), "running");
        runner.thread.start();
        return runner;
    }

    /** Ends a rest early: call it after giving the loop something to do. */
    public void wake() {
        // The flag is for a wake-up during doWork, whose own waiting may use up the permit of unpark.
        woken = true;
        LockSupport.unpark(thread);
    }

    /** Whether the loop has neither ended nor failed. */
    public boolean isRunning() {
        return ended.getCount() > 0;
    }

    /** Why the loop failed, or null where it did not. */
    public @Nullable Throwable failure() {
        return failure;
    }

    /**
     * Asks the loop to end after its current step and waits for that.
     *
     * <p>When the time is over the thread is interrupted, as a last means for what is blocked. Called by the loop's own
     * thread, it only asks. Closing twice is harmless.
     *
     * @param within how long to wait at most
     * @return whether the loop has ended
     */
    public boolean close(Duration within) {
        return close(within, within);
    }

    /**
     * As above, and interrupts a step that has not ended after {@code gently}, so that what waits for somebody who does not answer
     * leaves time to close the loop. What that step then throws is no failure. The closing of the loop is not interrupted by it.
     */
    public boolean close(Duration gently, Duration within) {
        closing = true;
        wake();
        if (Thread.currentThread().equals(thread)) {
            return !isRunning();
        }
        Duration first = gently.compareTo(within) < 0 ? gently : within;
        boolean hasEnded = awaitEnd(first);
        if (!hasEnded && first.compareTo(within) < 0) {
            cutStepShort(first);
            hasEnded = awaitEnd(within.minus(first));
        }
        if (!hasEnded) {
            LOG.warn("loop {} did not end within {} and is interrupted", loop.name(), within);
            thread.interrupt();
        }
        return hasEnded;
    }

    private synchronized void cutStepShort(Duration after) {
        if (working) {
            LOG.info("a step of loop {} takes longer than {} and is interrupted", loop.name(), after);
            cutShort = true;
            thread.interrupt();
        }
    }

    private synchronized void endWork() {
        working = false;
        // What onClose does (a last flush, say) should not die of the interrupt that was meant for doWork.
        boolean ignored = Thread.interrupted();
    }

    private boolean awaitEnd(Duration within) {
        try {
            return ended.await(Deadline.nanosOf(within), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !isRunning();
        }
    }

    private void run() {
        try {
            workUntilClosing();
        } catch (InterruptedException e) {
            if (!closing) {
                failure = e;
            }
        } catch (Throwable e) {
            // Whatever ends the loop has to be seen, errors of the machine included.
            if (cutShort && e instanceof Exception) {
                LOG.info("the last step of loop {} was not finished: {}", loop.name(), Sentences.of(e));
            } else {
                failure = e;
            }
        }
        closeLoop();
        Throwable cause = failure;
        if (cause == null) {
            health.remove(loop.name());
            ended.countDown();
        } else {
            fail(cause);
        }
    }

    private void workUntilClosing() throws Exception {
        long restNanos = 0;
        while (!closing) {
            woken = false;
            if (loop.doWork() > 0 || woken) {
                restNanos = 0;
                continue;
            }
            restNanos = idle.nextNanos(restNanos);
            LockSupport.parkNanos(this, restNanos);
            if (woken) {
                restNanos = 0;
            }
            if (Thread.interrupted()) {
                throw new InterruptedException("the thread was interrupted");
            }
        }
    }

    private void closeLoop() {
        endWork();
        try {
            loop.onClose();
        } catch (Throwable e) {
            Throwable first = failure;
            if (first == null) {
                failure = e;
            } else {
                first.addSuppressed(e);
            }
        }
    }

    private void fail(Throwable cause) {
        String sentence = "loop " + loop.name() + " failed: " + Sentences.of(cause);
        LOG.error(sentence, cause);
        health.down(loop.name(), sentence);
        ended.countDown();
        onFailure.accept(sentence);
    }
}
