package io.linkloom.standalone.command;

import io.linkloom.builder.app.CrawlBudget;
import io.linkloom.builder.app.FrontierSettings;
import io.linkloom.builder.app.OfflineShards;
import io.linkloom.builder.fold.Scope;
import io.linkloom.common.config.Config;
import io.linkloom.common.config.Flag;
import io.linkloom.common.runtime.ClosingReport;
import io.linkloom.common.runtime.StartException;
import io.linkloom.common.runtime.Time;
import io.linkloom.standalone.crawl.CrawlRequest;
import io.linkloom.standalone.crawl.CrawlSpec;
import io.linkloom.standalone.crawl.CrawlStatus;
import io.linkloom.standalone.crawl.CrawlSummary;
import io.linkloom.standalone.crawl.CrawlWatch;
import io.linkloom.standalone.crawl.DataDirectory;
import io.linkloom.standalone.crawl.Ending;
import io.linkloom.standalone.crawl.SeedList;
import io.linkloom.standalone.crawl.StandaloneCrawl;
import io.linkloom.standalone.logs.Logs;
import io.linkloom.standalone.output.Figures;
import io.linkloom.standalone.output.Terminal;
import io.linkloom.standalone.process.OneProcessSettings;
import io.linkloom.standalone.process.StopSignal;
import io.linkloom.worker.app.Worker;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code linkloom crawl}. */
@Command(
        name = "crawl",
        header = "Crawl, and keep an index of who links to what; everything in this one process.",
        description = {
            "",
            "Begins at the URLs and goes on until there is nothing left to fetch, or --max-pages, --max-bytes or --max-duration are reached. Ctrl-C stops it "
                    + "cleanly; the same command again goes on where it stopped, also after a crash.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  linkloom crawl --user-agent-contact https://you.example/ https://www.example.com/",
            "  linkloom crawl --user-agent-contact https://you.example/ --scope any --seeds seeds.txt",
            "  linkloom crawl --hosts hosts --allow-address 127.0.0.0/8 --delay 0s http://www.example.com/",
            "A crawl that was begun can be gone on with by its directory alone:",
            "  linkloom crawl --data my-crawl --user-agent-contact https://you.example/"
        })
final class CrawlCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Session session;
    private final LinkloomCommand root;

    @Mixin
    private SeedOptions seeds;

    @Mixin
    private PolitenessOptions politeness;

    @Mixin
    private ConfigOptions options;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where everything is kept; ./" + IndexOptions.DEFAULT_DIRECTORY + " if nothing else is said.")
    private Path data = Path.of(IndexOptions.DEFAULT_DIRECTORY);

    @Option(
            names = "--max-pages",
            paramLabel = "N",
            description = "End when so many pages were fetched, those of earlier runs included.")
    private @Nullable Long maxPages;

    @Option(
            names = "--max-bytes",
            paramLabel = "SIZE",
            description =
                    "End when pages of so many bytes were fetched, such as 10GiB, unpacked and those of earlier runs "
                            + "included. What is on its way then is still fetched.")
    private @Nullable String maxBytes;

    @Option(
            names = "--max-duration",
            paramLabel = "DURATION",
            description = "End this run after so long, such as 8h; the same command goes on.")
    private @Nullable String maxDuration;

    @Option(
            names = "--max-depth",
            paramLabel = "N",
            description = "Fetch pages at most so many links away from a URL given. Kept for later runs.")
    private @Nullable Integer maxDepth;

    @Option(
            names = "--again",
            description = "Fetch every page once more that was visited before now, with conditional requests where "
                    + "possible; the same command without it goes on.")
    private boolean again;

    @Option(
            names = "--recrawl",
            description =
                    "Visit pages again and again, those often whose links change, until Ctrl-C or --max-duration; as --set "
                            + "schedule.recrawl=adaptive.")
    private boolean recrawl;

    @Option(
            names = "--scope",
            paramLabel = "any|site|host|prefix",
            description = "Fetch pages of the sites of the URLs given (site, the default), of their hosts, in their "
                    + "directories (prefix), or any. Kept for later runs.")
    private Scope.@Nullable Kind scope;

    @Option(
            names = "--scope-rules",
            paramLabel = "FILE",
            description =
                    "Rules that let pages in or keep them out before --scope decides, one a line, such as \"deny host "
                            + "ads.example.com\"; read again when it changes. Kept for later runs; \"\" takes it back.")
    private @Nullable String scopeRules;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "Port of the HTTP API on this machine; a free one if nothing else is said.")
    private @Nullable String port;

    CrawlCommand(Session session, LinkloomCommand root) {
        this.session = session;
        this.root = root;
    }

    @Override
    public Integer call() throws InterruptedException {
        DataDirectory directory = new DataDirectory(data);
        Duration longest = longest();
        CrawlRequest request = request(directory);
        Logs.toFile(directory.log(), root.isDebug());
        session.terminal().tell("starting in " + directory);
        try (StopSignal stop = StopSignal.ofProcess(PATIENCE);
                StandaloneCrawl crawl = start(request, stop)) {
            if (crawl == null) {
                session.terminal().tell("stopped before it had started; the same command begins again");
                return ExitCode.OK;
            }
            return run(crawl, stop, directory, longest);
        }
    }

    /** Null if it was stopped meanwhile: parts that start while the process ends fail, each in a way of its own. */
    private static @Nullable StandaloneCrawl start(CrawlRequest request, StopSignal stop) {
        try {
            return StandaloneCrawl.start(request, Time.system());
        } catch (RuntimeException e) {
            if (stop.isRequested()) {
                return null;
            }
            throw e;
        }
    }

    private CrawlRequest request(DataDirectory directory) {
        CrawlBudget budget = budget();
        if ((maxPages != null && maxPages < 1) || (maxDepth != null && maxDepth < 0)) {
            throw new UsageException("--max-pages takes 1 or more, --max-depth 0 or more");
        }
        if (again && (maxPages != null || maxBytes != null)) {
            throw new UsageException("--again fetches every page, so it takes no --max-pages and no --max-bytes");
        }
        Config config = config();
        SeedList list = seeds.read(session.terminal());
        if (list.urls().isEmpty()
                && CrawlSpec.read(directory.crawlFile()).seeds().isEmpty()) {
            throw new UsageException("there is no URL to begin with, and no crawl in " + directory
                    + " to go on with; name a URL, or a file of them with --seeds");
        }
        requireAdmitted(config);
        @Nullable Instant since = again ? Instant.ofEpochMilli(Time.system().millis()) : null;
        return new CrawlRequest(directory, config, list.urls(), scope, maxDepth, since, scopeRules, budget);
    }

    private CrawlBudget budget() {
        long pages = maxPages == null ? Long.MAX_VALUE : maxPages;
        return new CrawlBudget(pages, maxBytes == null ? Long.MAX_VALUE : Bound.bytes("--max-bytes", maxBytes));
    }

    private Duration longest() {
        return maxDuration == null ? CrawlWatch.FOREVER : Bound.duration("--max-duration", maxDuration);
    }

    /** What would stop the worker later is known before anything is started. */
    private static void requireAdmitted(Config config) {
        try {
            Worker.check(config);
        } catch (StartException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private Config config() {
        List<Flag> flags = new ArrayList<>(politeness.flags());
        if (port != null) {
            flags.add(Flag.option("--port", OneProcessSettings.HTTP_PORT, port));
        }
        if (recrawl) {
            flags.add(Flag.option("--recrawl", FrontierSettings.RECRAWL, "adaptive"));
        }
        return options.load(OneProcessSettings.ALL, session.environment(), flags);
    }

    private int run(StandaloneCrawl crawl, StopSignal stop, DataDirectory directory, Duration longest)
            throws InterruptedException {
        Terminal terminal = session.terminal();
        terminal.tell("crawling; the API is at " + crawl.api());
        CrawlWatch watch = new CrawlWatch(crawl, terminal, stop, Time.system(), longest);
        Ending ending = watch.await();
        switch (ending) {
            case Ending.Stopped() -> terminal.tell("stopping; this takes a few seconds");
            // Told before the close, which takes its time where a part is broken.
            case Ending.Failed(String sentence) ->
                terminal.tell("the crawl cannot go on: " + sentence + "; " + directory.log()
                        + " says more, and the same command goes on from here");
            case Ending.Finished _ -> {}
        }
        CrawlStatus status = crawl.status();
        ClosingReport closing = crawl.stop();
        if (!closing.isClean()) {
            terminal.tell("not everything ended as it should: " + closing);
        }
        return switch (ending) {
            case Ending.Finished(Ending.Rest rest) -> {
                summarise(directory);
                terminal.say("");
                terminal.say(sentence(rest, status) + "; this run took " + Figures.took(watch.elapsed()));
                yield ExitCode.OK;
            }
            case Ending.Stopped() -> {
                terminal.tell("stopped after " + Figures.count(status.pages(), "page", "pages")
                        + "; the same command goes on from here");
                yield ExitCode.OK;
            }
            case Ending.Failed _ -> ExitCode.FAILED;
        };
    }

    private static String sentence(Ending.Rest rest, CrawlStatus status) {
        return switch (rest) {
            case NOTHING -> "nothing is left to fetch";
            case OVER_BUDGET -> "as much as asked for is fetched";
            case OUT_OF_TIME ->
                "the time is over; " + Figures.count(status.queued(), "page waits", "pages wait")
                        + ", and the same command goes on with them";
            case FOR_LATER -> {
                long wait = status.waitingUntilMillis() - Time.system().millis();
                yield "nothing is left to fetch now; "
                        + Figures.count(status.queued() + status.awaitingRetry(), "page waits", "pages wait")
                        + " for a retry or for a host that refuses requests, the first for "
                        + Figures.clock(Duration.ofMillis(Math.max(0, wait)))
                        + " from now, and the same command goes on with them";
            }
        };
    }

    private void summarise(DataDirectory directory) {
        try (OfflineShards index = OfflineShards.open(directory.shards())) {
            CrawlSummary.of(index.all()).show(session.terminal());
        }
    }
}
