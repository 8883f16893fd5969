package io.linkloom.builder.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.linkloom.builder.query.BacklinksAnswer;
import io.linkloom.builder.query.BacklinksQuestion;
import io.linkloom.builder.query.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer of {@code /api/v1/backlinks}.
 *
 * @param known whether the index knows a page of the target
 * @param more whether there are more rows than the limit let through
 * @param cursor absent unless there are more: with it as parameter the same question gives the next rows
 * @param hiddenInternal absent unless there are no rows and {@code explain} was asked for: links from the own site that
 *     {@code external} left out
 * @param incomplete what was not looked at and why, each a sentence; empty if nothing is missing
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BacklinksJson(
        String target,
        String scope,
        String external,
        String state,
        String resolve,
        boolean known,
        boolean more,
        @Nullable String cursor,
        @Nullable Long hiddenInternal,
        List<String> incomplete,
        List<BacklinkJson> rows) {

    /** The answer as JSON has it. */
    public static BacklinksJson of(BacklinksAnswer answer) {
        BacklinksQuestion question = answer.question();
        Position next = answer.next();
        return new BacklinksJson(
                question.target().text(),
                question.target().scope().label(),
                question.external().label(),
                question.state().label(),
                question.resolve().label(),
                answer.known(),
                answer.more(),
                next == null ? null : next.text(),
                answer.hiddenInternal(),
                answer.incomplete(),
                answer.rows().stream().map(BacklinkJson::of).toList());
    }
}
