package io.linkloom.standalone.command;

import io.linkloom.standalone.broker.EmbeddedKafka;
import io.linkloom.standalone.logs.Logs;
import io.linkloom.standalone.process.StopSignal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code linkloom broker}. */
@Command(
        name = "broker",
        header = "Run a Kafka broker for workers and builders on this machine, where there is no Kafka cluster.",
        description = {
            "",
            "It is one node, answers this machine only, and keeps everything in a directory. What was",
            "acknowledged outlives a kill of the process, but not the loss of the machine: where that matters,",
            "use a Kafka cluster. Runs until it is told to stop (SIGTERM, Ctrl-C); stop workers and builders",
            "before.",
            ""
        },
        footer = {
            "",
            "Example:",
            "  linkloom broker --data broker",
            "  linkloom builder --set kafka.bootstrap-servers=127.0.0.1:9092 --set kafka.replication=1"
        })
final class BrokerCommand implements Callable<Integer> {
    private static final Duration STARTS_WITHIN = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofSeconds(25);
    private static final int MOST_PORT = 65_535;

    private final Session session;
    private final LinkloomCommand root;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where it keeps everything; made if it is missing; ${DEFAULT-VALUE}.")
    private Path data = Path.of("linkloom-broker");

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "9092",
            description = "Where it answers, at 127.0.0.1; ${DEFAULT-VALUE}.")
    private int port;

    BrokerCommand(Session session, LinkloomCommand root) {
        this.session = session;
        this.root = root;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (port < 1 || port > MOST_PORT) {
            throw new UsageException("--port takes 1 to " + MOST_PORT);
        }
        Logs.toStderr(root.isDebug());
        AtomicReference<@Nullable String> failure = new AtomicReference<>();
        try (StopSignal stop = StopSignal.ofProcess(PATIENCE);
                EmbeddedKafka kafka = EmbeddedKafka.start(data, port, STARTS_WITHIN, failure::set)) {
            session.terminal().tell("broker is up; it answers at " + kafka.bootstrapServers());
            String sentence = stop.awaitOr(failure::get);
            if (sentence != null) {
                throw new FailedException("the broker ends because it cannot go on: " + sentence);
            }
        }
        session.terminal().tell("broker has stopped");
        return ExitCode.OK;
    }
}
