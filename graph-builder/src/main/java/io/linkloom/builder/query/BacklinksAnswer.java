package io.linkloom.builder.query;

import java.util.List;

/**
 * Who links to a target.
 *
 * @param known whether the index knows a page of the target at all
 * @param rows live links, those from other sites first, each group in order of its keys
 * @param more whether there are more than the limit let through
 * @param hiddenInternal where {@code rows} is empty: live links from the own site that the question left out; else 0
 */
public record BacklinksAnswer(
        Target target, Externality external, boolean known, List<Backlink> rows, boolean more, long hiddenInternal) {
    public BacklinksAnswer {
        rows = List.copyOf(rows);
    }
}
