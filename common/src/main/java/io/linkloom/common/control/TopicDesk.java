package io.linkloom.common.control;

import io.linkloom.common.model.Control;
import io.linkloom.common.model.Controls;
import io.linkloom.common.model.Origin;
import io.linkloom.common.runtime.Time;
import io.linkloom.common.topic.ControlSender;
import io.linkloom.common.topic.DiscoveryProducer;
import io.linkloom.common.topic.KafkaConnection;
import io.linkloom.common.topic.TopicException;
import io.linkloom.common.topic.TopicLayout;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.WebUrl;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Writes to topic controls. It connects for each thing that is said, which is seldom, and takes acts out of the topic that are
 * older than {@link #ACTS_KEPT}: a shard that nobody had open for so long does not do them any more.
 */
public final class TopicDesk implements ControlDesk {
    /** How long an act can be done. */
    public static final Duration ACTS_KEPT = Duration.ofDays(7);

    private static final Duration DEADLINE = Duration.ofSeconds(15);

    private final ControlWatch watch;
    private final KafkaConnection connection;
    private final TopicLayout layout;
    private final Sites sites;
    private final Time time;

    /** Writes where {@code watch} reads. */
    public TopicDesk(ControlWatch watch, KafkaConnection connection, TopicLayout layout, Sites sites, Time time) {
        this.watch = watch;
        this.connection = connection;
        this.layout = layout;
        this.sites = sites;
        this.time = time;
    }

    @Override
    public Controls now() {
        return watch.now();
    }

    @Override
    public void say(Collection<? extends Control> said, Collection<String> takenBack) {
        Controls before = watch.now();
        if (before.size() + said.size() > ControlWatch.MOST) {
            throw new TopicException("more than " + ControlWatch.MOST
                    + " things cannot be said; take some back, or use scope rules, which can be a million");
        }
        List<String> gone = new ArrayList<>(takenBack);
        before.acts().stream()
                .map(Controls.Said::what)
                .filter(act -> act.atMillis() < time.millis() - ACTS_KEPT.toMillis())
                .forEach(act -> gone.add(act.key()));
        long last;
        try (ControlSender sender = new ControlSender(connection, layout)) {
            last = sender.send(said, gone, DEADLINE);
        }
        await(last);
    }

    private void await(long offset) {
        try {
            if (watch.await(offset, DEADLINE, time)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new TopicException("it is written, and was not read again within " + DEADLINE.toSeconds()
                + " s; it comes into force when Kafka answers");
    }

    @Override
    public void seed(Collection<WebUrl> seeds, long atMillis) {
        try (DiscoveryProducer producer = new DiscoveryProducer(connection, layout, sites)) {
            seeds.forEach(seed -> producer.send(Origin.SEED, seed, atMillis));
            producer.flush();
        }
    }
}
