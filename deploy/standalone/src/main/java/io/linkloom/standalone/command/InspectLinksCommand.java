package io.linkloom.standalone.command;

import io.linkloom.common.config.Parsed;
import io.linkloom.common.model.Link;
import io.linkloom.common.model.LinkKind;
import io.linkloom.common.model.RelToken;
import io.linkloom.common.url.ParseResult;
import io.linkloom.common.url.WebUrl;
import io.linkloom.standalone.output.Column;
import io.linkloom.standalone.output.Format;
import io.linkloom.standalone.output.Listing;
import io.linkloom.worker.app.ExtractSettings;
import io.linkloom.worker.extract.ExtractEngine;
import io.linkloom.worker.extract.ExtractLimits;
import io.linkloom.worker.extract.ExtractOptions;
import io.linkloom.worker.extract.LinkExtractor;
import io.linkloom.worker.extract.PageSource;
import io.linkloom.worker.robots.Robots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code linkloom inspect links}. */
@Command(
        name = "links",
        header = "Show the links of pages, as a worker reads them.",
        description = {
            "",
            "Writes JSON, one object a line for each link: one per target, in the order in which the page first has them. "
                    + "count says how many links the page has to the target; the other fields are those of the one that "
                    + "speaks for all, the first follow link that a reader sees if there is one.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  linkloom inspect links --base https://www.example.com/ index.html",
            "  curl -s https://www.example.com/ | linkloom inspect links --base https://www.example.com/ -",
            "  linkloom inspect links --base https://www.example.com/ --engine jsoup --kinds a,img *.html"
        })
final class InspectLinksCommand implements Callable<Integer> {
    private static final List<Column> FIELDS = List.of(
            Column.text("file"),
            Column.url("target"),
            Column.whole("kind"),
            Column.text("rel"),
            Column.text("anchor"),
            Column.whole("place"),
            Column.whole("position"),
            Column.text("text_before"),
            Column.text("text_after"),
            Column.whole("hreflang"),
            Column.whole("count"));

    private final Session session;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Pages; - is stdin.")
    private List<Path> files = List.of();

    @Option(
            names = "--base",
            paramLabel = "URL",
            required = true,
            description = "The pages' URL, from which relative links start; links to it are not shown.")
    private String base = "";

    @Option(
            names = "--content-type",
            paramLabel = "TYPE",
            defaultValue = "text/html",
            description = "The Content-Type header they came with; ${DEFAULT-VALUE} if nothing is said.")
    private String contentType = "";

    @Option(
            names = "--engine",
            paramLabel = "scanner|jsoup",
            description = "How they are read: as extract.engine says, scanner if nothing is said.")
    private ExtractEngine engine = ExtractSettings.ENGINE.defaultValue();

    @Option(
            names = "--kinds",
            paramLabel = "KIND,…",
            description = "Which kinds of links: as extract.kinds says, with its default if nothing is said.")
    private String kinds = ExtractSettings.KINDS.format(ExtractSettings.KINDS.defaultValue());

    InspectLinksCommand(Session session, LinkloomCommand ignored) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        WebUrl url = baseUrl();
        LinkExtractor extractor =
                engine.extractor(new ExtractOptions(Robots.AGENT, ExtractLimits.DEFAULT, chosenKinds()));
        try (Listing listing = Listing.of(Format.JSON, FIELDS, session.terminal())) {
            for (Path file : files) {
                byte[] html = read(file);
                PageSource page = new PageSource(url, html, html.length, contentType, "", List.of());
                extractor.extract(page).links().forEach(link -> row(listing, file, link));
            }
        }
        return ExitCode.OK;
    }

    private static void row(Listing listing, Path file, Link link) {
        listing.row(
                file.toString(),
                link.target().text(),
                link.kind().label(),
                RelToken.text(link.rel()),
                link.anchor(),
                link.place().label(),
                link.position(),
                link.textBefore(),
                link.textAfter(),
                link.hreflang(),
                link.count());
    }

    private WebUrl baseUrl() {
        return switch (WebUrl.tryParse(base, null)) {
            case ParseResult.Ok(WebUrl url) -> url;
            case ParseResult.Rejected(String reason) ->
                throw new UsageException("--base is \"" + base + "\", which is no web URL: " + reason);
        };
    }

    private Set<LinkKind> chosenKinds() {
        return switch (ExtractSettings.KINDS.parse(kinds)) {
            case Parsed.Value<Set<LinkKind>>(Set<LinkKind> chosen) -> chosen;
            case Parsed.Refused<Set<LinkKind>>(String why) -> throw new UsageException("--kinds: " + why);
        };
    }

    private static byte[] read(Path file) throws IOException {
        if (file.toString().equals("-")) {
            return System.in.readAllBytes();
        }
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new UsageException("there is no file " + file);
        }
    }
}
