package io.linkloom.standalone.command;

import io.linkloom.common.config.Config;
import io.linkloom.common.config.Flag;
import io.linkloom.common.config.Settings;
import io.linkloom.common.config.Source;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options by which every command that has settings takes them. */
final class ConfigOptions {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Settings, one key = value a line; linkloom config lists them all.")
    private @Nullable Path file;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "One setting; may be repeated. Overrides environment variables (LINKLOOM_…), "
                    + "which override the file.")
    private final List<String> assignments = new ArrayList<>();

    /**
     * The settings from all places.
     *
     * @param flags what other options stand for
     */
    Config load(Settings known, Map<String, String> environment, List<Flag> flags) {
        List<Source> sources = new ArrayList<>();
        if (file != null) {
            sources.add(Source.file(file));
        }
        sources.add(Source.environment(environment));
        List<Flag> all = new ArrayList<>(flags);
        assignments.forEach(assignment -> all.add(Flag.set(assignment)));
        sources.add(Source.flags(all));
        return Config.load(known, sources);
    }
}
