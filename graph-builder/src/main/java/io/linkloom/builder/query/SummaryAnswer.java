package io.linkloom.builder.query;

import io.linkloom.builder.store.CountsRow;
import io.linkloom.builder.store.HistoryRow;
import java.time.LocalDate;
import java.util.List;

/**
 * How much is linked to a target.
 *
 * @param target as it is in the index
 * @param known whether the index knows a page of the target, or knew a link to it
 * @param counts links from other sites, and the hosts and sites they are from
 * @param history what became of links from other sites to the target's whole site, newest day first; days without a change are
 *     left out
 * @param historyDays how many days the history goes back, today included
 */
public record SummaryAnswer(Target target, boolean known, CountsRow counts, List<Day> history, int historyDays) {

    /** A day in UTC and what happened on it. */
    public record Day(LocalDate date, HistoryRow happened) {}
}
