package io.linkloom.standalone.crawl;

import io.linkloom.builder.query.TopSites;
import io.linkloom.builder.store.Shard;
import io.linkloom.builder.store.ShardTotals;
import io.linkloom.common.model.Outcome;
import io.linkloom.standalone.output.Column;
import io.linkloom.standalone.output.Figures;
import io.linkloom.standalone.output.Format;
import io.linkloom.standalone.output.Listing;
import io.linkloom.standalone.output.Terminal;
import java.util.List;
import java.util.Map;

/**
 * What an index has, for people.
 *
 * @param totals of all shards
 * @param linkedSites sites with a link from another
 * @param best the most linked of them
 */
public record CrawlSummary(ShardTotals totals, long linkedSites, List<TopSites.LinkedSite> best) {

    private static final int MOST_LINKED = 10;
    private static final List<Column> OUTCOMES = List.of(Column.whole("outcome"), Column.whole("pages"));
    private static final List<Column> SITES =
            List.of(Column.text("most_linked_site"), Column.whole("referring_sites"), Column.whole("links"));

    /** Reads the counts of all sites once. */
    public static CrawlSummary of(Iterable<Shard> shards) {
        ShardTotals totals = new ShardTotals();
        TopSites top = new TopSites(MOST_LINKED);
        for (Shard shard : shards) {
            totals.plus(shard.totals());
            top.add(shard);
        }
        return new CrawlSummary(totals, top.linkedSites(), top.best());
    }

    /** Writes it. */
    public void show(Terminal terminal) {
        try (Listing listing = Listing.of(Format.TABLE, OUTCOMES, terminal)) {
            for (Map.Entry<Outcome, Long> visits : totals.visits().entrySet()) {
                listing.row(visits.getKey().label(), visits.getValue());
            }
        }
        terminal.say("");
        terminal.say(Figures.count(totals.internalLinks() + totals.externalLinks(), "link", "links") + ": "
                + Figures.count(totals.internalLinks()) + " within sites, "
                + Figures.count(totals.externalLinks()) + " between sites, to "
                + Figures.count(linkedSites, "site", "sites"));
        if (!best.isEmpty()) {
            terminal.say("");
            try (Listing listing = Listing.of(Format.TABLE, SITES, terminal)) {
                best.forEach(site -> listing.row(site.site(), site.referringSites(), site.links()));
            }
        }
    }
}
