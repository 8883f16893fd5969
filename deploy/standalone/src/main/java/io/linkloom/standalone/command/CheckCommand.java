package io.linkloom.standalone.command;

import io.linkloom.builder.api.Json;
import io.linkloom.builder.app.OfflineShards;
import io.linkloom.builder.check.Check;
import io.linkloom.builder.check.CheckReport;
import io.linkloom.common.runtime.DirectoryLock;
import io.linkloom.common.runtime.Time;
import io.linkloom.common.topic.ShardOffsets;
import io.linkloom.common.url.Sites;
import io.linkloom.standalone.answer.CheckJson;
import io.linkloom.standalone.crawl.DataDirectory;
import io.linkloom.standalone.logs.Logs;
import io.linkloom.standalone.output.Figures;
import io.linkloom.standalone.output.ProgressLine;
import io.linkloom.standalone.output.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code linkloom check}. */
@Command(
        name = "check",
        header = "Count a whole index again, and name every row that contradicts another.",
        description = {
            "",
            "Reads every row of every shard that is there and compares all that is kept twice: links at their sources and at "
                    + "their targets, counts and what they count, states of pages and what is planned. Nothing is changed. The "
                    + "directory is that of a crawl that is not running, or one with shards in it, such as a copy or a snapshot.",
            "",
            "Prints the differences and exits with 1 if there are any.",
            ""
        },
        footer = {"", "Examples:", "  linkloom check", "  linkloom check --data my-crawl --format json"})
final class CheckCommand implements Callable<Integer> {

    /** How the result is written. */
    enum CheckFormat {
        /** Sentences. */
        TEXT,
        /** One object. */
        JSON
    }

    private final Session session;
    private final LinkloomCommand root;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = IndexOptions.DEFAULT_DIRECTORY,
            description = "Directory of the crawl, or of shards; ./${DEFAULT-VALUE} if nothing else is said.")
    private Path data = Path.of(IndexOptions.DEFAULT_DIRECTORY);

    @Option(
            names = "--apart",
            description =
                    "The shards have not come equally far, as after a kill or in copies of different moments: name links "
                            + "that differ between sites, and do not fail for them.")
    private boolean apart;

    @Option(names = "--format", paramLabel = "text|json", description = "text (the default) or json with one object.")
    private CheckFormat format = CheckFormat.TEXT;

    CheckCommand(Session session, LinkloomCommand root) {
        this.session = session;
        this.root = root;
    }

    @Override
    public Integer call() throws IOException {
        Logs.quiet(root.isDebug());
        CheckReport report;
        DataDirectory crawl = new DataDirectory(data);
        if (crawl.hasIndex()) {
            try (DirectoryLock _ = DirectoryLock.acquire(crawl.path())) {
                report = check(crawl.shards());
            }
        } else {
            report = check(data);
        }
        boolean well = report.isClean() || (apart && report.isCleanWithinShards());
        switch (format) {
            case JSON -> session.terminal().out().print(Json.line(CheckJson.of(report)) + "\n");
            case TEXT -> tell(report);
        }
        return well ? ExitCode.OK : ExitCode.FAILED;
    }

    private CheckReport check(Path shards) {
        Time time = Time.system();
        ProgressLine progress = new ProgressLine(session.terminal(), time.nanos());
        try (OfflineShards index = OfflineShards.open(shards)) {
            return new Check(index.all(), new Sites(), what -> {
                        if (progress.due(time.nanos())) {
                            progress.show(what, time.nanos());
                        }
                    })
                    .run();
        } finally {
            progress.clear();
        }
    }

    private void tell(CheckReport report) {
        Terminal terminal = session.terminal();
        for (CheckReport.Difference difference : report.differences()) {
            terminal.say(
                    difference.kind().label() + ": " + Figures.count(difference.number(), "difference", "differences"));
            difference.named().forEach(sentence -> terminal.say("  " + sentence));
            long more = difference.number() - difference.named().size();
            if (more > 0) {
                terminal.say("  and " + Figures.count(more) + " more");
            }
        }
        long rows = report.rows().values().stream().mapToLong(Long::longValue).sum();
        String what = Figures.count(report.shards(), "shard", "shards") + " of " + report.partitions() + ", "
                + Figures.count(rows, "row", "rows") + ", " + Figures.count(report.links(), "link", "links");
        if (report.isClean()) {
            terminal.say("all is in order: " + what);
            return;
        }
        terminal.say("checked " + what);
        if (report.differences().stream().anyMatch(each -> each.kind().isBetweenShards())) {
            tellHowFar(report.offsets());
        }
    }

    /** Links between shards also differ while link changes wait in the topic. */
    private void tellHowFar(Map<Integer, ShardOffsets> offsets) {
        Terminal terminal = session.terminal();
        terminal.say(
                "links between sites also differ where link changes wait to be folded, as after a kill: start the crawl "
                        + "again and let it end, then check again. The shards have folded:");
        List<String> lines = offsets.entrySet().stream()
                .map(each -> "  shard " + each.getKey() + ": visits to offset "
                        + each.getValue().visits() + ", link changes to offset "
                        + each.getValue().links())
                .toList();
        lines.forEach(terminal::say);
    }
}
