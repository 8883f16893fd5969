package io.linkloom.builder.query;

import io.linkloom.builder.store.CountsKey;
import io.linkloom.builder.store.HostKey;
import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.Rows;
import io.linkloom.builder.store.Shard;
import io.linkloom.builder.store.SiteBudgets;
import io.linkloom.builder.store.UsageRow;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.UrlKey;

/**
 * What the site and the host of a page have used of what they may; numbers that nothing bounds are {@link Long#MAX_VALUE}.
 *
 * @param referringSites other sites that link to the site
 * @param pages of the site that are ordered or were visited
 * @param mostPages that may be
 * @param hosts of the site that any of them are of
 * @param mostHosts that may be
 * @param hostPages of the page's host
 * @param mostHostPages that may be of a host
 */
public record SiteUsage(
        String site,
        long referringSites,
        long pages,
        long mostPages,
        long hosts,
        long mostHosts,
        long hostPages,
        long mostHostPages) {

    /** Of the site of a page; reads a row for each host of the site. */
    static SiteUsage of(Shard shard, PageKey page, Sites sites) {
        String site = sites.siteOf(page.url());
        long pages = 0;
        long seeds = 0;
        long hosts = 0;
        try (Rows<HostKey, UsageRow> usage = shard.usage(UrlKey.site(site))) {
            while (usage.next()) {
                if (site.equals(sites.siteOf(usage.key().hostName()))) {
                    pages += usage.row().pages();
                    seeds += usage.row().seeds();
                    hosts += usage.row().pages() > 0 ? 1 : 0;
                }
            }
        }
        long referring = shard.counts(CountsKey.ofSite(site)).sites().live();
        SiteBudgets budgets = shard.budgets();
        return new SiteUsage(
                site,
                referring,
                pages,
                budgets.pages(referring, seeds > 0),
                hosts,
                budgets.hosts(referring, seeds > 0),
                shard.usage(HostKey.of(page)).pages(),
                budgets.mostOfHost());
    }

    /** Whether the site has used what it may. */
    public boolean isSiteOver() {
        return pages >= mostPages;
    }

    /** Whether the host is one more than the site may have. */
    public boolean isHostTooMany() {
        return hostPages == 0 && hosts >= mostHosts;
    }

    /** Whether the host has used what it may. */
    public boolean isHostOver() {
        return hostPages >= mostHostPages;
    }
}
