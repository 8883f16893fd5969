package io.linkloom.standalone.command;

import io.linkloom.common.config.Config;
import io.linkloom.common.runtime.Time;
import io.linkloom.standalone.crawl.SeedList;
import io.linkloom.standalone.logs.Logs;
import io.linkloom.standalone.output.Figures;
import io.linkloom.standalone.process.ServiceSettings;
import io.linkloom.standalone.service.Seeder;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code linkloom seed}. */
@Command(
        name = "seed",
        header = "Give URLs to begin with to a crawl on a Kafka cluster.",
        description = {"", "Topics that are missing are made. URLs that are known already are not harmed.", ""},
        footer = {
            "",
            "Examples:",
            "  linkloom seed --config linkloom.conf https://www.example.com/",
            "  linkloom seed --config linkloom.conf --seeds seeds.txt"
        })
final class SeedCommand implements Callable<Integer> {

    private final Session session;
    private final LinkloomCommand root;

    @Mixin
    private SeedOptions seeds;

    @Mixin
    private ConfigOptions options;

    SeedCommand(Session session, LinkloomCommand root) {
        this.session = session;
        this.root = root;
    }

    @Override
    public Integer call() {
        Logs.quiet(root.isDebug());
        Config config = options.load(ServiceSettings.ALL, session.environment(), List.of());
        SeedList list = seeds.read(session.terminal());
        if (list.urls().isEmpty()) {
            throw new UsageException("there is no URL to begin with; name one, or a file of them with --seeds");
        }
        Seeder.send(config, list.urls(), Time.system());
        session.terminal().say("sent " + Figures.count(list.urls().size(), "seed", "seeds"));
        return ExitCode.OK;
    }
}
