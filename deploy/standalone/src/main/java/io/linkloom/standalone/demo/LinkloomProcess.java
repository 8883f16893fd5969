package io.linkloom.standalone.demo;

import io.linkloom.common.runtime.Time;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The command {@code linkloom} as a process of its own, which can be killed without warning. For one thread. */
final class LinkloomProcess implements AutoCloseable {
    private static final String MAIN = "io.linkloom.standalone.Linkloom";
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final Process process;
    private final Path output;
    private final Time time;

    private LinkloomProcess(Process process, Path output, Time time) {
        this.process = process;
        this.output = output;
        this.time = time;
    }

    /**
     * Starts it.
     *
     * @param output gets what it says, in place of what is there
     */
    static LinkloomProcess start(List<String> arguments, Path output, Time time) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                MAIN));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new LinkloomProcess(process, output, time);
    }

    /** All it has said so far. */
    String said() throws IOException {
        return Files.readString(output);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    int exitCode() {
        return process.exitValue();
    }

    /** Waits until it has said these words; false if it ended before. */
    boolean awaitWords(String words, Duration atMost) throws IOException, InterruptedException {
        long deadline = time.nanos() + atMost.toNanos();
        while (!said().contains(words)) {
            if (endsWithin(BETWEEN_LOOKS)) {
                return false;
            }
            if (time.nanos() - deadline > 0) {
                throw new IOException("a process does not start: " + said());
            }
        }
        return true;
    }

    boolean endsWithin(Duration atMost) throws InterruptedException {
        return process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** SIGTERM, and waits for the end. */
    void stop(Duration atMost) throws IOException, InterruptedException {
        process.destroy();
        if (!endsWithin(atMost)) {
            throw new IOException("a process does not end when it is told to: " + said());
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
