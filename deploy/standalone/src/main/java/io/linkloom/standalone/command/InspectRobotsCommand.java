package io.linkloom.standalone.command;

import io.linkloom.common.url.ParseResult;
import io.linkloom.common.url.WebUrl;
import io.linkloom.standalone.output.Column;
import io.linkloom.standalone.output.Format;
import io.linkloom.standalone.output.Listing;
import io.linkloom.worker.robots.Robots;
import io.linkloom.worker.robots.RobotsRules;
import io.linkloom.worker.robots.Ruling;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code linkloom inspect robots}. */
@Command(
        name = "robots",
        header = "Show what a robots.txt says of pages.",
        description = {
            "",
            "Reads lines from stdin: a URL, or a path that begins with a slash. Writes one line for each: allowed or disallowed, "
                    + "a tab, and the line of the file that decided, or \"no rule\"; for what is neither URL nor path an "
                    + "exclamation mark and the reason. Which host a URL is on does not matter.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  echo /private/a | linkloom inspect robots robots.txt",
            "  linkloom inspect robots --agent googlebot --format json robots.txt < urls.txt"
        })
final class InspectRobotsCommand implements Callable<Integer> {

    /** What the answers look like. */
    enum AnswerFormat {
        /** A verdict, a tab, a line. */
        TEXT,
        /** One object a line. */
        JSON
    }

    private static final Pattern TOKEN = Pattern.compile("[a-zA-Z_-]+|\\*");
    private static final WebUrl ANY_HOST = WebUrl.parse("http://host.invalid/robots.txt");
    private static final List<Column> FIELDS = List.of(
            Column.whole("page"),
            Column.whole("allowed"),
            Column.whole("line"),
            Column.whole("rule"),
            Column.whole("why"));

    private static final int MAX_LINE = 1 << 20;

    private final Session session;

    @Parameters(paramLabel = "FILE", arity = "1", description = "The robots.txt.")
    private Path file = Path.of("");

    @Option(
            names = "--agent",
            paramLabel = "TOKEN",
            defaultValue = Robots.AGENT,
            description =
                    "The crawler's name in robots.txt files, * for one that no file names; ${DEFAULT-VALUE} if nothing is "
                            + "said.")
    private String agent = Robots.AGENT;

    @Option(
            names = "--format",
            paramLabel = "text|json",
            description = "text (the default), or json with one object a line.")
    private AnswerFormat format = AnswerFormat.TEXT;

    InspectRobotsCommand(Session session, LinkloomCommand ignored) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        if (!TOKEN.matcher(agent).matches()) {
            throw new UsageException("--agent is \"" + agent
                    + "\"; a crawler's name in robots.txt is of letters, underscores and hyphens, without a version");
        }
        byte[] content = read(file);
        RobotsRules rules = RobotsRules.parse(content, content.length, false, ANY_HOST, agent);
        // Not closed: whoever gave us stdin owns it.
        BufferedReader pages = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        if (format == AnswerFormat.TEXT) {
            answerInText(rules, pages, session.terminal().out());
        } else {
            answerInJson(rules, pages);
        }
        return ExitCode.OK;
    }

    private static byte[] read(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new UsageException("there is no file " + file);
        }
    }

    private static void answerInText(RobotsRules rules, BufferedReader pages, PrintWriter out) throws IOException {
        for (String page = next(pages); page != null; page = next(pages)) {
            out.print(
                    switch (parse(page)) {
                        case ParseResult.Ok(WebUrl url) -> text(rules.of(url.pathAndQuery()));
                        case ParseResult.Rejected(String reason) -> "! " + reason;
                    });
            out.print('\n');
            if (!pages.ready()) {
                out.flush(); // whoever asks line by line waits for it
            }
        }
        out.flush();
    }

    /** The next line up to its newline, null behind the last; of one that no URL is as long as, the beginning. */
    private static @Nullable String next(BufferedReader pages) throws IOException {
        StringBuilder line = new StringBuilder();
        int c = pages.read();
        if (c < 0) {
            return null;
        }
        for (; c >= 0 && c != '\n'; c = pages.read()) {
            if (line.length() < MAX_LINE) {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    private static ParseResult parse(String page) {
        return WebUrl.tryParse(page, page.startsWith("/") ? ANY_HOST : null);
    }

    private static String text(Ruling ruling) {
        return (ruling.allowed() ? "allowed\t" : "disallowed\t") + (ruling.line() == null ? "no rule" : ruling.line());
    }

    private void answerInJson(RobotsRules rules, BufferedReader pages) throws IOException {
        try (Listing listing = Listing.of(Format.JSON, FIELDS, session.terminal())) {
            for (String page = next(pages); page != null; page = next(pages)) {
                switch (parse(page)) {
                    case ParseResult.Ok(WebUrl url) -> row(listing, page, rules.of(url.pathAndQuery()));
                    case ParseResult.Rejected(String reason) -> listing.row(page, null, null, null, reason);
                }
            }
        }
    }

    private static void row(Listing listing, String page, Ruling ruling) {
        @Nullable Integer number = ruling.line() == null ? null : ruling.line().number();
        @Nullable String rule = ruling.line() == null ? null : ruling.line().text();
        listing.row(page, ruling.allowed(), number, rule, null);
    }
}
