package io.linkloom.standalone.command;

import io.linkloom.builder.api.Json;
import io.linkloom.builder.api.WhyJson;
import io.linkloom.builder.query.Target;
import io.linkloom.common.url.WebUrl;
import io.linkloom.standalone.answer.Answers;
import io.linkloom.standalone.answer.WhyRows;
import io.linkloom.standalone.logs.Logs;
import io.linkloom.standalone.output.Format;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code linkloom why}. */
@Command(
        name = "why",
        header = "Say how a page became known, what became of it, and what is planned.",
        description = {
            "",
            "Shows the page's state, its last visit, when it is tried again, the way to it from where the crawl began, and what "
                    + "is known of its host: robots.txt, delay, failures, blocks.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  linkloom why https://www.example.com/about",
            "  linkloom why https://www.example.com/about --data my-crawl --format json"
        })
final class WhyCommand implements Callable<Integer> {

    private final Session session;
    private final LinkloomCommand root;

    @Parameters(paramLabel = "URL", description = "The page.")
    private String url = "";

    @Mixin
    private IndexOptions index;

    @Option(
            names = "--format",
            paramLabel = "table|json|csv",
            description = "table (the default), json with one object, or csv.")
    private Format format = Format.TABLE;

    WhyCommand(Session session, LinkloomCommand root) {
        this.session = session;
        this.root = root;
    }

    @Override
    public Integer call() throws IOException {
        Logs.quiet(root.isDebug());
        WebUrl page = parse();
        WhyJson answer;
        try (Answers answers = index.open()) {
            answer = answers.why(page);
        }
        if (format == Format.JSON) {
            session.terminal().out().print(Json.line(answer) + "\n");
        } else {
            WhyRows.show(answer, format, session.terminal());
        }
        return ExitCode.OK;
    }

    private WebUrl parse() {
        try {
            return Target.page(url);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }
}
