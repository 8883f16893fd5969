package io.linkloom.standalone.command;

import io.linkloom.builder.api.BacklinksJson;
import io.linkloom.builder.api.Json;
import io.linkloom.builder.query.BacklinksQuestion;
import io.linkloom.builder.query.Externality;
import io.linkloom.builder.query.LinkState;
import io.linkloom.builder.query.Position;
import io.linkloom.builder.query.Resolve;
import io.linkloom.builder.query.Target;
import io.linkloom.builder.query.TargetScope;
import io.linkloom.common.url.Sites;
import io.linkloom.standalone.answer.Answers;
import io.linkloom.standalone.answer.BacklinkRows;
import io.linkloom.standalone.answer.BacklinkRows.Part;
import io.linkloom.standalone.logs.Logs;
import io.linkloom.standalone.output.Figures;
import io.linkloom.standalone.output.Format;
import io.linkloom.standalone.output.Terminal;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code linkloom backlinks}. */
@Command(
        name = "backlinks",
        header = "Say who links to a page, a directory, a host or a site.",
        description = {
            "",
            "Shows links that are there as far as is known. While a crawl runs on the directory, the running process answers; "
                    + "otherwise the directory is read.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  linkloom backlinks https://www.example.com/about",
            "  linkloom backlinks example.com --scope site --limit 20",
            "  linkloom backlinks https://www.example.com/docs/ --scope prefix --external all",
            "  linkloom backlinks example.com --scope host --format csv > links.csv"
        })
final class BacklinksCommand implements Callable<Integer> {

    private final Session session;
    private final LinkloomCommand root;

    @Parameters(paramLabel = "TARGET", description = "A URL; with --scope host or site a host name will do.")
    private String target = "";

    @Mixin
    private IndexOptions index;

    @Option(
            names = "--scope",
            paramLabel = "url|prefix|host|site",
            description =
                    "How much TARGET means: that page (url, the default), pages whose URL begins with it, its host, "
                            + "or its site.")
    private TargetScope scope = TargetScope.URL;

    @Option(
            names = "--external",
            paramLabel = "site|host|all",
            description = "Which links count: those from other sites (site, the default), from other hosts, or all.")
    private Externality external = Externality.SITE;

    @Option(
            names = "--state",
            paramLabel = "live|lost|moved|all",
            description =
                    "Which links count: those that are there (live, the default), that are gone (lost), that went on to "
                            + "their page's new address (moved), or all.")
    private LinkState state = LinkState.LIVE;

    @Option(
            names = "--resolve",
            paramLabel = "none|redirect|canonical|all",
            description =
                    "Whether links to addresses count that redirect to TARGET, name it as canonical, or either; none "
                            + "is the default.")
    private Resolve resolve = Resolve.NONE;

    @Option(names = "--limit", paramLabel = "N", description = "Most links to show; 100 if nothing else is said.")
    private int limit = BacklinksQuestion.DEFAULT_LIMIT;

    @Option(
            names = "--cursor",
            paramLabel = "CURSOR",
            description = "Go on where an earlier answer to the same question ended, with the cursor that it gave.")
    private @Nullable String cursor;

    @Option(
            names = "--format",
            paramLabel = "table|json|csv",
            description = "table (the default), json with one object a line, or csv.")
    private Format format = Format.TABLE;

    BacklinksCommand(Session session, LinkloomCommand root) {
        this.session = session;
        this.root = root;
    }

    @Override
    public Integer call() throws IOException {
        Logs.quiet(root.isDebug());
        if (limit < 1 || limit > BacklinksQuestion.MAX_LIMIT) {
            throw new UsageException("--limit is " + limit + "; it takes 1 to " + BacklinksQuestion.MAX_LIMIT);
        }
        BacklinksQuestion question = question();
        try (Answers answers = index.open()) {
            BacklinksJson answer = answers.backlinks(question);
            show(answer);
            explain(answer);
        }
        return ExitCode.OK;
    }

    private BacklinksQuestion question() {
        try {
            Target asked = Target.parse(target, scope, new Sites());
            Position after = cursor == null ? null : Position.parse(cursor);
            return new BacklinksQuestion(asked, external, state, resolve, limit, true, after);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private void show(BacklinksJson answer) {
        Terminal terminal = session.terminal();
        switch (format) {
            case JSON -> answer.rows().forEach(row -> terminal.out().print(Json.line(row) + "\n"));
            case CSV -> BacklinkRows.show(answer.rows(), Format.CSV, terminal, parts());
            case TABLE -> {
                if (!answer.rows().isEmpty()) {
                    BacklinkRows.show(answer.rows(), Format.TABLE, terminal, parts());
                }
            }
        }
    }

    /** Tables have little room, so they show only what can differ; CSV has columns that programs can rely on. */
    private Set<Part> parts() {
        Set<Part> parts = EnumSet.noneOf(Part.class);
        if (format == Format.CSV || scope != TargetScope.URL) {
            parts.add(Part.TARGET);
        }
        if (resolve != Resolve.NONE) {
            parts.add(Part.VIA);
        }
        if (format == Format.CSV) {
            parts.add(Part.FOLLOW);
        }
        if (state != LinkState.LIVE) {
            parts.add(Part.LOST);
        }
        return parts;
    }

    /** What the rows do not say goes to stderr, so that it is in nobody's way. */
    private void explain(BacklinksJson answer) {
        Terminal terminal = session.terminal();
        answer.incomplete().forEach(sentence -> terminal.tell("not all was looked at: " + sentence));
        if (answer.more()) {
            terminal.tell("there are more links than these "
                    + Figures.count(answer.rows().size()) + "; --limit shows more of them, --cursor "
                    + answer.cursor() + " the next ones");
        } else if (answer.rows().isEmpty()) {
            terminal.tell(whyNone(answer));
        }
    }

    private String whyNone(BacklinksJson answer) {
        if (cursor != null) {
            return "there are no more links";
        }
        if (!answer.known()) {
            return answer.target() + " is not known: no page that was crawled links to it";
        }
        Long hidden = answer.hiddenInternal();
        if (hidden == null || hidden == 0) {
            return switch (state) {
                case LIVE -> "no page that was crawled links to " + answer.target();
                case LOST -> "no page that was crawled is known to have lost a link to " + answer.target();
                case MOVED -> "no page with a link to " + answer.target() + " is known to have moved";
                case ALL -> "no page that was crawled links to " + answer.target() + ", or ever did";
            };
        }
        String from = Externality.HOST.label().equals(answer.external()) ? "host" : "site";
        return "no other " + from + " links to " + answer.target() + ", but "
                + Figures.count(hidden, "link comes", "links come")
                + " from its own site; --external all shows them";
    }
}
