package io.linkloom.standalone.crawl;

import io.linkloom.builder.api.ControlCommands;
import io.linkloom.builder.api.ControlRequestJson;
import io.linkloom.builder.api.ControlsJson;
import io.linkloom.builder.app.OfflineShards;
import io.linkloom.common.config.Config;
import io.linkloom.common.config.KafkaSettings;
import io.linkloom.common.control.ControlWatch;
import io.linkloom.common.control.TopicDesk;
import io.linkloom.common.runtime.ClosingReport;
import io.linkloom.common.runtime.DirectoryLock;
import io.linkloom.common.runtime.Health;
import io.linkloom.common.runtime.Lifecycle;
import io.linkloom.common.runtime.StartException;
import io.linkloom.common.runtime.Time;
import io.linkloom.common.topic.KafkaConnection;
import io.linkloom.common.topic.TopicAdmin;
import io.linkloom.common.topic.TopicException;
import io.linkloom.common.topic.TopicLayout;
import io.linkloom.common.topic.TopicPlan;
import io.linkloom.common.url.Sites;
import io.linkloom.standalone.answer.AnswerException;
import io.linkloom.standalone.answer.ControlAccess;
import io.linkloom.standalone.broker.EmbeddedKafka;
import io.linkloom.standalone.process.OneProcessSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * Says it to a crawl that does not run, by having its broker alone run for as long as this is open: it is in force when the crawl
 * goes on. Nothing is fetched meanwhile.
 */
public final class RestingControl implements ControlAccess {

    private static final Duration KAFKA_WITHIN = Duration.ofSeconds(60);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(20);

    private final Lifecycle lifecycle;
    private final ControlCommands commands;

    private RestingControl(Lifecycle lifecycle, ControlCommands commands) {
        this.lifecycle = lifecycle;
        this.commands = commands;
    }

    /**
     * Opens the crawl in a directory, for nobody else to use meanwhile.
     *
     * @throws StartException if the directory is in use or cannot be used
     */
    public static RestingControl open(DataDirectory data, Time time) {
        Lifecycle lifecycle = new Lifecycle();
        try {
            return open(data, time, lifecycle);
        } catch (IOException e) {
            lifecycle.close(CLOSE_WITHIN);
            throw new StartException("the directory " + data + " cannot be used: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            lifecycle.close(CLOSE_WITHIN);
            throw e;
        }
    }

    private static RestingControl open(DataDirectory data, Time time, Lifecycle lifecycle) throws IOException {
        Sites sites = new Sites();
        var _ = lifecycle.add("lock", DirectoryLock.acquire(data.path()));
        OfflineShards shards = lifecycle.add("shards", OfflineShards.open(data.shards()));
        EmbeddedKafka kafka =
                lifecycle.add("kafka", EmbeddedKafka.start(data.kafka(), KAFKA_WITHIN, lifecycle::requestStop));
        KafkaConnection connection = KafkaConnection.to(kafka.bootstrapServers());
        TopicLayout layout = topics(connection, shards.partitions());
        ControlWatch watch =
                lifecycle.add("controls", ControlWatch.start(connection, layout, new Health(), time, KAFKA_WITHIN));
        SeedKeepingDesk desk =
                new SeedKeepingDesk(new TopicDesk(watch, connection, layout, sites, time), data.crawlFile());
        return new RestingControl(
                lifecycle,
                new ControlCommands(
                        desk, () -> CrawlSpec.read(data.crawlFile()).scopeWithRules(sites), shards, sites, time));
    }

    /** Those that the crawl has, and what an older version had not made yet. */
    private static TopicLayout topics(KafkaConnection connection, int partitions) {
        Config usual = Config.load(OneProcessSettings.ALL, List.of());
        TopicPlan plan = KafkaSettings.ONE_PROCESS.plan(usual);
        try (TopicAdmin admin = new TopicAdmin(connection, KAFKA_WITHIN)) {
            return admin.ensure(
                    KafkaSettings.ONE_PROCESS.names(usual),
                    new TopicPlan(
                            partitions,
                            plan.replication(),
                            plan.frontierRetention(),
                            plan.visitsRetention(),
                            plan.linksRetention()));
        }
    }

    @Override
    public ControlsJson list() {
        return answered(commands::list);
    }

    @Override
    public ControlsJson perform(ControlRequestJson request) {
        return answered(() -> commands.perform(request));
    }

    /** As the API of a process that runs would refuse it. */
    private static ControlsJson answered(Supplier<ControlsJson> answer) {
        try {
            return answer.get();
        } catch (IllegalArgumentException | TopicException e) {
            throw new AnswerException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public void close() {
        ClosingReport ignored = lifecycle.close(CLOSE_WITHIN);
    }
}
