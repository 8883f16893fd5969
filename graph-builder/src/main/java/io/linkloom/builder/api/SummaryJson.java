package io.linkloom.builder.api;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.linkloom.builder.query.SummaryAnswer;
import io.linkloom.builder.store.HistoryRow;
import io.linkloom.builder.store.Tally;
import java.util.List;

/**
 * The answer of {@code /api/v1/summary}. Links within a site are not in any of the numbers.
 *
 * @param known whether the index knows a page of the target, or knew a link to it
 * @param links from pages of other sites, one for each pair of pages
 * @param referringHosts hosts that the links are from
 * @param referringSites sites that the links are from
 * @param site the target's site, which the history is about
 * @param historyDays how many days the history goes back, today included
 * @param history days on which something changed, newest first
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record SummaryJson(
        String target,
        String scope,
        boolean known,
        Count links,
        Count referringHosts,
        Count referringSites,
        String site,
        int historyDays,
        List<Day> history) {

    /**
     * How many there are.
     *
     * @param live links that are there as far as is known; hosts and sites with at least one
     * @param follow of these, links with none of nofollow, ugc and sponsored, on pages that do not say nofollow; hosts and sites
     *     with at least one
     * @param ever those that were ever seen
     */
    public record Count(long live, long follow, long ever) {
        static Count of(Tally tally) {
            return new Count(tally.live(), tally.follow(), tally.ever());
        }
    }

    /**
     * What visits of a day showed, in UTC.
     *
     * @param linksMoved links whose page has another address now; neither gained nor lost
     * @param linksMerged of these, links that the page at the other address had already
     * @param sitesGained sites with a live link that had none before
     * @param sitesLost sites without a live link that had one before
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record Day(
            String day,
            long linksGained,
            long linksLost,
            long linksMoved,
            long linksMerged,
            long sitesGained,
            long sitesLost) {
        static Day of(SummaryAnswer.Day day) {
            HistoryRow row = day.happened();
            return new Day(
                    day.date().toString(),
                    row.gained(),
                    row.lost(),
                    row.moved(),
                    row.merged(),
                    row.sitesGained(),
                    row.sitesLost());
        }
    }

    /** The answer as JSON has it. */
    public static SummaryJson of(SummaryAnswer answer) {
        return new SummaryJson(
                answer.target().text(),
                answer.target().scope().label(),
                answer.known(),
                Count.of(answer.counts().links()),
                Count.of(answer.counts().hosts()),
                Count.of(answer.counts().sites()),
                answer.target().site(),
                answer.historyDays(),
                answer.history().stream().map(Day::of).toList());
    }
}
