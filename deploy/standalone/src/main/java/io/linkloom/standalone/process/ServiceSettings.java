package io.linkloom.standalone.process;

import io.linkloom.builder.app.BuilderSettings;
import io.linkloom.builder.fold.Scope;
import io.linkloom.common.config.Config;
import io.linkloom.common.config.KafkaSettings;
import io.linkloom.common.config.Setting;
import io.linkloom.common.config.Settings;
import io.linkloom.common.runtime.Address;
import io.linkloom.common.runtime.StartException;
import io.linkloom.worker.app.WorkerSettings;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** All settings of the services that work against a Kafka cluster; each takes its own from the same file. */
public final class ServiceSettings {

    private static final Pattern ADDRESS = Pattern.compile("\\[?(?<host>[^\\[\\]\\s]+)\\]?:(?<port>\\d{1,5})");

    /** Where a worker shows how it is. */
    public static final Setting<String> WORKER_ADDRESS = Setting.ofText(
            "worker.http-address", "127.0.0.1:9101", "Where a worker answers /metrics and /health, host:port.");

    /** Where a builder answers. */
    public static final Setting<String> BUILDER_ADDRESS = Setting.ofText(
            "builder.http-address",
            "127.0.0.1:8080",
            "Where a builder answers the HTTP API, /metrics and /health, host:port.");

    /** Where a builder keeps its shards. */
    public static final Setting<Path> BUILDER_DIRECTORY = Setting.ofPath(
            "builder.directory", Path.of("linkloom-shards"), "Where a builder keeps its shards, one directory each.");

    /** Which pages are fetched. */
    public static final Setting<Scope.Kind> SCOPE = Setting.ofChoice(
            "scope.kind",
            Scope.Kind.ANY,
            "Which pages are fetched: any, or those of the sites, the hosts or below the prefixes of scope.rules.");

    /** What the kind of scope refers to. */
    public static final Setting<List<String>> SCOPE_RULES = Setting.ofList(
            "scope.rules",
            List.of(),
            "Sites (example.com), hosts (www.example.com) or prefixes (www.example.com/docs/), as scope.kind has it.");

    /** How deep. */
    public static final Setting<Integer> SCOPE_MAX_DEPTH = Setting.ofInt(
            "scope.max-depth",
            Scope.ANY_DEPTH,
            0,
            Scope.ANY_DEPTH,
            "Most links between a seed and a page that is fetched.");

    /** All of them. */
    public static final Settings ALL = KafkaSettings.SERVICES
            .settings()
            .plus(WORKER_ADDRESS, BUILDER_ADDRESS, BUILDER_DIRECTORY, SCOPE, SCOPE_RULES, SCOPE_MAX_DEPTH)
            .plus(WorkerSettings.ALL)
            .plus(BuilderSettings.ALL);

    private ServiceSettings() {}

    /** The scope that the settings describe. */
    public static Scope scope(Config config) {
        return new Scope(config.get(SCOPE), new LinkedHashSet<>(config.get(SCOPE_RULES)), config.get(SCOPE_MAX_DEPTH));
    }

    /**
     * The address in a setting.
     *
     * @throws StartException with a sentence if it is none
     */
    public static Address address(Config config, Setting<String> setting) {
        String text = config.get(setting);
        Matcher parts = ADDRESS.matcher(text);
        if (parts.matches()) {
            int port = Integer.parseInt(parts.group("port"));
            if (port <= 65_535) {
                return new Address(parts.group("host"), port);
            }
        }
        throw new StartException(
                setting.key() + " is \"" + text + "\"; it takes host:port, such as " + setting.defaultValue(), null);
    }
}
