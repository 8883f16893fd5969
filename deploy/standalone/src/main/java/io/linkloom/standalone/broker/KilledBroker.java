package io.linkloom.standalone.broker;

import com.yammer.metrics.core.Gauge;
import java.nio.file.Path;
import java.time.Duration;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.Timer;
import org.apache.kafka.server.metrics.KafkaYammerMetrics;

/**
 * Takes from a broker that was killed the partitions that it leads by the metadata, before the next one starts.
 *
 * <p>A broker that starts on such metadata takes itself for the dead one until that one's session is over. It then has
 * no leader for a moment, in which Kafka's transaction coordinator may take a committed transaction for complete although
 * its marker is in no topic (KAFKA-20734, Kafka 4.3.1): readers of committed records wait for it for ever, and the next
 * transaction of that sender decides over both. A controller without a broker has no coordinator, and a session that is
 * over at once.
 */
final class KilledBroker {
    /** Most that the next start waits for it; without it that one works too, nearly always, but takes as long as a session. */
    private static final Duration WITHIN = Duration.ofSeconds(10);

    /** Kafka's meter of brokers that lead nothing and that clients are not sent to; there is one broker. */
    private static final String FENCED = "FencedBrokerCount";

    private KilledBroker() {}

    /**
     * Returns when the metadata says that the broker is gone, or after {@link #WITHIN}; says whether it does.
     *
     * @param data where the broker that was killed kept everything; no process uses it
     * @param controllerPort free, as that of the next start
     */
    static boolean fence(Path data, int controllerPort) {
        KafkaRaftServer controller = new KafkaRaftServer(BrokerSettings.ofFencing(data, controllerPort), Time.SYSTEM);
        try {
            controller.startup();
            Timer timer = Time.SYSTEM.timer(WITHIN.toMillis());
            while (!isFenced() && timer.notExpired()) {
                timer.sleep(10);
            }
            return isFenced();
        } finally {
            controller.shutdown();
            controller.awaitShutdown();
        }
    }

    private static boolean isFenced() {
        return KafkaYammerMetrics.defaultRegistry().allMetrics().entrySet().stream()
                .filter(meter -> meter.getKey().getName().equals(FENCED))
                .anyMatch(meter -> meter.getValue() instanceof Gauge<?> gauge
                        && gauge.value() instanceof Integer count
                        && count > 0);
    }
}
