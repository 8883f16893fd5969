package io.linkloom.builder.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who links to a target.
 *
 * @param question with the target as it is called in the index
 * @param known whether the index knows a page of the target at all
 * @param rows links that are stored at their target first, then links within a site; each group by the address linked to, then by
 *     source
 * @param next where the rows end if there are more than the limit let through, else null
 * @param hiddenInternal how many links from the own site the question left out only for that; null unless there are no rows and it
 *     was to be explained
 * @param incomplete what was not looked at and why, each a sentence; empty if the answer is complete
 */
public record BacklinksAnswer(
        BacklinksQuestion question,
        boolean known,
        List<Backlink> rows,
        @Nullable Position next,
        @Nullable Long hiddenInternal,
        List<String> incomplete) {
    public BacklinksAnswer {
        rows = List.copyOf(rows);
        incomplete = List.copyOf(incomplete);
    }

    /** Whether there are more than the limit let through. */
    public boolean more() {
        return next != null;
    }
}
