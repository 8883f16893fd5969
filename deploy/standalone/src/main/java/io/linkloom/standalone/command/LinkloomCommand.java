package io.linkloom.standalone.command;

import io.linkloom.standalone.output.Terminal;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command itself: what it says of itself, and the way to its sub-commands. */
@Command(
        name = "linkloom",
        versionProvider = Version.class,
        header = "Crawls the web and keeps an index of who links to what.",
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "",
            "See it work, on a web invented for the purpose:",
            "  linkloom demo",
            "Crawl a site, and ask who links to one of its pages:",
            "  linkloom crawl --user-agent-contact https://you.example/ https://www.example.com/",
            "  linkloom backlinks https://www.example.com/about",
            ""
        },
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%nOptions:%n",
        footer = {"", "linkloom COMMAND --help says more, with examples. Exit codes: 0 done, 1 failed, 2 wrong usage."},
        subcommands = {
            CrawlCommand.class,
            DemoCommand.class,
            BacklinksCommand.class,
            SummaryCommand.class,
            WhyCommand.class,
            StatusCommand.class,
            ControlCommand.class,
            ExportCommand.class,
            CheckCommand.class,
            WorkerCommand.class,
            BuilderCommand.class,
            SeedCommand.class,
            BrokerCommand.class,
            ConfigCommand.class,
            ScopeCommand.class,
            InspectCommand.class,
            BenchCommand.class,
            SimulateCommand.class
        })
public final class LinkloomCommand implements Runnable {

    @Option(
            names = "--debug",
            scope = ScopeType.INHERIT,
            description = "Show where a failure comes from, and log more.")
    private boolean debug;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean version;

    private final Session session;

    private LinkloomCommand(Session session) {
        this.session = session;
    }

    /**
     * Runs a command line to its end.
     *
     * @param environment variables that settings may come from
     * @return the exit code
     */
    public static int run(Terminal terminal, Map<String, String> environment, String... arguments) {
        Session session = new Session(terminal, environment);
        LinkloomCommand root = new LinkloomCommand(session);
        CommandLine command = new CommandLine(root, new Commands(session, root));
        command.setOut(terminal.out());
        command.setErr(terminal.err());
        command.setUsageHelpWidth(Math.clamp(terminal.columns(), 55, 120));
        command.setCaseInsensitiveEnumValuesAllowed(true);
        command.setExecutionExceptionHandler(
                (failure, failed, _) -> root.failures().tell(failure, failed));
        command.setParameterExceptionHandler((failure, _) -> root.failures().tellUsage(failure));
        try {
            return command.execute(arguments);
        } catch (Error e) {
            return root.failures().tellError(e);
        } finally {
            terminal.out().flush();
            terminal.err().flush();
        }
    }

    boolean isDebug() {
        return debug;
    }

    private Failures failures() {
        return new Failures(session.terminal(), debug);
    }

    /** Without a sub-command there is nothing to do but to explain. */
    @Override
    public void run() {
        throw new UsageException("say what to do, such as linkloom demo; linkloom --help lists all commands");
    }
}
