package io.linkloom.builder.app;

import io.linkloom.common.config.Config;
import io.linkloom.common.config.Durations;
import io.linkloom.common.config.Setting;
import io.linkloom.common.runtime.StartException;
import io.linkloom.common.topic.KafkaConnection;
import io.linkloom.common.topic.TopicAdmin;
import io.linkloom.common.topic.TopicLayout;
import java.time.Duration;
import java.util.Map;

/** What must not be so when a builder starts, since it would only show when it is too late. */
final class StartChecks {
    private static final Duration ANSWER_DEADLINE = Duration.ofSeconds(20);

    private StartChecks() {}

    /**
     * Checks the settings against each other and against the topics.
     *
     * @throws StartException with a sentence that has both values
     */
    static void of(Config config, KafkaConnection kafka, TopicLayout layout) {
        replica(config);
        if (config.get(BuilderSettings.SNAPSHOTS).isPresent()) {
            try (TopicAdmin admin = new TopicAdmin(kafka, ANSWER_DEADLINE)) {
                retention(config, admin.retention(layout.names()), layout);
            }
        }
    }

    /** In one group, a replica would take shards that nobody schedules then. */
    private static void replica(Config config) {
        Setting<String> group = BuilderSettings.GROUP;
        if (config.get(BuilderSettings.READ_REPLICA) && config.get(group).equals(group.defaultValue())) {
            throw new StartException(
                    BuilderSettings.READ_REPLICA.key() + " is true and " + group.key() + " is " + config.get(group)
                            + ", the group of the crawl's own builders; a replica needs a group of its own",
                    null);
        }
    }

    /** The newest snapshot is up to an interval old, and each one that turns out damaged makes it one more. */
    static void retention(Config config, Map<String, Duration> retention, TopicLayout layout) {
        Duration interval = config.get(BuilderSettings.SNAPSHOT_INTERVAL);
        int kept = config.get(BuilderSettings.SNAPSHOTS_KEPT);
        Duration oldest = interval.multipliedBy(kept + 1L);
        retention.forEach((topic, time) -> {
            if (time.compareTo(oldest) <= 0) {
                String setting =
                        topic.equals(layout.names().visits()) ? "kafka.retention.visits" : "kafka.retention.links";
                throw new StartException(
                        "topic " + topic + " keeps records for " + Durations.text(time) + " (" + setting
                                + " when it was made), but the oldest snapshot can be " + Durations.text(oldest)
                                + " old (" + BuilderSettings.SNAPSHOT_INTERVAL.key() + " " + Durations.text(interval)
                                + ", " + BuilderSettings.SNAPSHOTS_KEPT.key() + " " + kept
                                + ") and would lack records; set retention.ms of the topic higher, or take snapshots more"
                                + " often",
                        null);
            }
        });
    }
}
