package io.linkloom.standalone.command;

import io.linkloom.builder.api.ControlCommands;
import io.linkloom.builder.api.ControlRequestJson;
import io.linkloom.builder.api.ControlsJson;
import io.linkloom.builder.api.Json;
import io.linkloom.common.url.WebUrl;
import io.linkloom.standalone.answer.ControlAccess;
import io.linkloom.standalone.answer.ControlRows;
import io.linkloom.standalone.crawl.SeedList;
import io.linkloom.standalone.logs.Logs;
import io.linkloom.standalone.output.Column;
import io.linkloom.standalone.output.Format;
import io.linkloom.standalone.output.Listing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code linkloom control}: each action is a method, and a command. */
@Command(
        name = "control",
        header = "Pause a crawl, block hosts, set delays, add seeds, visit again, drop what waits: while it runs.",
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "",
            "What is said is in force within seconds on all workers and builders, also after a restart, until it is taken back. "
                    + "A crawl that does not run hears it when it goes on.",
            ""
        },
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%nOptions:%n",
        footer = {
            "",
            "Examples:",
            "  linkloom control pause",
            "  linkloom control block ads.example.net --data my-crawl",
            "  linkloom control delay --scope site example.com 5s",
            "  linkloom control recrawl --scope prefix https://www.example.com/news/",
            "  linkloom control list --api http://127.0.0.1:8080"
        })
final class ControlCommand implements Runnable {

    private static final List<Column> COLUMNS = List.of(Column.whole("what"), Column.whole("value"));
    private static final String FORMAT = "table (the default), json with one object, or csv.";

    /** What hosts can be said by. */
    enum Hosts {
        HOST,
        SITE
    }

    /** What pages can be said by. */
    enum Pages {
        URL,
        PREFIX,
        HOST,
        SITE
    }

    private final Session session;
    private final LinkloomCommand root;

    ControlCommand(Session session, LinkloomCommand root) {
        this.session = session;
        this.root = root;
    }

    @Override
    public void run() {
        throw new UsageException("say what to do, such as linkloom control pause, or linkloom control list");
    }

    @Command(name = "list", header = "List what is in force, and how far acts of the last day are.")
    int list(
            @Mixin IndexOptions index,
            @Option(names = "--format", paramLabel = "table|json|csv", description = FORMAT) @Nullable Format format)
            throws IOException {
        return with(index, format, ControlAccess::list);
    }

    @Command(name = "pause", header = "Order and fetch nothing any more; what is being fetched ends.")
    int pause(
            @Mixin IndexOptions index,
            @Option(names = "--format", paramLabel = "table|json|csv", description = FORMAT) @Nullable Format format)
            throws IOException {
        return say(index, format, request("pause", null, null, null));
    }

    @Command(name = "resume", header = "Go on after a pause.")
    int resume(
            @Mixin IndexOptions index,
            @Option(names = "--format", paramLabel = "table|json|csv", description = FORMAT) @Nullable Format format)
            throws IOException {
        return say(index, format, request("resume", null, null, null));
    }

    @Command(
            name = "block",
            header = "Fetch nothing from hosts, or from all hosts of sites; their pages wait.",
            footer = {"", "Example:", "  linkloom control block --scope site example.net"})
    int block(
            @Parameters(paramLabel = "HOST", arity = "1..*", description = "A host, or with --scope site a site.")
                    List<String> hosts,
            @Option(names = "--scope", paramLabel = "host|site", description = "host (the default) or site.") @Nullable
                    Hosts scope,
            @Mixin IndexOptions index,
            @Option(names = "--format", paramLabel = "table|json|csv", description = FORMAT) @Nullable Format format)
            throws IOException {
        return say(index, format, request("block", scope, hosts, null));
    }

    @Command(name = "unblock", header = "Fetch from hosts again that were blocked.")
    int unblock(
            @Parameters(paramLabel = "HOST", arity = "1..*", description = "A host, or with --scope site a site.")
                    List<String> hosts,
            @Option(names = "--scope", paramLabel = "host|site", description = "host (the default) or site.") @Nullable
                    Hosts scope,
            @Mixin IndexOptions index,
            @Option(names = "--format", paramLabel = "table|json|csv", description = FORMAT) @Nullable Format format)
            throws IOException {
        return say(index, format, request("unblock", scope, hosts, null));
    }

    @Command(
            name = "delay",
            header = "Set what lies between two requests to a host, or to each host of a site.",
            description = {
                "",
                "In place of the delay that is configured. Where robots.txt asks for a longer one, that holds. none takes it back.",
                ""
            },
            footer = {
                "",
                "Examples:",
                "  linkloom control delay www.example.com 10s",
                "  linkloom control delay www.example.com none"
            })
    int delay(
            @Parameters(paramLabel = "HOST", description = "A host, or with --scope site a site.") String host,
            @Parameters(paramLabel = "DELAY", description = "Such as 500ms, 2s or 1m; none takes it back.")
                    String delay,
            @Option(names = "--scope", paramLabel = "host|site", description = "host (the default) or site.") @Nullable
                    Hosts scope,
            @Mixin IndexOptions index,
            @Option(names = "--format", paramLabel = "table|json|csv", description = FORMAT) @Nullable Format format)
            throws IOException {
        return say(index, format, request("delay", scope, List.of(host), delay));
    }

    @Command(
            name = "seed",
            header = "Add URLs to begin with; the scope of the crawl is around them too from then on.",
            footer = {"", "Example:", "  linkloom control seed https://www.example.org/ --seeds more.txt"})
    int seed(
            @Mixin SeedOptions seeds,
            @Mixin IndexOptions index,
            @Option(names = "--format", paramLabel = "table|json|csv", description = FORMAT) @Nullable Format format)
            throws IOException {
        SeedList list = seeds.read(session.terminal());
        if (list.urls().isEmpty()) {
            throw new UsageException("there is no URL to begin with; name one, or a file of them with --seeds");
        }
        List<String> urls = list.urls().stream().map(WebUrl::text).toList();
        List<ControlRequestJson> requests = new ArrayList<>();
        for (int from = 0; from < urls.size(); from += ControlCommands.MOST_URLS) {
            int to = Math.min(urls.size(), from + ControlCommands.MOST_URLS);
            requests.add(request("seed", null, urls.subList(from, to), null));
        }
        return say(index, format, requests.toArray(ControlRequestJson[]::new));
    }

    @Command(
            name = "recrawl",
            header = "Visit pages again that were visited before now.",
            description = {"", "Pages that have not changed are asked for conditionally.", ""},
            footer = {"", "Example:", "  linkloom control recrawl --scope host www.example.com"})
    int recrawl(
            @Parameters(paramLabel = "TARGET", arity = "1..*", description = "URLs; or prefixes, hosts, sites.")
                    List<String> targets,
            @Option(
                            names = "--scope",
                            paramLabel = "url|prefix|host|site",
                            description = "url (the default) and others.")
                    @Nullable
                    Pages scope,
            @Mixin IndexOptions index,
            @Option(names = "--format", paramLabel = "table|json|csv", description = FORMAT) @Nullable Format format)
            throws IOException {
        return say(index, format, request("recrawl", scope, targets, null));
    }

    @Command(
            name = "drop",
            header = "Do not fetch what waits under prefixes.",
            description = {
                "",
                "Pages that are found later are not dropped: what keeps those out too is a scope rule. restore takes it back.",
                ""
            },
            footer = {"", "Example:", "  linkloom control drop https://www.example.com/calendar/"})
    int drop(
            @Parameters(paramLabel = "TARGET", arity = "1..*", description = "Prefixes; or URLs, hosts, sites.")
                    List<String> targets,
            @Option(
                            names = "--scope",
                            paramLabel = "url|prefix|host|site",
                            description = "prefix (the default) and others.")
                    @Nullable
                    Pages scope,
            @Mixin IndexOptions index,
            @Option(names = "--format", paramLabel = "table|json|csv", description = FORMAT) @Nullable Format format)
            throws IOException {
        return say(index, format, request("drop", scope, targets, null));
    }

    @Command(name = "restore", header = "Let pages wait again that were dropped.")
    int restore(
            @Parameters(paramLabel = "TARGET", arity = "1..*", description = "Prefixes; or URLs, hosts, sites.")
                    List<String> targets,
            @Option(
                            names = "--scope",
                            paramLabel = "url|prefix|host|site",
                            description = "prefix (the default) and others.")
                    @Nullable
                    Pages scope,
            @Mixin IndexOptions index,
            @Option(names = "--format", paramLabel = "table|json|csv", description = FORMAT) @Nullable Format format)
            throws IOException {
        return say(index, format, request("restore", scope, targets, null));
    }

    private static ControlRequestJson request(
            String action, @Nullable Enum<?> scope, @Nullable List<String> targets, @Nullable String delay) {
        return new ControlRequestJson(
                action, scope == null ? null : scope.name().toLowerCase(Locale.ROOT), targets, delay);
    }

    /** Fails if nothing of what was asked for was taken. */
    private int say(IndexOptions index, @Nullable Format format, ControlRequestJson... requests) throws IOException {
        List<String> refused = new ArrayList<>();
        int shown = with(index, format, access -> {
            ControlsJson last = access.perform(requests[0]);
            refused.addAll(last.refused());
            for (int i = 1; i < requests.length; i++) {
                last = access.perform(requests[i]);
                refused.addAll(last.refused());
            }
            refused.forEach(session.terminal()::tell);
            return last;
        });
        int targets = Arrays.stream(requests)
                .map(ControlRequestJson::targets)
                .mapToInt(some -> some == null ? 0 : some.size())
                .sum();
        return targets > 0 && refused.size() >= targets ? ExitCode.FAILED : shown;
    }

    private int with(IndexOptions index, @Nullable Format format, Function<ControlAccess, ControlsJson> what)
            throws IOException {
        Logs.quiet(root.isDebug());
        ControlsJson controls;
        try (ControlAccess access = index.control()) {
            controls = what.apply(access);
        }
        if (format == Format.JSON) {
            session.terminal().out().print(Json.line(controls) + "\n");
            return ExitCode.OK;
        }
        try (Listing listing = Listing.of(format == null ? Format.TABLE : format, COLUMNS, session.terminal())) {
            ControlRows.list(controls, listing);
        }
        return ExitCode.OK;
    }
}
