package io.linkloom.builder.query;

import java.util.Locale;

/** From where a link must come to count. */
public enum Externality {
    /** From another site. */
    SITE,
    /** From another host, also of the same site. */
    HOST,
    /** From anywhere. */
    ALL;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** The name in options and API: lower case. */
    public String label() {
        return label;
    }
}
