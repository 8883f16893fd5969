package io.linkloom.common.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The values that all settings of a process have, and where each came from. Immutable. */
public final class Config {

    /**
     * One line of the effective configuration.
     *
     * @param key the setting's key
     * @param value the value as text, as a file would have it
     * @param origin where it came from
     * @param doc what the setting does
     * @param accepts what it takes, bounds included
     * @param isDefault whether the value is the default, wherever it came from
     */
    public record Entry(String key, String value, Origin origin, String doc, String accepts, boolean isDefault) {}

    private record Resolved<T>(Setting<T> setting, T value, Origin origin) {

        Entry entry() {
            return new Entry(
                    setting.key(),
                    setting.format(value),
                    origin,
                    setting.doc(),
                    setting.accepts(),
                    value.equals(setting.defaultValue()));
        }
    }

    private final Map<String, Resolved<?>> values;

    private Config(Map<String, Resolved<?>> values) {
        this.values = values;
    }

    /**
     * Resolves all settings.
     *
     * <p>Every text of every source is checked, also one that a later source overrides.
     *
     * @param known all settings of this process
     * @param sources in rising precedence, usually file, environment, flags; defaults come before them
     * @throws ConfigException with all problems of all sources
     */
    public static Config load(Settings known, List<Source> sources) {
        Map<String, Resolved<?>> values = defaultValues(known);
        List<String> problems = new ArrayList<>();
        for (Source source : sources) {
            for (Assignment assignment : assignments(source, known, problems)) {
                apply(assignment, known, values, problems);
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return new Config(values);
    }

    /** All settings at their defaults. */
    public static Config defaults(Settings known) {
        return new Config(defaultValues(known));
    }

    /** The value of a setting; throws where the setting is not one of this process. */
    public <T> T get(Setting<T> setting) {
        return resolved(setting).value();
    }

    /** Where the value of a setting came from; throws where the setting is not one of this process. */
    public Origin originOf(Setting<?> setting) {
        return resolved(setting).origin();
    }

    /** The same values but for one; throws where the value is out of the setting's bounds. */
    public <T> Config with(Setting<T> setting, T value) {
        resolved(setting);
        setting.requireValid(value);
        Map<String, Resolved<?>> changed = new LinkedHashMap<>(values);
        changed.put(setting.key(), new Resolved<>(setting, value, Origin.PROGRAM));
        return new Config(changed);
    }

    /** The effective configuration, in the order in which the settings were declared. */
    public List<Entry> entries() {
        return values.values().stream().<Entry>map(Resolved::entry).toList();
    }

    private static List<Assignment> assignments(Source source, Settings known, List<String> problems) {
        return switch (source) {
            case Source.File(var path) -> ConfigFile.read(path, problems);
            case Source.Environment environment -> EnvironmentVariables.read(environment, known, problems);
            case Source.Flags(var flags) -> flagAssignments(flags, problems);
        };
    }

    private static List<Assignment> flagAssignments(List<Flag> flags, List<String> problems) {
        List<Assignment> assignments = new ArrayList<>();
        for (Flag flag : flags) {
            Origin origin = new Origin(Origin.Kind.FLAG, "flag " + flag.option());
            String value = flag.value();
            if (value == null) {
                problems.add(origin + ": " + Texts.quoted(flag.key()) + " has no value; write " + flag.option()
                        + " key=value");
            } else {
                assignments.add(new Assignment(flag.key(), value, origin));
            }
        }
        return assignments;
    }

    private static void apply(
            Assignment assignment, Settings known, Map<String, Resolved<?>> values, List<String> problems) {
        Setting<?> setting = known.byKey(assignment.key());
        if (setting == null) {
            problems.add(assignment.origin() + ": unknown setting " + Texts.quoted(assignment.key())
                    + known.suggestionForKey(assignment.key()));
        } else {
            applyTo(setting, assignment, values, problems);
        }
    }

    private static <T> void applyTo(
            Setting<T> setting, Assignment assignment, Map<String, Resolved<?>> values, List<String> problems) {
        switch (setting.parse(assignment.text())) {
            case Parsed.Value<T>(T value) ->
                values.put(setting.key(), new Resolved<>(setting, value, assignment.origin()));
            case Parsed.Refused<T>(String why) -> problems.add(assignment.origin() + ": " + setting.key() + ": " + why);
        }
    }

    private static Map<String, Resolved<?>> defaultValues(Settings known) {
        Map<String, Resolved<?>> values = new LinkedHashMap<>();
        for (Setting<?> setting : known) {
            values.put(setting.key(), defaultOf(setting));
        }
        return values;
    }

    private static <T> Resolved<T> defaultOf(Setting<T> setting) {
        return new Resolved<>(setting, setting.defaultValue(), Origin.DEFAULT);
    }

    private <T> Resolved<T> resolved(Setting<T> setting) {
        Resolved<?> resolved = values.get(setting.key());
        if (resolved == null || resolved.setting() != setting) {
            throw new IllegalArgumentException(setting + " is no setting of this process");
        }
        // The very same setting made this value, so the type parameter is the same.
        @SuppressWarnings("unchecked")
        Resolved<T> typed = (Resolved<T>) resolved;
        return typed;
    }
}
