package io.linkloom.standalone.command;

import io.linkloom.builder.app.OfflineShards;
import io.linkloom.builder.export.TsvExport;
import io.linkloom.common.runtime.DirectoryLock;
import io.linkloom.common.url.Sites;
import io.linkloom.standalone.crawl.DataDirectory;
import io.linkloom.standalone.logs.Logs;
import io.linkloom.standalone.output.Figures;
import io.linkloom.standalone.output.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code linkloom export}. */
@Command(
        name = "export",
        header = "Write the whole index into files that other tools read.",
        description = {
            "",
            "Writes links.tsv.gz (source, target, kind, rel, anchor, first_seen, lost_at, lost_reason, follow) with every "
                    + "link, sorted by target, then source, and pages.tsv.gz (url, state, outcome, status, fetched_at, depth), sorted by url; each with a "
                    + "header line. No crawl may be running on the directory meanwhile.",
            ""
        },
        footer = {
            "",
            "Example:",
            "  linkloom export --format tsv --out graph",
            "  zcat graph/links.tsv.gz | cut -f 2 | uniq -c | sort -rn | head"
        })
final class ExportCommand implements Callable<Integer> {

    /** What the files are. */
    enum ExportFormat {
        /** Tab-separated values, gzipped. */
        TSV
    }

    private final Session session;
    private final LinkloomCommand root;

    @Option(names = "--format", paramLabel = "tsv", required = true, description = "tsv.")
    private ExportFormat format = ExportFormat.TSV;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Where the files go; made if missing.")
    private Path out = Path.of("");

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = IndexOptions.DEFAULT_DIRECTORY,
            description = "Directory of the crawl; ./${DEFAULT-VALUE} if nothing else is said.")
    private Path data = Path.of(IndexOptions.DEFAULT_DIRECTORY);

    ExportCommand(Session session, LinkloomCommand root) {
        this.session = session;
        this.root = root;
    }

    @Override
    public Integer call() throws IOException {
        Logs.quiet(root.isDebug());
        DataDirectory directory = IndexOptions.existing(data);
        try (DirectoryLock _ = DirectoryLock.acquire(directory.path());
                OfflineShards index = OfflineShards.open(directory.shards())) {
            write(index);
        }
        return ExitCode.OK;
    }

    private void write(OfflineShards index) throws IOException {
        Terminal terminal = session.terminal();
        TsvExport.Written written = switch (format) {
            case TSV -> new TsvExport(new Sites(), out, rows -> progress(rows, terminal)).write(index.all());
        };
        terminal.say("wrote " + Figures.count(written.links(), "link", "links") + " to " + out.resolve("links.tsv.gz")
                + " and " + Figures.count(written.pages(), "page", "pages") + " to " + out.resolve("pages.tsv.gz"));
    }

    private static void progress(long rows, Terminal terminal) {
        if (terminal.interactive()) {
            terminal.err().print("\r" + Figures.count(rows) + " rows read ");
            terminal.err().flush();
        }
    }
}
