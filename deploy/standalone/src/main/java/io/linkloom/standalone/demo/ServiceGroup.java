package io.linkloom.standalone.demo;

import io.linkloom.common.runtime.Time;
import io.linkloom.standalone.answer.StatusJson;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * A broker, two builders that share the shards, and two workers, as processes. All shards end with the first builder, in the
 * directory of the crawl. For one thread.
 */
final class ServiceGroup implements AutoCloseable {
    /** Those of {@code linkloom crawl}, which works on the same topics. */
    static final int PARTITIONS = 8;

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private final ServiceMember broker;
    private final ServiceMember first;
    private final ServiceMember second;
    private final List<ServiceMember> workers;
    private final LongSupplier requestsLeft;
    private final Time time;
    private long restored;

    /**
     * None of them started but the broker.
     *
     * @param cluster settings that say where the broker is
     * @param requestsLeft how many requests the web has to get before all of its pages can have been fetched
     */
    ServiceGroup(
            KilledPlaces places,
            Round.Wanted wanted,
            Kills kills,
            ServiceMember broker,
            List<String> cluster,
            LongSupplier requestsLeft,
            Time time) {
        this.broker = broker;
        this.requestsLeft = requestsLeft;
        this.time = time;
        this.first = builder("first", places.data().shards(), places, wanted, kills, cluster);
        this.second = builder("second", places.secondMachine(), places, wanted, kills, cluster);
        this.workers = Stream.of("worker", "second-worker")
                .map(name -> worker(name, places, cluster))
                .toList();
    }

    private ServiceMember worker(String name, KilledPlaces places, List<String> cluster) {
        return new ServiceMember(Victim.WORKER, places.output(name), time, () -> {
            List<String> settings = new ArrayList<>(cluster);
            settings.addAll(places.workerSettings());
            settings.add("worker.http-address=127.0.0.1:0");
            settings.add("fetch.allow-addresses=127.0.0.0/8");
            settings.add("fetch.hosts-file=" + places.hosts());
            return command(Victim.WORKER, settings);
        });
    }

    private ServiceMember builder(
            String name, Path shards, KilledPlaces places, Round.Wanted wanted, Kills kills, List<String> cluster) {
        return new ServiceMember(Victim.BUILDER, places.output(name), time, () -> {
            List<String> settings = new ArrayList<>(cluster);
            settings.addAll(places.builderSettings(wanted.begin(), kills));
            settings.add("builder.http-address=127.0.0.1:0");
            settings.add("builder.directory=" + shards);
            // So few that nothing goes on while builders are away, and a round is not over before they are killed.
            settings.add("schedule.outstanding-per-partition=" + kills.any(places.outstanding()));
            return command(Victim.BUILDER, settings);
        });
    }

    private static List<String> command(Victim kind, List<String> settings) {
        List<String> arguments = new ArrayList<>(List.of(kind.label()));
        settings.forEach(setting -> arguments.addAll(List.of("--set", setting)));
        return arguments;
    }

    private Stream<ServiceMember> all() {
        return Stream.concat(Stream.of(broker, first, second), workers.stream());
    }

    List<ServiceMember> victims(Kills kills) {
        return all().filter(each -> kills.isVictim(each.kind())).toList();
    }

    boolean isSecond(ServiceMember member) {
        return member == second;
    }

    int starts() {
        return all().mapToInt(ServiceMember::starts).sum();
    }

    /** How many shards were made from snapshots, by processes that were still alive when somebody asked. */
    long restored() {
        return restored;
    }

    /** Kills one, to be started again after {@code away}. */
    void kill(ServiceMember victim, Duration away) throws IOException, InterruptedException {
        restored += victim.kind() == Victim.BUILDER ? victim.restored() : 0;
        victim.kill(away);
    }

    /** Lets them work for some time, and starts those that were away for long enough. */
    void pass(Duration howLong) throws IOException, InterruptedException {
        long end = time.nanos() + howLong.toNanos();
        do {
            for (ServiceMember each : all().toList()) {
                each.tick();
            }
            Thread.sleep(BETWEEN_LOOKS);
        } while (time.nanos() - end < 0);
    }

    /** Lets those work that run. */
    void watch(Duration howLong) throws IOException, InterruptedException {
        Thread.sleep(howLong);
        for (ServiceMember each : all().filter(ServiceMember::isRunning).toList()) {
            each.tick();
        }
    }

    void awaitUp() throws IOException, InterruptedException {
        for (ServiceMember each : all().toList()) {
            each.awaitUp();
        }
    }

    /** Whether nothing is left to fetch or to fold as far as the builders that run can say. */
    boolean isQuiet() throws IOException {
        int shards = 0;
        for (ServiceMember builder : List.of(first, second)) {
            if (builder.isRunning()) {
                StatusJson status = builder.status();
                if (status == null || !isQuiet(status)) {
                    return false;
                }
                shards += status.shards();
            }
        }
        return shards == PARTITIONS && requestsLeft.getAsLong() <= 0;
    }

    private static boolean isQuiet(StatusJson status) {
        return status.queued() + status.ordered() + status.lag() == 0
                && status.resting().isEmpty();
    }

    /** What the builders that run say of themselves. */
    String told() throws IOException {
        List<String> told = new ArrayList<>();
        for (ServiceMember builder : List.of(first, second)) {
            told.add(String.valueOf(builder.status()));
        }
        return String.join("; ", told);
    }

    /** Ends the workers, so that no visit comes any more. */
    void stopWorkers() throws IOException, InterruptedException {
        for (ServiceMember worker : workers) {
            worker.stop();
        }
    }

    /** Ends the second builder, by which all shards go to the first one. */
    void stopSecond() throws IOException, InterruptedException {
        restored += second.restored();
        second.stop();
    }

    void stopFirst() throws IOException, InterruptedException {
        restored += first.restored();
        first.stop();
    }

    @Override
    public void close() {
        all().forEach(ServiceMember::close);
    }
}
