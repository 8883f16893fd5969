package io.linkloom.testkit.web;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The parts that an invented web is computed with, wired together. Immutable, for any number of threads. */
record InventedWeb(InventedWebSpec spec, SiteTable sites, PageTable pages, PageAddress addresses, LinkPlanner links) {

    static InventedWeb of(InventedWebSpec spec) {
        SiteTable sites = new SiteTable(spec);
        PageTable pages = new PageTable(spec, sites);
        return new InventedWeb(
                spec, sites, pages, new PageAddress(spec, sites, pages), new LinkPlanner(spec, sites, pages));
    }

    List<String> seeds() {
        List<String> seeds = new ArrayList<>();
        for (int site = 0; site < Math.min(SiteTable.SEED_SITES, sites.count()); site++) {
            seeds.add(url(site, 0));
        }
        return List.copyOf(seeds);
    }

    /** The URL of a page in its normal form. */
    String url(int site, int page) {
        ByteSink url = new ByteSink(128);
        addresses.write(url, site, page);
        return url.toAscii();
    }

    /**
     * The page with this URL, given in its normal form.
     *
     * @return a {@link PageId}, or -1
     */
    long find(String url) {
        if (!url.startsWith("http://")) {
            return -1;
        }
        int hostStart = "http://".length();
        int pathStart = url.indexOf('/', hostStart);
        if (pathStart < 0) {
            return -1;
        }
        byte[] bytes = Words.bytes(url);
        ByteSink scratch = new ByteSink(128);
        String authority = url.substring(hostStart, pathStart);
        int hostEnd = hostStart + (authority.contains(":") ? authority.indexOf(':') : authority.length());
        int site = sites.findSite(bytes, hostStart, hostEnd);
        int host = site < 0 ? -1 : sites.findHost(site, bytes, hostStart, hostEnd, scratch);
        int page = host < 0 ? -1 : addresses.find(site, host, bytes, pathStart, bytes.length, scratch);
        return page >= 0 && url(site, page).equals(url) ? PageId.of(site, page) : -1;
    }

    /** The crawl-delay that this host's robots.txt asks for, zero if it does not or there is no such host. */
    Duration crawlDelay(String hostName) {
        byte[] bytes = Words.bytes(hostName);
        int site = sites.findSite(bytes, 0, bytes.length);
        int host = site < 0 ? -1 : sites.findHost(site, bytes, 0, bytes.length, new ByteSink(128));
        return host < 0 ? Duration.ZERO : Duration.ofMillis(pages.crawlDelayMillis(site, host));
    }

    /** What fetching a page must give, the page given by its number among all pages of the web. */
    String outcome(int number) {
        int site = sites.siteOf(number);
        int page = number - sites.offset(site);
        return switch (sites.kind(site)) {
            case UNRESOLVABLE -> "dns_failure";
            case REFUSING -> "connect_failure";
            case ROBOTS_UNAVAILABLE -> "robots_unreachable";
            default -> pages.isForbidden(site, page) ? "robots_disallowed" : pages.kind(site, page).outcome;
        };
    }

    void writeHostsFile(Path file) throws IOException {
        ByteSink domain = new ByteSink(64);
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("# The hosts of an invented web: all of them are served on loopback.\n");
            for (int site = 0; site < sites.count(); site++) {
                if (sites.kind(site) != SiteTable.SiteKind.UNRESOLVABLE) {
                    domain.clear();
                    sites.writeDomain(domain, site);
                    String name = domain.toAscii();
                    out.write("127.0.0.1 " + name + " *." + name + "\n");
                }
            }
        }
    }
}
