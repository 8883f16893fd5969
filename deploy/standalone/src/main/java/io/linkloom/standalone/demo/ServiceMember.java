package io.linkloom.standalone.demo;

import io.linkloom.common.runtime.Time;
import io.linkloom.standalone.answer.AnswerException;
import io.linkloom.standalone.answer.RemoteAnswers;
import io.linkloom.standalone.answer.StatusJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A worker or a builder as a process: killed, away for a while, and started again. For one thread. */
final class ServiceMember implements AutoCloseable {
    private static final String UP = " is up; it answers at ";
    private static final Pattern ADDRESS = Pattern.compile(UP + "(\\S+)");
    private static final Pattern RESTORED = Pattern.compile("linkloom_shards_restored_total\\{[^}]*\\} (\\S+)");
    private static final Duration STARTS_WITHIN = Duration.ofMinutes(3);
    private static final Duration STOPS_WITHIN = Duration.ofMinutes(1);
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(20);

    private final Victim kind;
    private final Path output;
    private final Time time;
    private final Supplier<List<String>> arguments;
    private @Nullable LinkloomProcess process;
    private long startAtNanos;
    private int starts;

    /**
     * Not started yet.
     *
     * @param output gets what the process says
     * @param arguments of its next start
     */
    ServiceMember(Victim kind, Path output, Time time, Supplier<List<String>> arguments) {
        this.kind = kind;
        this.output = output;
        this.time = time;
        this.arguments = arguments;
        this.startAtNanos = time.nanos();
    }

    Victim kind() {
        return kind;
    }

    int starts() {
        return starts;
    }

    boolean isRunning() {
        return process != null;
    }

    /** Starts it if it is away and was so for long enough; fails if it has ended by itself. */
    void tick() throws IOException {
        LinkloomProcess running = process;
        if (running == null) {
            if (time.nanos() - startAtNanos >= 0) {
                process = LinkloomProcess.start(arguments.get(), output, time);
                starts++;
            }
        } else if (!running.isAlive()) {
            throw new IOException("a " + kind.label() + " ended with " + running.exitCode() + ": " + running.said());
        }
    }

    /** Ends it without warning, to be started again after {@code away}. */
    void kill(Duration away) throws InterruptedException {
        LinkloomProcess running = process;
        process = null;
        startAtNanos = time.nanos() + away.toNanos();
        if (running != null) {
            running.kill();
        }
    }

    /** Starts it if it is away, and waits until it is up. */
    void awaitUp() throws IOException, InterruptedException {
        startAtNanos = process == null ? time.nanos() : startAtNanos;
        tick();
        LinkloomProcess running = process;
        if (running != null && !running.awaitWords(UP, STARTS_WITHIN)) {
            tick();
        }
    }

    /** Tells it to end and waits for that. */
    void stop() throws IOException, InterruptedException {
        LinkloomProcess running = process;
        process = null;
        startAtNanos = time.nanos();
        if (running != null) {
            running.stop(STOPS_WITHIN);
        }
    }

    /** How far a builder is, null if it is not up, or does not answer. */
    @Nullable
    StatusJson status() throws IOException {
        URI address = address();
        if (address == null) {
            return null;
        }
        try (RemoteAnswers answers = new RemoteAnswers(address)) {
            return answers.status();
        } catch (AnswerException e) {
            return null;
        }
    }

    /** Whether a builder is up and has a shard. */
    boolean hasShards() throws IOException {
        StatusJson status = status();
        return status != null && status.shards() > 0;
    }

    /** How many shards a builder has made from snapshots since it was started, as far as it says so. */
    long restored() throws IOException, InterruptedException {
        URI address = address();
        if (address == null) {
            return 0;
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(address.resolve("/metrics"))
                    .timeout(ANSWERS_WITHIN)
                    .build();
            Matcher value = RESTORED.matcher(
                    client.send(request, HttpResponse.BodyHandlers.ofString()).body());
            return value.find() ? Math.round(Double.parseDouble(value.group(1))) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    private @Nullable URI address() throws IOException {
        LinkloomProcess running = process;
        if (running == null) {
            return null;
        }
        Matcher address = ADDRESS.matcher(running.said());
        return address.find() ? URI.create(address.group(1)) : null;
    }

    @Override
    public void close() {
        LinkloomProcess running = process;
        process = null;
        if (running != null) {
            running.close();
        }
    }
}
