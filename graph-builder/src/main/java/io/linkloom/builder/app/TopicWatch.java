package io.linkloom.builder.app;

import io.linkloom.builder.store.ShardRefusedException;
import io.linkloom.common.runtime.Health;
import io.linkloom.common.runtime.Idle;
import io.linkloom.common.runtime.Loop;
import io.linkloom.common.runtime.Time;
import io.linkloom.common.topic.KafkaConnection;
import io.linkloom.common.topic.TopicAdmin;
import io.linkloom.common.topic.TopicException;
import io.linkloom.common.topic.TopicLayout;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every so often whether Kafka answers and the topics are those that the process started with, and says so in health:
 * clients themselves wait in silence for what does not come. Thread-safe.
 */
final class TopicWatch implements Loop {
    static final Idle IDLE = Idle.upTo(Duration.ofMillis(500));

    private static final Logger LOG = LoggerFactory.getLogger(TopicWatch.class);
    private static final String COMPONENT = "topics";
    private static final String FINE = "Kafka answers and has the topics";

    private final TopicAdmin admin;
    private final TopicLayout layout;
    private final Health health;
    private final Time time;
    private final long intervalNanos;
    private long lookedAtNanos;
    private String last = FINE;

    /**
     * Connects.
     *
     * @param interval between two looks
     * @param deadline for an answer
     */
    TopicWatch(
            KafkaConnection kafka, TopicLayout layout, Health health, Time time, Duration interval, Duration deadline) {
        this.admin = new TopicAdmin(kafka, deadline);
        this.layout = layout;
        this.health = health;
        this.time = time;
        this.intervalNanos = interval.toNanos();
        this.lookedAtNanos = time.nanos();
    }

    @Override
    public String name() {
        return "topic-watch";
    }

    @Override
    public synchronized int doWork() {
        if (time.nanos() - lookedAtNanos < intervalNanos) {
            return 0;
        }
        say(look());
        lookedAtNanos = time.nanos();
        return 1;
    }

    private String look() {
        try {
            return admin.difference(layout).orElse(FINE);
        } catch (TopicException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private void say(String now) {
        if (now.equals(FINE)) {
            health.up(COMPONENT, now);
        } else {
            health.down(COMPONENT, now);
        }
        if (!now.equals(last)) {
            LOG.warn(now);
        }
        last = now;
    }

    /**
     * Looks now.
     *
     * @throws ShardRefusedException if a topic is gone, or is another one than it was
     * @throws TopicException if Kafka does not answer
     */
    synchronized void check() {
        Optional<String> difference = admin.difference(layout);
        if (difference.isPresent()) {
            throw new ShardRefusedException(difference.get());
        }
    }

    @Override
    public synchronized void onClose() {
        health.remove(COMPONENT);
        admin.close();
    }
}
