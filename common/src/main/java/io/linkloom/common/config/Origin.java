package io.linkloom.common.config;

/**
 * Where a value came from.
 *
 * @param kind the sort of source
 * @param text how to name the place to a person: {@code default}, {@code linkloom.conf line 3}, {@code environment
 *     LINKLOOM_X}, {@code flag --delay}
 */
public record Origin(Kind kind, String text) {

    /** The sorts of sources, in rising precedence. */
    public enum Kind {
        /** The setting's own default. */
        DEFAULT,
        /** A line of a configuration file. */
        FILE,
        /** An environment variable. */
        ENVIRONMENT,
        /** A command-line option. */
        FLAG,
        /** The program itself, by {@link Config#with}. */
        PROGRAM
    }

    static final Origin DEFAULT = new Origin(Kind.DEFAULT, "default");
    static final Origin PROGRAM = new Origin(Kind.PROGRAM, "program");

    @Override
    public String toString() {
        return text;
    }
}
