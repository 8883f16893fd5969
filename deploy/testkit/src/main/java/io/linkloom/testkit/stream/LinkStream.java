package io.linkloom.testkit.stream;

import io.linkloom.testkit.web.Mix;

/** The visits of a crawl and of its recrawls, by number. Immutable; any thread. */
public final class LinkStream {
    /** Near the golden ratio, so that visits that follow each other are of pages that lie far apart. */
    private static final double STRIDE = 0.6180339887;

    private final StreamSpec spec;
    private final StreamSites sites;
    private final long stride;

    /** The stream that the spec describes. */
    public LinkStream(StreamSpec spec) {
        this.spec = spec;
        this.sites = new StreamSites(spec);
        this.stride = coprime((long) (STRIDE * pages()), pages());
    }

    private static long coprime(long from, long to) {
        long candidate = Math.max(1, from);
        while (greatestCommonDivisor(candidate, to) != 1) {
            candidate++;
        }
        return candidate;
    }

    private static long greatestCommonDivisor(long a, long b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }

    /** How many pages a round visits. */
    public int pages() {
        return sites.visitedPages();
    }

    /** The URL of the page that is visited as the {@code number}th of each round, from 0. */
    public String url(int number) {
        int page = pageOf(number);
        int site = sites.siteOfVisited(page);
        return sites.url(site, sites.withinSite(page, site));
    }

    /** The front page of the {@code number}th of all sites, which are ordered by size. */
    public String frontPage(int number) {
        return sites.url(number, 0);
    }

    /** How many sites there are. */
    public int sites() {
        return sites.size();
    }

    /**
     * A visit.
     *
     * @param number from 0 to before {@link #pages}
     * @param round from 0; the pages of a later round are those of the first with what changed since
     */
    public StreamPage visit(int number, int round) {
        int page = pageOf(number);
        int site = sites.siteOfVisited(page);
        int within = sites.withinSite(page, site);
        int version = 0;
        for (int i = 1; i <= round; i++) {
            version += changes(page, i) ? 1 : 0;
        }
        PageLinks links = new PageLinks(sites, site, within, Mix.mix(spec.seed(), page), version);
        return new StreamPage(sites.url(site, within), round > 0 && changes(page, round), links.all());
    }

    private int pageOf(int number) {
        return (int) (number * stride % pages());
    }

    private boolean changes(int page, int round) {
        return Mix.fraction(Mix.mix(spec.seed(), page, -round)) < spec.changing();
    }
}
