package io.linkloom.standalone.command;

import io.linkloom.builder.app.BuilderSettings;
import io.linkloom.common.config.Config;
import io.linkloom.standalone.bench.FoldBench;
import io.linkloom.standalone.logs.Logs;
import io.linkloom.standalone.output.Format;
import io.linkloom.standalone.process.OneProcessSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code linkloom bench fold}. */
@Command(
        name = "fold",
        header = "Fold the links of an invented crawl and its recrawl into an index, and say what a link cost.",
        description = {
            "",
            "The folds and stores are those of a builder; there is no Kafka, no fetching and no scheduling. About 80 links a page,"
                    + " 85 of a hundred within the site, targets and sites by Zipf's law. Half a gigabyte of disk for ten"
                    + " million links, at twice that while files are merged.",
            ""
        },
        footer = {"", "Examples:", "  linkloom bench fold", "  linkloom bench fold --links 50000000 --format json"})
final class BenchFoldCommand implements Callable<Integer> {

    private static final long LEAST_LINKS = 100_000;

    private final Session session;
    private final LinkloomCommand root;

    @Option(
            names = "--links",
            paramLabel = "N",
            defaultValue = "5000000",
            description = "Links of all pages together; ${DEFAULT-VALUE}.")
    private long links;

    @Option(names = "--shards", paramLabel = "N", defaultValue = "1", description = "Shards; ${DEFAULT-VALUE}.")
    private int shards;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "250000",
            description = "Links that are folded before they are written; ${DEFAULT-VALUE}.")
    private int batch;

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description =
                    "Where a directory for the index is made, and removed; that for temporary files if nothing is said.")
    private Path directory = Path.of(System.getProperty("java.io.tmpdir"));

    @Option(names = "--format", description = "${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE}.", defaultValue = "table")
    private Format format = Format.TABLE;

    @Mixin
    private ConfigOptions options;

    BenchFoldCommand(Session session, LinkloomCommand root) {
        this.session = session;
        this.root = root;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (links < LEAST_LINKS || shards < 1 || batch < 1) {
            throw new UsageException("--links is at least " + LEAST_LINKS + ", --shards and --batch at least 1");
        }
        Config config = options.load(OneProcessSettings.ALL, session.environment(), List.of());
        Logs.toStderr(root.isDebug());
        Path place = Files.createTempDirectory(directory, "linkloom-bench-");
        try {
            FoldBench.Plan plan = new FoldBench.Plan(
                    links,
                    shards,
                    batch,
                    config.get(BuilderSettings.MEMORY),
                    config.get(BuilderSettings.INGEST_FROM),
                    config.get(BuilderSettings.INTERNAL_LINKS));
            new FoldBench(plan, place, session.terminal()).run().print(format, session.terminal());
            return ExitCode.OK;
        } finally {
            Directories.delete(place);
        }
    }
}
