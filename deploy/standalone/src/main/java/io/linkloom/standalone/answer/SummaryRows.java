package io.linkloom.standalone.answer;

import io.linkloom.builder.api.SummaryJson;
import io.linkloom.standalone.output.Column;
import io.linkloom.standalone.output.Format;
import io.linkloom.standalone.output.Listing;
import io.linkloom.standalone.output.Terminal;
import java.util.List;

/** Lists the numbers of a target. */
public final class SummaryRows {

    private static final List<Column> COUNTS = List.of(
            Column.whole("from_other_sites"), Column.whole("live"), Column.whole("follow"), Column.whole("ever"));
    private static final List<Column> HISTORY = List.of(
            Column.whole("day"),
            Column.whole("links_gained"),
            Column.whole("links_lost"),
            Column.whole("links_moved"),
            Column.whole("sites_gained"),
            Column.whole("sites_lost"));

    private SummaryRows() {}

    /** Writes how many there are. */
    public static void counts(SummaryJson summary, Format format, Terminal terminal) {
        try (Listing listing = Listing.of(format, COUNTS, terminal)) {
            row(listing, "links", summary.links());
            row(listing, "hosts", summary.referringHosts());
            row(listing, "sites", summary.referringSites());
        }
    }

    private static void row(Listing listing, String what, SummaryJson.Count count) {
        listing.row(what, count.live(), count.follow(), count.ever());
    }

    /** Writes what became of the links to the site. */
    public static void history(SummaryJson summary, Terminal terminal) {
        terminal.say("");
        if (summary.history().isEmpty()) {
            terminal.say("no link to " + summary.site() + " came or went in " + summary.historyDays() + " days");
            return;
        }
        terminal.say("links to " + summary.site() + ", last " + summary.historyDays() + " days:");
        try (Listing listing = Listing.of(Format.TABLE, HISTORY, terminal)) {
            for (SummaryJson.Day day : summary.history()) {
                listing.row(
                        day.day(),
                        day.linksGained(),
                        day.linksLost(),
                        day.linksMoved(),
                        day.sitesGained(),
                        day.sitesLost());
            }
        }
    }
}
