package io.linkloom.builder.query;

import java.util.Locale;

/** How much of the web a target means. */
public enum TargetScope {
    /** One page. */
    URL,
    /** All pages of a host whose URLs begin with the target. */
    PREFIX,
    /** All pages of a host, of both schemes. */
    HOST,
    /** All pages of a site. */
    SITE;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** The name in options, API and exports: lower case. */
    public String label() {
        return label;
    }
}
