package io.linkloom.standalone.service;

import io.linkloom.common.config.Config;
import io.linkloom.common.model.Origin;
import io.linkloom.common.runtime.Time;
import io.linkloom.common.topic.DiscoveryProducer;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.WebUrl;
import java.util.Collection;

/** Makes pages known to a crawl on a cluster. */
public final class Seeder {

    private Seeder() {}

    /** Sends all and returns when they are safe; pages that are known already are not harmed. */
    public static void send(Config config, Collection<WebUrl> seeds, Time time) {
        Cluster cluster = Cluster.connect(config);
        try (DiscoveryProducer producer = new DiscoveryProducer(cluster.connection(), cluster.layout(), new Sites())) {
            seeds.forEach(seed -> producer.send(Origin.SEED, seed, time.millis()));
            producer.flush();
        }
    }
}
