package io.linkloom.common.control;

import io.linkloom.common.model.Control;
import io.linkloom.common.model.Controls;
import io.linkloom.common.runtime.Health;
import io.linkloom.common.runtime.Idle;
import io.linkloom.common.runtime.Loop;
import io.linkloom.common.runtime.LoopRunner;
import io.linkloom.common.runtime.Time;
import io.linkloom.common.topic.ControlReader;
import io.linkloom.common.topic.ControlReader.Entry;
import io.linkloom.common.topic.KafkaConnection;
import io.linkloom.common.topic.TopicException;
import io.linkloom.common.topic.TopicLayout;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows what operators say. All that was said before is known when it starts, so that nothing is ordered or fetched that
 * was blocked before a restart.
 *
 * <p>One thread reads the topic; any may ask. While Kafka does not answer what was known last holds on, and health says so.
 */
public final class ControlWatch implements AutoCloseable {
    /** Of rules and acts; what is said beyond is passed over, and {@link ControlDesk} refuses to say it. */
    public static final int MOST = 100_000;

    private static final Logger LOG = LoggerFactory.getLogger(ControlWatch.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(5);
    private static final Duration STEP_DEADLINE = Duration.ofSeconds(1);
    private static final String COMPONENT = "controls";

    private final ControlReader reader;
    private final Health health;
    private final LoopRunner runner;
    private final Map<String, Controls.Said<Control>> said = new HashMap<>();
    private volatile Controls now = Controls.NONE;
    /** All before this offset is in {@link #now}; guarded by this. */
    private long next;

    private ControlWatch(ControlReader reader, Health health, Time time, Duration deadline) {
        this.reader = reader;
        this.health = health;
        readAll(time, deadline);
        this.runner = LoopRunner.start(new Following(), Idle.upTo(Duration.ofSeconds(1)), health, _ -> {});
    }

    /**
     * Reads all that was said so far, and follows from there.
     *
     * @param deadline for Kafka's answers
     * @throws TopicException if Kafka does not answer in time
     */
    public static ControlWatch start(
            KafkaConnection connection, TopicLayout layout, Health health, Time time, Duration deadline) {
        ControlReader reader = new ControlReader(connection, layout);
        try {
            return new ControlWatch(reader, health, time, deadline);
        } catch (RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    private void readAll(Time time, Duration deadline) {
        long giveUp = time.nanos() + deadline.toNanos();
        long end = reader.end(deadline);
        while (reader.position(deadline) < end) {
            if (time.nanos() - giveUp > 0) {
                throw new TopicException("what was said to the crawl could not be read within " + deadline.toSeconds()
                        + " s; check that the brokers run");
            }
            read(POLL);
        }
    }

    private int read(Duration poll) {
        var entries = reader.poll(poll);
        if (!entries.isEmpty()) {
            entries.forEach(this::take);
            publish(entries.getLast().offset() + 1);
        }
        return entries.size();
    }

    private void take(Entry entry) {
        Control what = entry.said();
        if (what == null) {
            said.remove(entry.key());
        } else if (said.size() < MOST || said.containsKey(entry.key())) {
            said.put(entry.key(), new Controls.Said<>(entry.offset(), what));
        } else {
            LOG.warn("{} is passed over: {} things were said already", entry.key(), MOST);
        }
    }

    private synchronized void publish(long behind) {
        now = Controls.of(said.values());
        next = behind;
        notifyAll();
    }

    /** What is in force; costs nothing. */
    public Controls now() {
        return now;
    }

    /**
     * Waits until a record is in force here.
     *
     * @return false if it is not in time
     */
    synchronized boolean await(long offset, Duration deadline, Time time) throws InterruptedException {
        long giveUp = time.nanos() + deadline.toNanos();
        for (long left = deadline.toMillis(); next <= offset && left > 0; left = (giveUp - time.nanos()) / 1_000_000) {
            wait(left);
        }
        return next > offset;
    }

    @Override
    public void close() {
        boolean ignored = runner.close(STEP_DEADLINE, CLOSE_DEADLINE);
    }

    private final class Following implements Loop {
        private @Nullable String trouble;

        @Override
        public String name() {
            return COMPONENT;
        }

        @Override
        public int doWork() {
            try {
                read(POLL);
                if (trouble != null) {
                    trouble = null;
                    health.up(COMPONENT, "running");
                }
                // The poll has waited.
                return 1;
            } catch (TopicException e) {
                String sentence = String.valueOf(e.getMessage());
                if (!sentence.equals(trouble)) {
                    LOG.warn(sentence);
                    health.down(COMPONENT, sentence);
                    trouble = sentence;
                }
                return 0;
            }
        }

        @Override
        public void onClose() {
            reader.close();
        }
    }
}
