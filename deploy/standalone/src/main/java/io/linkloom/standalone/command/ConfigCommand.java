package io.linkloom.standalone.command;

import io.linkloom.common.config.Config;
import io.linkloom.common.config.Settings;
import io.linkloom.standalone.output.Column;
import io.linkloom.standalone.output.Format;
import io.linkloom.standalone.output.Listing;
import io.linkloom.standalone.process.OneProcessSettings;
import io.linkloom.standalone.process.ServiceSettings;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code linkloom config}. */
@Command(
        name = "config",
        header = "Show every setting, its value, and where the value comes from.",
        description = {
            "",
            "Settings come from their defaults, then a file, then environment variables, then options, a later place over "
                    + "an earlier one. In the environment crawl.some-key is LINKLOOM_CRAWL_SOME_KEY.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  linkloom config",
            "  linkloom config --of services --config linkloom.conf",
            "  linkloom config --set fetch.max-body=1MiB --format json"
        })
final class ConfigCommand implements Callable<Integer> {

    /** Whose settings. */
    enum Whose {
        /** {@code linkloom crawl} and {@code linkloom demo}. */
        CRAWL,
        /** {@code linkloom worker}, {@code builder} and {@code seed}. */
        SERVICES
    }

    private static final List<Column> TABLE =
            List.of(Column.whole("key"), Column.text("value"), Column.text("from"), Column.text("meaning"));
    private static final List<Column> DATA = List.of(
            Column.whole("key"),
            Column.text("value"),
            Column.text("from"),
            Column.whole("is_default"),
            Column.text("accepts"),
            Column.text("meaning"));

    private final Session session;

    @Mixin
    private ConfigOptions options;

    @Option(
            names = "--of",
            paramLabel = "crawl|services",
            description =
                    "Whose settings: those of linkloom crawl (the default), or those of worker, builder and seed.")
    private Whose whose = Whose.CRAWL;

    @Option(
            names = "--format",
            paramLabel = "table|json|csv",
            description = "table (the default), json with one object a line, or csv.")
    private Format format = Format.TABLE;

    ConfigCommand(Session session, LinkloomCommand ignored) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Settings known = whose == Whose.CRAWL ? OneProcessSettings.ALL : ServiceSettings.ALL;
        Config config = options.load(known, session.environment(), List.of());
        boolean table = format == Format.TABLE;
        try (Listing listing = Listing.of(format, table ? TABLE : DATA, session.terminal())) {
            for (Config.Entry entry : config.entries()) {
                String from = entry.origin().toString();
                if (table) {
                    listing.row(entry.key(), entry.value(), from, entry.doc());
                } else {
                    listing.row(entry.key(), entry.value(), from, entry.isDefault(), entry.accepts(), entry.doc());
                }
            }
        }
        return ExitCode.OK;
    }
}
