package io.linkloom.common.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A place that values come from. Nothing is read before {@link Config#load}. */
public sealed interface Source {

    /** What every environment variable of ours starts with. */
    String ENVIRONMENT_PREFIX = "LINKLOOM_";

    /** Variables with our prefix that belong to the launcher and are no settings. */
    Set<String> ENVIRONMENT_OF_THE_LAUNCHER = Set.of("LINKLOOM_JAVA_OPTS");

    /**
     * A file of {@code key = value} lines in UTF-8.
     *
     * <p>A {@code #} at the start of a line or after a blank begins a comment. A key may occur once.
     *
     * @param path the file, named in messages as it is written here
     */
    record File(Path path) implements Source {}

    /**
     * Environment variables.
     *
     * @param variables all variables of the process; those without our prefix are skipped
     * @param ignored names with our prefix that are no settings
     */
    record Environment(Map<String, String> variables, Set<String> ignored) implements Source {

        /** Copies both. */
        public Environment {
            variables = Map.copyOf(variables);
            ignored = Set.copyOf(ignored);
        }
    }

    /**
     * Command-line options, a later one over an earlier one.
     *
     * @param flags in the order in which they were given
     */
    record Flags(List<Flag> flags) implements Source {

        /** Copies the list. */
        public Flags {
            flags = List.copyOf(flags);
        }
    }

    /** The file at this path, which has to exist. */
    static Source file(Path path) {
        return new File(path);
    }

    /** These variables, usually {@code System.getenv()}. */
    static Source environment(Map<String, String> variables) {
        return new Environment(variables, ENVIRONMENT_OF_THE_LAUNCHER);
    }

    /** These options. */
    static Source flags(List<Flag> flags) {
        return new Flags(flags);
    }
}
