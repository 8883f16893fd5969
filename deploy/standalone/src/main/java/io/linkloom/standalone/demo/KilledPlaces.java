package io.linkloom.standalone.demo;

import io.linkloom.standalone.crawl.DataDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where the processes of a {@link KilledCrawl} have what, and what they are told of it: one crawl, whoever works on it.
 *
 * @param directory for everything
 * @param snapshots whether builders take snapshots of their shards
 * @param delay for which workers leave hosts alone
 */
record KilledPlaces(Path directory, boolean snapshots, Duration delay) {
    DataDirectory data() {
        return new DataDirectory(directory.resolve("crawl"));
    }

    /** Which host is where. */
    Path hosts() {
        return directory.resolve("hosts");
    }

    /** Where a second builder has the shards that are its. */
    Path secondMachine() {
        return directory.resolve("second");
    }

    /** Has all shards on the second machine be gone. */
    void loseSecondMachine() throws IOException {
        try (Stream<Path> all = Files.walk(secondMachine())) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (NoSuchFileException neverUsed) {
            // Then there is nothing to lose.
        }
    }

    /** What a process said last. */
    Path output(String process) {
        return directory.resolve(process + ".out");
    }

    /** Settings of whoever fetches; all hosts are at one address. */
    List<String> workerSettings() {
        return List.of("worker.delay=" + delayText(), "worker.ip-delay=0s");
    }

    /** How many orders a partition has under way, one of these: few, but not so few that a host that waits holds up all others. */
    List<String> outstanding() {
        return delay.isZero() ? List.of("1", "2", "5") : List.of("10", "20", "50");
    }

    private String delayText() {
        return delay.toMillis() + "ms";
    }

    /** Settings of whoever builds; how often it flushes is up to the dice. */
    List<String> builderSettings(Instant begin, Kills dice) {
        List<String> settings = new ArrayList<>();
        settings.add("schedule.again-since=" + begin);
        settings.add("schedule.host-delay=" + delayText());
        settings.add("store.flush-interval=" + dice.any(List.of("1s", "5m")));
        if (snapshots) {
            settings.add("store.snapshots=" + directory.resolve("snapshots"));
            settings.add("store.snapshot-interval=4s");
        }
        return settings;
    }
}
