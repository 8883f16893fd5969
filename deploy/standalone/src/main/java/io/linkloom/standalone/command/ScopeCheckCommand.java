package io.linkloom.standalone.command;

import io.linkloom.builder.app.ScopeFile;
import io.linkloom.builder.fold.ScopeRule;
import io.linkloom.builder.fold.ScopeRules;
import io.linkloom.common.runtime.StartException;
import io.linkloom.common.url.ParseResult;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.WebUrl;
import io.linkloom.standalone.output.Column;
import io.linkloom.standalone.output.Figures;
import io.linkloom.standalone.output.Format;
import io.linkloom.standalone.output.Listing;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code linkloom scope check}. */
@Command(
        name = "check",
        header = "Say what is wrong with a file of scope rules, or what it decides about pages.",
        description = {
            "",
            "Names every line that is no good as file:line: and what is wrong, and ends with exit code 1 if there is one. Of each URL it says whether "
                    + "the rules allow or deny it, or leave it to --scope of the crawl, and by which line.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  linkloom scope check rules.txt",
            "  linkloom scope check rules.txt https://www.example.com/docs/ --type application/pdf"
        })
final class ScopeCheckCommand implements Callable<Integer> {
    private static final List<Column> COLUMNS = List.of(
            Column.url("page"),
            Column.whole("decision"),
            Column.whole("line"),
            Column.text("rule"),
            Column.whole("recrawl_line"),
            Column.text("recrawl_rule"));

    private final Session session;

    @Parameters(index = "0", paramLabel = "FILE", description = "The rules.")
    private Path file = Path.of("");

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "URL", description = "Pages to decide about.")
    private List<String> pages = new ArrayList<>();

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            description =
                    "Decide as after a visit that showed this Content-Type; before one, rules about types do not hold.")
    private String type = "";

    @Option(
            names = "--depth",
            paramLabel = "N",
            description = "How many links the pages are away from a seed; 0 if nothing is said.")
    private int depth;

    @Option(
            names = "--format",
            paramLabel = "table|json|csv",
            description = "table (the default), json with one object a line, or csv.")
    private Format format = Format.TABLE;

    ScopeCheckCommand(Session session, LinkloomCommand ignored) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (depth < 0) {
            throw new UsageException("--depth takes 0 or more");
        }
        List<WebUrl> urls = pages.stream().map(ScopeCheckCommand::url).toList();
        Sites sites = new Sites();
        ScopeRules.Reading reading = read(sites);
        for (ScopeRules.Problem problem : reading.problems()) {
            session.terminal().out().print(file + ":" + problem.line() + ": " + problem.sentence() + "\n");
        }
        session.terminal().out().flush();
        if (!reading.problems().isEmpty()) {
            return ExitCode.FAILED;
        }
        if (urls.isEmpty()) {
            session.terminal()
                    .tell(file + " is good: " + Figures.count(reading.rules().size(), "rule", "rules"));
        } else {
            decide(urls, reading.rules(), sites);
        }
        return ExitCode.OK;
    }

    private ScopeRules.Reading read(Sites sites) {
        try {
            return ScopeFile.check(file, sites);
        } catch (StartException e) {
            throw new FailedException(String.valueOf(e.getMessage()));
        }
    }

    private static WebUrl url(String text) {
        return switch (WebUrl.tryParse(text, null)) {
            case ParseResult.Ok(WebUrl url) -> url;
            case ParseResult.Rejected(String reason) ->
                throw new UsageException("\"" + text + "\" is no URL of a page: " + reason);
        };
    }

    private void decide(List<WebUrl> urls, ScopeRules rules, Sites sites) {
        try (Listing listing = Listing.of(format, COLUMNS, session.terminal())) {
            for (WebUrl url : urls) {
                ScopeRule first = rules.first(url, depth, type, sites);
                ScopeRule recrawl = rules.interval(url, depth, type, sites);
                listing.row(
                        url.text(),
                        first == null ? "left to --scope" : first.allows() ? "allow" : "deny",
                        line(first),
                        text(first),
                        line(recrawl),
                        text(recrawl));
            }
        }
    }

    private static @Nullable Integer line(@Nullable ScopeRule rule) {
        return rule == null ? null : rule.line();
    }

    private static @Nullable String text(@Nullable ScopeRule rule) {
        return rule == null ? null : rule.text();
    }
}
