package io.linkloom.standalone.broker;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.internals.FatalExitError;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Kafka node, broker and controller in one, in this process: listens on loopback only, keeps its data in a directory.
 *
 * <p>Topics, records, offsets and the cluster's id outlive a restart, and everything acknowledged outlives a kill of the
 * process (not of the machine: Kafka leaves it to the operating system when pages go to disk). The address does not: the
 * ports are chosen anew at every start. One directory has one process at a time.
 *
 * <p>Where the broker's disk fails, Kafka would end the whole process without a word, as it does when it runs on its own.
 * Here it tells who started it instead; what it does after that is undefined, except that it can be closed. Kafka has one
 * such procedure for a process, so the broker started last is the one that tells.
 */
public final class EmbeddedKafka implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedKafka.class);

    /** A chosen port can be taken by somebody else before Kafka binds it. */
    private static final int PORT_ATTEMPTS = 5;

    private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(20);

    private final BrokerDirectory directory;
    private final KafkaRaftServer server;
    private final Ports ports;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedKafka(BrokerDirectory directory, KafkaRaftServer server, Ports ports) {
        this.directory = directory;
        this.server = server;
        this.ports = ports;
    }

    /**
     * Starts the broker and waits until clients can use it.
     *
     * @param dir where the broker keeps everything; made if it is missing
     * @param deadline how long to wait
     * @param onFatal gets a sentence, from any thread, when the broker cannot go on
     * @throws BrokerException with one sentence for the user: directory in use or not usable, deadline over, or what
     *     Kafka says
     */
    public static EmbeddedKafka start(Path dir, Duration deadline, Consumer<String> onFatal) {
        return start(dir, deadline, onFatal, Ports::choose);
    }

    /**
     * As above, on a port that is known before.
     *
     * @throws BrokerException also if somebody else has the port
     */
    public static EmbeddedKafka start(Path dir, int port, Duration deadline, Consumer<String> onFatal) {
        return start(dir, deadline, onFatal, () -> Ports.with(port));
    }

    /** As above, on the ports of another one that has ended, so that its clients find this one. */
    static EmbeddedKafka startInPlaceOf(EmbeddedKafka before, Path dir, Duration deadline, Consumer<String> onFatal) {
        return start(dir, deadline, onFatal, () -> before.ports);
    }

    private static EmbeddedKafka start(Path dir, Duration deadline, Consumer<String> onFatal, PortChoice choice) {
        BrokerDirectory directory = BrokerDirectory.open(dir);
        CompletableFuture<EmbeddedKafka> started = new CompletableFuture<>();
        tellInsteadOfEnding(() -> {
            String sentence = "the embedded broker cannot write to " + dir + "; is the disk full?";
            if (!started.completeExceptionally(new BrokerException(sentence, null))) {
                onFatal.accept(sentence);
            }
        });
        run("embedded-kafka-start", () -> {
            try {
                EmbeddedKafka kafka = startOn(choice, directory);
                if (!started.complete(kafka)) {
                    kafka.close(); // too late, nobody waits any more
                }
            } catch (Throwable e) {
                directory.close();
                started.completeExceptionally(e);
            }
        });
        return await(started, deadline);
    }

    private static void tellInsteadOfEnding(Runnable tell) {
        // Kafka does not expect to go on after a halt: the error ends the thread, which asks for an exit then.
        Exit.setHaltProcedure((_, _) -> {
            tell.run();
            throw new FatalExitError();
        });
        Exit.setExitProcedure((_, _) -> tell.run());
    }

    /** Where clients connect to, as {@code host:port}. */
    public String bootstrapServers() {
        return BrokerSettings.HOST + ":" + ports.broker();
    }

    /** Stops cleanly. Where Kafka does not stop in time, that is logged; the directory stays taken until it does. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        CompletableFuture<Void> stopped = new CompletableFuture<>();
        run("embedded-kafka-stop", () -> {
            try (directory) {
                server.shutdown();
                server.awaitShutdown();
            } catch (Throwable e) {
                LOG.warn("The embedded broker did not stop cleanly; its next start checks its data", e);
            } finally {
                stopped.complete(null);
            }
        });
        try {
            stopped.get(CLOSE_DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            LOG.warn("The embedded broker did not stop within {} s", CLOSE_DEADLINE.toSeconds());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static EmbeddedKafka await(CompletableFuture<EmbeddedKafka> started, Duration deadline) {
        try {
            return started.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof BrokerException told) {
                throw told;
            }
            throw new BrokerException("The embedded broker cannot start: " + e.getCause(), e.getCause());
        } catch (TimeoutException e) {
            throw givenUp(
                    started, "The embedded broker did not start within " + deadline.toMillis() / 1000.0 + " s.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw givenUp(started, "The start of the embedded broker was interrupted.", e);
        }
    }

    private static BrokerException givenUp(CompletableFuture<EmbeddedKafka> started, String message, Exception cause) {
        BrokerException exception = new BrokerException(message, cause);
        if (!started.completeExceptionally(exception) && started.state() == Future.State.SUCCESS) {
            started.resultNow().close(); // it became ready in this very moment
        }
        return exception;
    }

    private static EmbeddedKafka startOn(PortChoice choice, BrokerDirectory directory) throws IOException {
        for (int attempt = 1; ; attempt++) {
            Ports ports = choice.choose();
            try {
                if (directory.hasKilledBroker() && !KilledBroker.fence(directory.data(), ports.controller())) {
                    LOG.info("No broker was registered in {} before its process was killed", directory.data());
                }
                return new EmbeddedKafka(directory, startOn(ports, directory.data()), ports);
            } catch (RuntimeException e) {
                if (attempt == PORT_ATTEMPTS || !isTakenPort(e)) {
                    throw e;
                }
            }
        }
    }

    private static KafkaRaftServer startOn(Ports ports, Path data) {
        KafkaRaftServer server =
                new KafkaRaftServer(BrokerSettings.of(data, ports.broker(), ports.controller()), Time.SYSTEM);
        try {
            server.startup();
            return server;
        } catch (RuntimeException e) {
            server.shutdown();
            throw e;
        }
    }

    private static boolean isTakenPort(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                return true;
            }
        }
        return false;
    }

    private static void run(String name, Runnable task) {
        Thread.ofPlatform().name(name).daemon().start(task);
    }

    private interface PortChoice {
        Ports choose() throws IOException;
    }

    private record Ports(int broker, int controller) {
        /** This one, if it is free, and one that was free a moment ago. */
        static Ports with(int broker) throws IOException {
            InetAddress loopback = InetAddress.ofLiteral(BrokerSettings.HOST);
            try (ServerSocket _ = new ServerSocket(broker, 1, loopback);
                    ServerSocket controller = new ServerSocket(0, 1, loopback)) {
                return new Ports(broker, controller.getLocalPort());
            } catch (BindException e) {
                throw new BrokerException(
                        "Port " + broker + " of " + BrokerSettings.HOST + " cannot be had: " + e.getMessage() + ".", e);
            }
        }

        /** Two ports that were free a moment ago. */
        static Ports choose() throws IOException {
            InetAddress loopback = InetAddress.ofLiteral(BrokerSettings.HOST);
            try (ServerSocket first = new ServerSocket(0, 1, loopback);
                    ServerSocket second = new ServerSocket(0, 1, loopback)) {
                return new Ports(first.getLocalPort(), second.getLocalPort());
            }
        }
    }
}
