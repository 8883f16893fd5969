package io.linkloom.builder.store;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where the links within a site are found by their target. Answers are the same either way. */
public enum InternalLinks {
    /** In the out-links of the site's pages, which hold them anyway: half the writes, and a walk through the site to answer. */
    DERIVED,
    /** In rows of their own as well, see {@link Family#INTERNAL_INLINKS}. */
    ROWS;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** The name in settings and in the shard: lower case. */
    public String label() {
        return label;
    }

    static @Nullable InternalLinks ofLabel(String label) {
        for (InternalLinks value : values()) {
            if (value.label.equals(label)) {
                return value;
            }
        }
        return null;
    }
}
