package io.linkloom.standalone.command;

import io.linkloom.builder.app.OfflineShards;
import io.linkloom.common.config.Config;
import io.linkloom.common.config.Flag;
import io.linkloom.common.runtime.Time;
import io.linkloom.standalone.crawl.DataDirectory;
import io.linkloom.standalone.crawl.Ending;
import io.linkloom.standalone.demo.Demo;
import io.linkloom.standalone.logs.Logs;
import io.linkloom.standalone.output.Figures;
import io.linkloom.standalone.output.Terminal;
import io.linkloom.standalone.process.OneProcessSettings;
import io.linkloom.standalone.process.StopSignal;
import io.linkloom.testkit.web.InventedWebServer;
import io.linkloom.testkit.web.InventedWebSpec;
import io.linkloom.worker.app.FetchSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code linkloom demo}. */
@Command(
        name = "demo",
        header = "Crawl a web that is invented for the purpose, and check the index against it, link by link.",
        description = {
            "",
            "Serves the web on this machine's loopback address, robots.txt, redirects, broken and slow pages included, crawls "
                    + "it with everything a real crawl has, and ends with 0 only if the index says what the web is.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  linkloom demo",
            "  linkloom demo --sites 1000 --pages 50000",
            "  linkloom demo --keep"
        })
final class DemoCommand implements Callable<Integer> {

    private static final String FOR_PAGES_THAT_NEVER_END = "12s";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Session session;
    private final LinkloomCommand root;

    @Option(
            names = "--sites",
            paramLabel = "N",
            defaultValue = "200",
            description = "Sites of the web; ${DEFAULT-VALUE}.")
    private int sites;

    @Option(names = "--pages", paramLabel = "N", defaultValue = "5000", description = "Its pages; ${DEFAULT-VALUE}.")
    private int pages;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Another number gives another web of the same shape; ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--keep", description = "Keep the index, and say how to ask it.")
    private boolean keep;

    @Mixin
    private ConfigOptions options;

    DemoCommand(Session session, LinkloomCommand root) {
        this.session = session;
        this.root = root;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        InventedWebSpec spec = spec();
        // The signal is the last to be closed: what was made for the moment is deleted before the process may end.
        try (StopSignal stop = StopSignal.ofProcess(PATIENCE)) {
            Path directory = Files.createTempDirectory("linkloom-demo-");
            Logs.toFile(new DataDirectory(directory).log(), root.isDebug());
            try (InventedWebServer server = InventedWebServer.start(spec)) {
                return run(server.spec(), directory, stop);
            } finally {
                if (!keep) {
                    Directories.delete(directory);
                }
            }
        }
    }

    private InventedWebSpec spec() {
        try {
            return InventedWebSpec.demo(0).withSize(sites, pages).withSeed(seed);
        } catch (IllegalArgumentException e) {
            throw new UsageException("no such web: " + e.getMessage());
        }
    }

    private int run(InventedWebSpec web, Path directory, StopSignal stop) throws IOException, InterruptedException {
        Terminal terminal = session.terminal();
        Path hosts = directory.resolve("hosts");
        web.hostsFile(hosts);
        DataDirectory data = new DataDirectory(directory);
        Demo demo = new Demo(web, data, config(hosts), terminal, Time.system());
        terminal.say("an invented web of " + Figures.count(web.sites(), "site", "sites") + " and "
                + Figures.count(web.pages(), "page", "pages") + " is on port " + web.port()
                + "; starting a crawl of it");
        return switch (demo.crawl(stop)) {
            case Ending.Finished _ -> check(demo, data) ? ExitCode.OK : ExitCode.FAILED;
            case Ending.Stopped _ -> {
                terminal.tell("stopped; the demonstration is not complete");
                yield ExitCode.FAILED;
            }
            case Ending.Failed(String sentence) -> throw new FailedException("the crawl cannot go on: " + sentence);
        };
    }

    private boolean check(Demo demo, DataDirectory data) {
        Terminal terminal = session.terminal();
        try (OfflineShards index = OfflineShards.open(data.shards())) {
            String page = demo.show(index);
            terminal.say("");
            boolean equal = demo.isEqual(index);
            if (keep) {
                terminal.say("");
                terminal.say("the index is kept; ask it with");
                terminal.say("  linkloom backlinks --data " + data + " " + (page == null ? "URL" : page));
            }
            return equal;
        }
    }

    /** The web is on loopback, belongs to nobody, and has pages that never end. */
    private Config config(Path hosts) {
        return options.load(
                OneProcessSettings.ALL,
                session.environment(),
                InventedWebFlags.of(
                        hosts, Flag.set(FetchSettings.REQUEST_TIMEOUT.key() + "=" + FOR_PAGES_THAT_NEVER_END)));
    }
}
