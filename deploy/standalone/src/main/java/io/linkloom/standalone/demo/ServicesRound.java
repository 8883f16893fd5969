package io.linkloom.standalone.demo;

import io.linkloom.builder.app.OfflineShards;
import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.PageRow;
import io.linkloom.builder.store.PageState;
import io.linkloom.builder.store.Rows;
import io.linkloom.builder.store.Shard;
import io.linkloom.common.config.Config;
import io.linkloom.common.config.Flag;
import io.linkloom.common.config.Source;
import io.linkloom.common.runtime.Time;
import io.linkloom.common.topic.KafkaConnection;
import io.linkloom.common.topic.ShardOffsets;
import io.linkloom.common.topic.TopicAdmin;
import io.linkloom.common.topic.TopicNames;
import io.linkloom.common.url.WebUrl;
import io.linkloom.standalone.process.ServiceSettings;
import io.linkloom.standalone.service.Seeder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * A round of services: a broker, two builders and two workers are processes that are killed and come back sooner or later, so that
 * shards stay, go to the other builder, or come back; now and then with the machine's disk lost.
 * For one thread.
 */
final class ServicesRound implements Round {
    private static final String HOST = "127.0.0.1";
    private static final Duration KAFKA_WITHIN = Duration.ofSeconds(60);
    private static final Duration LONGEST_ROUND = Duration.ofMinutes(15);
    private static final Duration HAS_SHARDS_WITHIN = Duration.ofSeconds(20);
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final int SELDOM = 6;
    private static final int LONGEST_AWAY_MILLIS = 12_000;
    /** Of the kills of the second builder, one in so many takes its disk with it. */
    private static final int MACHINES_LOST = 3;
    /** The last words of a client on what it lags behind may be some time ago. */
    private static final int QUIET_LOOKS = 5;

    private final KilledPlaces places;
    private final Kills kills;
    private final LongSupplier requests;
    private final Time time;
    private int starts;
    private int machinesLost;
    private long restored;

    /**
     * With nothing started.
     *
     * @param requests how many the web has got
     */
    ServicesRound(KilledPlaces places, Kills kills, LongSupplier requests, Time time) {
        this.places = places;
        this.kills = kills;
        this.requests = requests;
        this.time = time;
    }

    int starts() {
        return starts;
    }

    int machinesLost() {
        return machinesLost;
    }

    /** Shards made from snapshots, at least. */
    long restored() {
        return restored;
    }

    @Override
    public void run(Wanted wanted) throws IOException, InterruptedException {
        long before = requests.getAsLong();
        int port = freePort();
        String address = HOST + ":" + port;
        try (ServiceMember broker = broker(port)) {
            broker.awaitUp();
            List<String> cluster = List.of(
                    "kafka.bootstrap-servers=" + address,
                    "kafka.partitions=" + ServiceGroup.PARTITIONS,
                    "kafka.replication=1");
            seed(cluster, wanted.seeds());
            LongSupplier left = () -> wanted.pages() - (requests.getAsLong() - before);
            try (ServiceGroup services = new ServiceGroup(places, wanted, kills, broker, cluster, left, time)) {
                killSome(services, wanted.kills());
                finish(services, address, wanted.begin());
                starts += services.starts();
                restored += services.restored();
            }
            broker.stop();
        }
    }

    private ServiceMember broker(int port) {
        return new ServiceMember(
                Victim.BROKER,
                places.output("broker"),
                time,
                () -> List.of("broker", "--data", places.data().kafka().toString(), "--port", Integer.toString(port)));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral(HOST))) {
            return socket.getLocalPort();
        }
    }

    private void seed(List<String> cluster, List<String> seeds) {
        List<Flag> flags = cluster.stream().map(Flag::set).toList();
        Config config = Config.load(ServiceSettings.ALL, List.of(Source.flags(flags)));
        Seeder.send(config, seeds.stream().map(WebUrl::parse).toList(), time);
    }

    private void killSome(ServiceGroup services, int most) throws IOException, InterruptedException {
        List<ServiceMember> victims = services.victims(kills);
        services.pass(LOOK);
        for (int i = 0; i < most && kills.areLeft(); i++) {
            ServiceMember victim = kills.next(victims);
            boolean early = kills.chance(SELDOM);
            if (!early) {
                victim.awaitUp();
                awaitShards(services, victim);
            }
            services.pass(kills.life());
            if (services.isQuiet()) {
                return;
            }
            services.kill(victim, away());
            kills.killed(victim.kind());
            if (services.isSecond(victim) && kills.chance(MACHINES_LOST)) {
                places.loseSecondMachine();
                machinesLost++;
            }
        }
    }

    /** Half of the builders are killed as they come, half at work: they get shards when the dead one's session is over. */
    private void awaitShards(ServiceGroup services, ServiceMember victim) throws IOException, InterruptedException {
        if (victim.kind() == Victim.BUILDER && kills.chance(2)) {
            long deadline = time.nanos() + HAS_SHARDS_WITHIN.toNanos();
            while (!victim.hasShards() && time.nanos() - deadline < 0) {
                services.pass(LOOK);
            }
        }
    }

    /** Half of them come back at once, half when others may have their shards. */
    private Duration away() {
        return kills.chance(2) ? Duration.ZERO : Duration.ofMillis(kills.below(LONGEST_AWAY_MILLIS));
    }

    private void finish(ServiceGroup services, String broker, Instant begin) throws IOException, InterruptedException {
        long deadline = time.nanos() + LONGEST_ROUND.toNanos();
        do {
            services.awaitUp();
            awaitQuiet(services, deadline);
            services.stopWorkers();
            services.stopSecond();
            awaitQuiet(services, deadline);
            services.stopFirst();
        } while (!isComplete(broker, begin));
    }

    private void awaitQuiet(ServiceGroup services, long deadline) throws IOException, InterruptedException {
        for (int quiet = 0; quiet < QUIET_LOOKS; ) {
            services.watch(LOOK);
            quiet = services.isQuiet() ? quiet + 1 : 0;
            if (time.nanos() - deadline > 0) {
                throw new IOException("the services do not come to an end: " + services.told());
            }
        }
    }

    /** What a client says of its lag is what it heard last; this is certain. */
    private boolean isComplete(String broker, Instant begin) {
        Map<Integer, ShardOffsets> ends;
        try (TopicAdmin admin = new TopicAdmin(KafkaConnection.to(broker), KAFKA_WITHIN)) {
            ends = admin.ends(new TopicNames(""), ServiceGroup.PARTITIONS);
        }
        try (OfflineShards index = OfflineShards.open(places.data().shards())) {
            return index.all().size() == ServiceGroup.PARTITIONS
                    && index.all().stream()
                            .allMatch(shard -> shard.offsets().equals(ends.get(shard.partition()))
                                    && isVisited(shard, begin.toEpochMilli()));
        }
    }

    private static boolean isVisited(Shard shard, long sinceMillis) {
        try (Rows<PageKey, PageRow> rows = shard.pages(Shard.ALL)) {
            while (rows.next()) {
                PageRow page = rows.row();
                PageRow.LastVisit last = page.lastVisit();
                boolean planned = page.state().name() == PageState.Name.QUEUED
                        || page.state().name() == PageState.Name.ORDERED;
                if (planned || (last != null && last.fetchedAtMillis() < sinceMillis)) {
                    return false;
                }
            }
            return true;
        }
    }
}
