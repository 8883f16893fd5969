package io.linkloom.builder.api;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.linkloom.builder.query.BacklinksAnswer;
import java.util.List;

/**
 * The answer of {@code /api/v1/backlinks}.
 *
 * @param known whether the index knows a page of the target
 * @param more whether there are more rows than the limit let through
 * @param hiddenInternal where there are no rows: live links from the own site that {@code external} left out
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record BacklinksJson(
        String target,
        String scope,
        String external,
        boolean known,
        boolean more,
        long hiddenInternal,
        List<BacklinkJson> rows) {

    /** The answer as JSON has it. */
    public static BacklinksJson of(BacklinksAnswer answer) {
        return new BacklinksJson(
                answer.target().text(),
                answer.target().scope().label(),
                answer.external().label(),
                answer.known(),
                answer.more(),
                answer.hiddenInternal(),
                answer.rows().stream().map(BacklinkJson::of).toList());
    }
}
