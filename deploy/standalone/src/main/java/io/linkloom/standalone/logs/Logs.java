package io.linkloom.standalone.logs;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Chooses where log lines go; Logback itself is only loaded when somebody logs. Thread-safe.
 *
 * <p>A command chooses before it does anything else; until then warnings go to stderr.
 */
public final class Logs {

    /**
     * A place and how much it gets.
     *
     * @param file rolled over at 10 MiB, with one predecessor kept; null for stderr
     * @param chatty whether what goes well is logged too
     * @param debug whether everything is, with stack traces
     */
    record Target(@Nullable Path file, boolean chatty, boolean debug) {}

    private static volatile Target target = new Target(null, false, false);

    private Logs() {}

    /** Warnings and worse go to a file, whose directory is made when the first one comes. */
    public static void toFile(Path file, boolean debug) {
        use(new Target(file, false, debug));
    }

    /** What a service does goes to stderr, one line each. */
    public static void toStderr(boolean debug) {
        use(new Target(null, true, debug));
    }

    /** Warnings and worse go to stderr. */
    public static void quiet(boolean debug) {
        use(new Target(null, false, debug));
    }

    private static void use(Target chosen) {
        target = chosen;
        LogbackConfigurator.reconfigure();
    }

    static Target target() {
        return target;
    }
}
