package io.linkloom.builder.query;

import io.linkloom.builder.store.CountsKey;
import io.linkloom.builder.store.CountsRow;
import io.linkloom.builder.store.HistoryKey;
import io.linkloom.builder.store.HistoryRow;
import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.PageRow;
import io.linkloom.builder.store.Rows;
import io.linkloom.builder.store.Shard;
import io.linkloom.common.topic.SitePartitioner;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.UrlRules;
import io.linkloom.common.url.WebUrl;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Says how many links, hosts and sites a page, host or site has, from what the fold counted; nothing is counted here. Any thread. */
public final class Summaries {
    /** How many days of history an answer has. */
    public static final int HISTORY_DAYS = 30;

    private final ShardLookup shards;
    private final Sites sites;
    private final SitePartitioner partitioner;

    /** Answers from the shards that {@code shards} finds. */
    public Summaries(ShardLookup shards, Sites sites) {
        this.shards = shards;
        this.sites = sites;
        this.partitioner = new SitePartitioner(shards.partitions());
    }

    /**
     * Reads what is to be summed up: a URL, or a bare host name, which means the host or, where it is one, the site.
     *
     * @throws IllegalArgumentException with one sentence if it is none
     */
    public static Target target(String text, Sites sites) {
        if (text.indexOf('/') >= 0) {
            return Target.parse(text, TargetScope.URL, sites);
        }
        Target host = Target.parse(text, TargetScope.HOST, sites);
        return host.text().equals(host.site()) ? Target.parse(text, TargetScope.SITE, sites) : host;
    }

    /**
     * The numbers of a target.
     *
     * @param nowMillis the last day of the history is that of this time
     * @throws IllegalArgumentException with one sentence if the target is a prefix, of which nothing is counted
     * @throws ShardElsewhereException if the target's shard is not open here
     */
    public SummaryAnswer answer(Target asked, long nowMillis) {
        int partition = partitioner.partitionOf(asked.site());
        Shard shard = shards.shard(partition);
        if (shard == null) {
            throw new ShardElsewhereException(partition);
        }
        Target target = asked.under(UrlRules.named(shard.identity().urlRules(), sites));
        CountsRow counts = shard.counts(key(target));
        boolean known = counts.links().ever() > 0 || knows(shard, target);
        return new SummaryAnswer(target, known, counts, history(shard, target.site(), nowMillis), HISTORY_DAYS);
    }

    private static CountsKey key(Target target) {
        return switch (target.scope()) {
            case URL -> CountsKey.ofPage(PageKey.of(WebUrl.parse(target.text())));
            case HOST -> CountsKey.ofHost(target.text());
            case SITE -> CountsKey.ofSite(target.text());
            case PREFIX ->
                throw new IllegalArgumentException(
                        "links are counted for each page, host and site, and not for a prefix; ask for one of those");
        };
    }

    private boolean knows(Shard shard, Target target) {
        try (Rows<PageKey, PageRow> pages = shard.pages(target.pages())) {
            while (pages.next()) {
                if (sites.siteOf(pages.key().url()).equals(target.site())) {
                    return true;
                }
            }
        }
        return false;
    }

    private static List<SummaryAnswer.Day> history(Shard shard, String site, long nowMillis) {
        int today = HistoryKey.dayOf(nowMillis);
        List<SummaryAnswer.Day> days = new ArrayList<>();
        try (Rows<HistoryKey, HistoryRow> rows =
                shard.history(HistoryKey.days(site, today - HISTORY_DAYS + 1, today + 1))) {
            while (rows.next()) {
                days.add(new SummaryAnswer.Day(LocalDate.ofEpochDay(rows.key().day()), rows.row()));
            }
        }
        return days.reversed();
    }
}
