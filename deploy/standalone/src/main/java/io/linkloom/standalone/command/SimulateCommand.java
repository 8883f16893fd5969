package io.linkloom.standalone.command;

import io.linkloom.builder.simulation.Disks;
import io.linkloom.builder.simulation.Faults;
import io.linkloom.builder.simulation.MemoryDisks;
import io.linkloom.builder.simulation.RocksDisks;
import io.linkloom.builder.simulation.Simulation;
import io.linkloom.common.runtime.Time;
import io.linkloom.standalone.demo.KilledCrawl;
import io.linkloom.standalone.demo.Victim;
import io.linkloom.standalone.frontier.FrontierFigures;
import io.linkloom.standalone.frontier.FrontierPlan;
import io.linkloom.standalone.frontier.FrontierSimulation;
import io.linkloom.standalone.logs.Logs;
import io.linkloom.standalone.output.Column;
import io.linkloom.standalone.output.Figures;
import io.linkloom.standalone.output.Format;
import io.linkloom.standalone.output.Listing;
import io.linkloom.standalone.output.ProgressLine;
import io.linkloom.standalone.output.Terminal;
import io.linkloom.standalone.process.StopSignal;
import io.linkloom.testkit.web.Changes;
import io.linkloom.testkit.web.InventedWebSpec;
import io.linkloom.testkit.web.InventedWebSpec.Features;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** {@code linkloom simulate}. */
@Command(
        name = "simulate",
        header = "Let everything go wrong that can, and see that the index ends as it should.",
        description = {
            "",
            "Each seed is a history of a few builders with the real folds, stores and loop, over topics, machines and time that "
                    + "are made up: processes end at any point, Kafka and disks fail, shards move, records come twice. In the "
                    + "end the index has to be what the visits say. The same seed gives the same history.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  linkloom simulate --seeds 10000",
            "  linkloom simulate --from 4711 --seeds 1 --store rocksdb",
            "With --kills nothing is made up but the web: it changes, processes that crawl it are killed so many times, and in "
                    + "the end every link has to be as it should.",
            "  linkloom simulate --kills 50",
            "  linkloom simulate --kills 50 --kill builder,worker",
            "With --delay workers leave hosts alone too, some hosts ask for more, and none may be asked too soon.",
            "  linkloom simulate --kills 50 --kill builder,worker --delay 300ms",
            "With --frontier it is about what is crawled next, and nothing goes wrong.",
            "  LINKLOOM_JAVA_OPTS=-Xmx3g linkloom simulate --frontier --hosts 1000000 --pages 100000000"
        })
final class SimulateCommand implements Callable<Integer> {
    private static final List<String> NOT_WITH_FRONTIER =
            List.of("--seeds", "--visits", "--store", "--kills", "--kill", "--delay");

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int WEB_SITES = 60;
    private static final int WEB_PAGES = 2_000;
    private static final int WEB_LINKS = 25;
    /** Fewer, since hosts are to be left alone. */
    private static final int POLITE_WEB_PAGES = 900;

    private static final double PATIENT_HOSTS = 0.2;
    private static final int PATIENT_MILLIS = 40_000;
    private static final int LEAST_EPOCHS = 5;
    private static final int MOST_TOLD = 20;
    private static final List<Column> COLUMNS = List.of(Column.whole("what"), Column.whole("count"));

    /** Where the shards of a simulation are. */
    enum Store {
        MEMORY,
        ROCKSDB
    }

    private final Session session;
    private final LinkloomCommand root;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "100",
            description = "How many histories; ${DEFAULT-VALUE}.")
    private long seeds;

    @Option(
            names = "--from",
            paramLabel = "SEED",
            defaultValue = "0",
            description = "The first seed; ${DEFAULT-VALUE}.")
    private long from;

    @Option(
            names = "--visits",
            paramLabel = "N",
            defaultValue = "120",
            description = "Visits of each history; ${DEFAULT-VALUE}.")
    private int visits;

    @Option(
            names = "--store",
            paramLabel = "memory|rocksdb",
            description = "Whether shards are in memory (the default), or on disk as real ones are, which is slower.")
    private Store store = Store.MEMORY;

    @Option(
            names = "--kills",
            paramLabel = "N",
            description =
                    "Kill processes that really crawl an invented web that changes so many times instead; --from is the seed of "
                            + "web and kills.")
    private @Nullable Integer kills;

    @Option(
            names = "--kill",
            paramLabel = "crawl|builder|worker|broker",
            split = ",",
            description =
                    "Which processes --kills kills, one or several with commas: linkloom crawl, one of two linkloom builder, "
                            + "one of two linkloom worker, the linkloom broker that these have. Where it is crawl and others, "
                            + "they take turns at the same index, as the web changes; all of them if it is not given.")
    private @Nullable Set<Victim> victims;

    @Option(
            names = "--delay",
            paramLabel = "DURATION",
            description =
                    "For how long workers of --kills leave a host alone between two requests; not at all unless given.")
    private @Nullable String delay;

    @Option(
            names = "--format",
            paramLabel = "table|json|csv",
            description = "How often what went wrong, as a table (the default), json with an object a line, or csv.")
    private Format format = Format.TABLE;

    @Mixin
    private FrontierOptions frontier;

    @Spec
    private CommandSpec spec;

    SimulateCommand(Session session, LinkloomCommand root) {
        this.session = session;
        this.root = root;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (seeds < 1 || visits < 1 || (kills != null && kills < 1)) {
            throw new UsageException("--seeds, --visits and --kills take 1 or more");
        }
        if ((victims != null || delay != null) && kills == null) {
            throw new UsageException(
                    "--kill says who is killed, --delay how hosts are treated, and --kills how often: give that too");
        }
        checkKind();
        // What fails on purpose is no news.
        Path log = Files.createTempFile("linkloom-simulate-", ".log");
        Logs.toFile(log, root.isDebug());
        Path directory = Files.createTempDirectory(frontier.directory(), "linkloom-simulate-");
        try (StopSignal stop = StopSignal.ofProcess(PATIENCE)) {
            if (frontier.isWanted()) {
                return frontier(frontier.plan(from), directory, stop);
            }
            return kills == null ? run(directory, stop) : kill(kills, directory);
        } finally {
            Directories.delete(directory);
            Files.deleteIfExists(log);
        }
    }

    /** An option of another kind of simulation would do nothing. */
    private void checkKind() {
        ParseResult given = spec.commandLine().getParseResult();
        for (OptionSpec option :
                Objects.requireNonNull(spec.mixins().get("frontier")).options()) {
            if (!frontier.isWanted() && given.hasMatchedOption(option)) {
                throw new UsageException(option.longestName() + " goes with " + FrontierOptions.WANTED);
            }
        }
        for (String other : NOT_WITH_FRONTIER) {
            if (frontier.isWanted() && given.hasMatchedOption(other)) {
                throw new UsageException(other + " does nothing with " + FrontierOptions.WANTED);
            }
        }
    }

    private int frontier(FrontierPlan plan, Path directory, StopSignal stop) {
        Terminal terminal = session.terminal();
        FrontierFigures figures = new FrontierSimulation(plan, directory, terminal, stop::isRequested).run();
        try (Listing listing = Listing.of(format, FrontierFigures.COLUMNS, terminal)) {
            figures.writeTo(listing);
        }
        return figures.allMet() ? ExitCode.OK : ExitCode.FAILED;
    }

    private int kill(int wanted, Path directory) throws IOException, InterruptedException {
        Terminal terminal = session.terminal();
        KilledCrawl.Result result = new KilledCrawl(plan(wanted), directory, terminal::tell, Time.system()).run();
        show(result, terminal);
        result.differences().stream().limit(MOST_TOLD).forEach(terminal::say);
        return result.differences().isEmpty() ? ExitCode.OK : ExitCode.FAILED;
    }

    private KilledCrawl.Plan plan(int wanted) {
        Duration rest = delay == null ? Duration.ZERO : Bound.duration("--delay", delay);
        InventedWebSpec web = rest.isZero()
                ? InventedWebSpec.calm(WEB_SITES, WEB_PAGES, WEB_LINKS)
                : InventedWebSpec.calm(WEB_SITES, POLITE_WEB_PAGES, WEB_LINKS)
                        .withFeatures(Features.calm().withPatientHosts(PATIENT_HOSTS, PATIENT_MILLIS));
        return new KilledCrawl.Plan(
                web.withFillerBytes(2_000).withSeed(from).withChanges(Changes.lively()),
                from,
                victims == null ? EnumSet.allOf(Victim.class) : victims,
                wanted,
                LEAST_EPOCHS,
                rest);
    }

    private void show(KilledCrawl.Result result, Terminal terminal) {
        try (Listing listing = Listing.of(format, COLUMNS, terminal)) {
            result.kills().forEach((victim, count) -> listing.row("kills of linkloom " + victim.label(), count));
            listing.row("starts", result.starts());
            listing.row("machines lost", result.machinesLost());
            listing.row("shards made from snapshots", result.restored());
            listing.row("epochs of the web", result.epochs());
            listing.row("pages compared", result.pages());
            listing.row("live links compared", result.links());
            result.lost().forEach((reason, count) -> listing.row("links lost as " + reason.label(), count));
            listing.row("hosts asked again", result.hosts().asked());
            listing.row(
                    "of these, hosts that ask for a longer gap", result.hosts().patient());
            listing.row(
                    "shortest gap, ms over its rule", result.hosts().closest().toMillis());
            listing.row("differences", result.differences().size());
        }
    }

    private int run(Path directory, StopSignal stop) {
        Terminal terminal = session.terminal();
        Time time = Time.system();
        ProgressLine progress = new ProgressLine(terminal, time.nanos());
        Map<Faults.Fault, Long> faults = new EnumMap<>(Faults.Fault.class);
        long visitsSent = 0;
        long steps = 0;
        long done = 0;
        for (; done < seeds && !stop.isRequested(); done++) {
            Simulation.History history = history(from + done, directory);
            if (history == null) {
                progress.clear();
                return ExitCode.FAILED;
            }
            visitsSent += history.visits();
            steps += history.steps();
            history.faults().forEach((fault, count) -> faults.merge(fault, count, Long::sum));
            if (progress.due(time.nanos())) {
                progress.show(Figures.count(done + 1) + " of " + Figures.count(seeds) + " histories", time.nanos());
            }
        }
        progress.clear();
        try (Listing listing = Listing.of(format, COLUMNS, terminal)) {
            listing.row("histories that ended as they should", done);
            listing.row("visits", visitsSent);
            listing.row("steps of builders", steps);
            faults.forEach((fault, count) -> listing.row(fault.label(), count));
        }
        return done == seeds ? ExitCode.OK : ExitCode.FAILED;
    }

    /** Null if it did not end as it should, which is then told. */
    private Simulation.@Nullable History history(long seed, Path directory) {
        try (Disks disks =
                store == Store.MEMORY ? new MemoryDisks() : new RocksDisks(directory.resolve(Long.toString(seed)))) {
            return Simulation.run(seed, visits, disks);
        } catch (AssertionError e) {
            Terminal terminal = session.terminal();
            terminal.say(String.valueOf(e.getMessage()));
            terminal.say("it happens again with");
            terminal.say("  linkloom simulate --from " + seed + " --seeds 1 --visits " + visits + " --store "
                    + store.name().toLowerCase(Locale.ROOT));
            return null;
        }
    }
}
