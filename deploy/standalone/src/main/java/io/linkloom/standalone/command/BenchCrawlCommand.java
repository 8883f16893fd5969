package io.linkloom.standalone.command;

import io.linkloom.common.config.Config;
import io.linkloom.standalone.bench.CrawlBench;
import io.linkloom.standalone.bench.CrawlFigures;
import io.linkloom.standalone.bench.WebProcess;
import io.linkloom.standalone.crawl.DataDirectory;
import io.linkloom.standalone.logs.Logs;
import io.linkloom.standalone.output.Terminal;
import io.linkloom.standalone.process.OneProcessSettings;
import io.linkloom.standalone.process.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code linkloom bench crawl}. */
@Command(
        name = "crawl",
        header = "Crawl an invented web as fast as it goes, index on, and say what a page cost.",
        description = {
            "",
            "The web is served by a process of its own, whose processor time is given apart. Its pages are all HTML of about "
                    + "20 KB and answer at once; there is no delay between requests.",
            ""
        },
        footer = {"", "Examples:", "  linkloom bench crawl", "  linkloom bench crawl --sites 5000 --pages 200000"})
final class BenchCrawlCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Session session;
    private final LinkloomCommand root;

    @Option(names = "--sites", paramLabel = "N", defaultValue = "2000", description = "Sites; ${DEFAULT-VALUE}.")
    private int sites;

    @Option(names = "--pages", paramLabel = "N", defaultValue = "40000", description = "Pages; ${DEFAULT-VALUE}.")
    private int pages;

    @Option(
            names = "--links",
            paramLabel = "N",
            defaultValue = "80",
            description = "Links of a page; ${DEFAULT-VALUE}.")
    private int links;

    @Mixin
    private ConfigOptions options;

    BenchCrawlCommand(Session session, LinkloomCommand root) {
        this.session = session;
        this.root = root;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("linkloom-bench-");
        try (StopSignal stop = StopSignal.ofProcess(PATIENCE);
                WebProcess web = WebProcess.start(sites, pages, links)) {
            DataDirectory data = new DataDirectory(directory);
            Logs.toFile(data.log(), root.isDebug());
            Path hosts = directory.resolve("hosts");
            web.web().hostsFile(hosts);
            return tell(new CrawlBench(web, data, config(hosts), session.terminal()).run(stop));
        } finally {
            Directories.delete(directory);
        }
    }

    private int tell(CrawlBench.Result result) {
        Terminal terminal = session.terminal();
        return switch (result) {
            case CrawlBench.Result.Finished(CrawlFigures figures) -> {
                figures.named().forEach((name, figure) -> terminal.say(String.format("%-24s%s", name, figure)));
                yield ExitCode.OK;
            }
            case CrawlBench.Result.Ended(String why) -> throw new FailedException("nothing was measured: " + why);
        };
    }

    private Config config(Path hosts) {
        return options.load(OneProcessSettings.ALL, session.environment(), InventedWebFlags.of(hosts));
    }
}
