package io.linkloom.standalone.service;

import io.linkloom.common.config.Config;
import io.linkloom.common.config.KafkaSettings;
import io.linkloom.common.control.ControlWatch;
import io.linkloom.common.runtime.Health;
import io.linkloom.common.runtime.Lifecycle;
import io.linkloom.common.runtime.Time;
import io.linkloom.common.topic.KafkaConnection;
import io.linkloom.common.topic.TopicAdmin;
import io.linkloom.common.topic.TopicLayout;

/**
 * A Kafka cluster whose topics are as they should be.
 *
 * @param connection how it is reached
 * @param layout its topics
 */
record Cluster(KafkaConnection connection, TopicLayout layout) {

    /**
     * Connects, makes topics that are missing and checks those that are there.
     *
     * @throws io.linkloom.common.topic.TopicException with a sentence if that fails
     */
    static Cluster connect(Config config) {
        KafkaSettings settings = KafkaSettings.SERVICES;
        KafkaConnection connection = settings.connection(config);
        try (TopicAdmin admin = new TopicAdmin(connection, settings.answerWithin(config))) {
            return new Cluster(connection, admin.ensure(settings.names(config), settings.plan(config)));
        }
    }

    /** Follows what operators say, until {@code lifecycle} is closed. */
    ControlWatch controls(Config config, Health health, Time time, Lifecycle lifecycle) {
        return lifecycle.add(
                "controls",
                ControlWatch.start(connection, layout, health, time, KafkaSettings.SERVICES.answerWithin(config)));
    }
}
