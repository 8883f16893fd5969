package io.linkloom.standalone.command;

import io.linkloom.builder.api.Json;
import io.linkloom.builder.api.SummaryJson;
import io.linkloom.builder.query.Summaries;
import io.linkloom.builder.query.Target;
import io.linkloom.builder.query.TargetScope;
import io.linkloom.common.url.Sites;
import io.linkloom.standalone.answer.Answers;
import io.linkloom.standalone.answer.SummaryRows;
import io.linkloom.standalone.logs.Logs;
import io.linkloom.standalone.output.Format;
import io.linkloom.standalone.output.Terminal;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code linkloom summary}. */
@Command(
        name = "summary",
        header = "Say how many links, hosts and sites a page, host or site has.",
        description = {
            "",
            "Counts links from other sites: those that are live, those of them that are follow links, and all that ever were; and "
                    + "shows what became of the links to the whole site in the last " + Summaries.HISTORY_DAYS
                    + " days (UTC).",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  linkloom summary https://www.example.com/about",
            "  linkloom summary www.example.com",
            "  linkloom summary example.com --format json"
        })
final class SummaryCommand implements Callable<Integer> {

    private final Session session;
    private final LinkloomCommand root;

    @Parameters(
            paramLabel = "TARGET",
            description = "A URL, or a host name, which stands for the whole site where it is one.")
    private String target = "";

    @Mixin
    private IndexOptions index;

    @Option(
            names = "--scope",
            paramLabel = "url|host|site",
            description = "How much TARGET means: that page, its host, or its site; by default what it looks like.")
    private @Nullable TargetScope scope;

    @Option(
            names = "--format",
            paramLabel = "table|json|csv",
            description = "table (the default), json with one object, or csv with the counts alone.")
    private Format format = Format.TABLE;

    SummaryCommand(Session session, LinkloomCommand root) {
        this.session = session;
        this.root = root;
    }

    @Override
    public Integer call() throws IOException {
        Logs.quiet(root.isDebug());
        Target asked = asked();
        SummaryJson summary;
        try (Answers answers = index.open()) {
            summary = answers.summary(asked);
        }
        Terminal terminal = session.terminal();
        switch (format) {
            case JSON -> terminal.out().print(Json.line(summary) + "\n");
            case CSV -> SummaryRows.counts(summary, Format.CSV, terminal);
            case TABLE -> {
                SummaryRows.counts(summary, Format.TABLE, terminal);
                SummaryRows.history(summary, terminal);
            }
        }
        if (!summary.known()) {
            terminal.tell(summary.target() + " is not known: no page that was crawled links to it");
        }
        return ExitCode.OK;
    }

    private Target asked() {
        if (scope == TargetScope.PREFIX) {
            throw new UsageException("--scope is prefix; links are counted for url, host and site");
        }
        try {
            return scope == null ? Summaries.target(target, new Sites()) : Target.parse(target, scope, new Sites());
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }
}
