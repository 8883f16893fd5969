package io.linkloom.worker.extract;

import io.linkloom.common.model.LinkKind;
import java.util.Set;

/**
 * What is taken from pages.
 *
 * @param agent the name that robots directives call this crawler by, in lower case
 * @param limits how much of a page is kept
 * @param kinds which links are recorded; of the others nothing is left, not even their count
 */
public record ExtractOptions(String agent, ExtractLimits limits, Set<LinkKind> kinds) {
    public ExtractOptions {
        kinds = Set.copyOf(kinds);
    }

    /** The default kinds. */
    public static ExtractOptions of(String agent, ExtractLimits limits) {
        return new ExtractOptions(agent, limits, LinkKinds.DEFAULT);
    }
}
