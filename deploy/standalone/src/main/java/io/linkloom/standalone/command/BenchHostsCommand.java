package io.linkloom.standalone.command;

import io.linkloom.standalone.bench.HostsBench;
import io.linkloom.standalone.logs.Logs;
import io.linkloom.standalone.output.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code linkloom bench hosts}. */
@Command(
        name = "hosts",
        header = "Time the worker's queues with very many hosts, and what a host that never answers costs the others.",
        description = {
            "",
            "The worker's own loop, fed by a broker, fetches a page of each host of an invented web, which another process serves, "
                    + "again and again, without and with a host among them that takes connections and never answers. In each round "
                    + "the time of every order that is added to the queues and of every one that is taken is noted.",
            ""
        },
        footer = {"", "Examples:", "  linkloom bench hosts", "  linkloom bench hosts --hosts 50000 --pairs 10"})
final class BenchHostsCommand implements Callable<Integer> {
    private static final int DEAD_ORDERS = 60;
    private static final int LEAST_HOSTS = 100;
    /** After so many the compiler is done with most. */
    private static final int WARM_ROUNDS = 3;

    private final Session session;
    private final LinkloomCommand root;

    @Option(names = "--hosts", paramLabel = "N", defaultValue = "20000", description = "Hosts; ${DEFAULT-VALUE}.")
    private int hosts;

    @Option(
            names = "--pairs",
            paramLabel = "N",
            defaultValue = "5",
            description = "Rounds without the host that never answers, and as many with it; ${DEFAULT-VALUE}.")
    private int pairs;

    @Option(
            names = "--format",
            paramLabel = "table|json|csv",
            description = "A table (the default), json with an object a line, or csv; times are microseconds.")
    private Format format = Format.TABLE;

    BenchHostsCommand(Session session, LinkloomCommand root) {
        this.session = session;
        this.root = root;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (hosts < LEAST_HOSTS || pairs < 1) {
            throw new UsageException("--hosts takes " + LEAST_HOSTS + " or more, --pairs 1 or more");
        }
        Path directory = Files.createTempDirectory("linkloom-bench-");
        try {
            Logs.toFile(directory.resolve("log"), root.isDebug());
            HostsBench.Plan plan = new HostsBench.Plan(hosts, WARM_ROUNDS, pairs, DEAD_ORDERS);
            new HostsBench(plan, directory).run().print(format, session.terminal());
            return ExitCode.OK;
        } finally {
            Directories.delete(directory);
        }
    }
}
