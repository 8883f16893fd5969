package io.linkloom.standalone.bench;

import io.linkloom.common.runtime.Time;
import io.linkloom.common.topic.KafkaConnection;
import io.linkloom.common.url.WebUrl;
import io.linkloom.standalone.broker.EmbeddedKafka;
import io.linkloom.testkit.web.TrueGraph;
import io.linkloom.worker.fetch.AddressGuard;
import io.linkloom.worker.fetch.Cidr;
import io.linkloom.worker.fetch.FetchClient;
import io.linkloom.worker.fetch.FetchLimits;
import io.linkloom.worker.fetch.HostsFile;
import io.linkloom.worker.robots.Robots;
import io.linkloom.worker.robots.RobotsTimes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The worker's real loop, with orders and visits over a real broker, and very many hosts, all of them on loopback and each to be left
 * alone for a second; with and without a host among them that takes requests and never answers. Each round has topics of its own, is one
 * page of each host, and knows the hosts' robots.txt already.
 */
public final class HostsBench {
    /**
     * What is done.
     *
     * @param hosts that answer
     * @param warmRounds at first, the first of which reads every robots.txt
     * @param pairs of rounds, without and with the host that does not
     * @param deadOrders orders for that host
     */
    public record Plan(int hosts, int warmRounds, int pairs, int deadOrders) {}

    private static final Duration KAFKA_WITHIN = Duration.ofSeconds(60);

    private final Plan plan;
    private final Path directory;
    private final Time time = Time.system();
    private final AtomicReference<@Nullable String> brokerFailure = new AtomicReference<>();

    /** A measurement in a directory of its own, which is empty. */
    public HostsBench(Plan plan, Path directory) {
        this.plan = plan;
        this.directory = directory;
    }

    /** Measures. */
    public HostsFigures run() throws IOException, InterruptedException {
        AddressGuard guard = new AddressGuard(List.of(Cidr.parse("127.0.0.0/8")));
        HostsFile hosts = HostsFile.parse(List.of("127.0.0.1 *.test"), "benchmark");
        try (WebProcess web = WebProcess.start(plan.hosts(), plan.hosts(), 2);
                ServerSocket silent = new ServerSocket(0, plan.deadOrders() + 1, InetAddress.getLoopbackAddress());
                EmbeddedKafka kafka =
                        EmbeddedKafka.start(directory.resolve("kafka"), KAFKA_WITHIN, brokerFailure::set);
                FetchClient client = new FetchClient("Linkloom-benchmark", hosts, guard, FetchLimits.DEFAULT, time)) {
            List<WebUrl> pages = homes(web);
            List<WebUrl> dead = IntStream.range(0, plan.deadOrders())
                    .mapToObj(i -> WebUrl.parse("http://silent.test:" + silent.getLocalPort() + "/" + i))
                    .toList();
            HostsRound rounds = new HostsRound(
                    KafkaConnection.to(kafka.bootstrapServers()), client, new Robots(RobotsTimes.DEFAULT, time), time);
            for (int i = 0; i < plan.warmRounds(); i++) {
                var _ = rounds.run(pages, List.of());
            }
            return new HostsFigures(pairs(rounds, pages, dead));
        }
    }

    /** Which of two comes first changes, so that what grows slowly favours neither. */
    private List<HostsFigures.Pair> pairs(HostsRound rounds, List<WebUrl> pages, List<WebUrl> dead)
            throws IOException, InterruptedException {
        List<HostsFigures.Pair> pairs = new ArrayList<>();
        for (int i = 0; i < plan.pairs(); i++) {
            HostsFigures.Round first = rounds.run(pages, i % 2 == 0 ? List.of() : dead);
            HostsFigures.Round second = rounds.run(pages, i % 2 == 0 ? dead : List.of());
            pairs.add(i % 2 == 0 ? new HostsFigures.Pair(first, second) : new HostsFigures.Pair(second, first));
            String failure = brokerFailure.get();
            if (failure != null) {
                throw new IOException(failure);
            }
        }
        return pairs;
    }

    /** One page of each host. */
    private List<WebUrl> homes(WebProcess web) {
        return TrueGraph.of(web.web())
                .pages()
                .map(page -> WebUrl.parse(page.url()))
                .filter(url -> url.pathAndQuery().equals("/"))
                .limit(plan.hosts())
                .toList();
    }
}
