package io.linkloom.common.config;

import java.util.List;

/** The configuration is no good: show the message, which has one problem a line, and end with wrong usage. */
public final class ConfigException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    ConfigException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    /** Every problem as one line that starts with its origin. */
    public List<String> problems() {
        return problems;
    }
}
