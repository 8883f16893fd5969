package io.linkloom.testkit.web;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What an invented web is like: two equal specs give the same web, byte for byte, in any process.
 *
 * <p>The port is part of every URL (left out when it is 80) but decides nothing else: webs that differ in the port only
 * have the same pages and links.
 *
 * @param seed chooses one web among all webs of this shape
 * @param sites number of registered domains, at least 1; from 12 on the last four are the odd ones, see
 *     {@link Features#oddSites()}
 * @param pages number of pages over all sites, at least {@code sites}
 * @param linksPerPage mean number of distinct link targets of an HTML page
 * @param fillerBytes mean number of bytes of running text in an HTML page
 * @param port the port in the URLs, 0 when the server has yet to choose one
 * @param features how unruly the web is
 * @param changes how it changes
 * @param epoch how often it has changed, at first 0
 */
public record InventedWebSpec(
        long seed,
        int sites,
        int pages,
        int linksPerPage,
        int fillerBytes,
        int port,
        Features features,
        Changes changes,
        int epoch) {

    private static final int MAX_PAGES = 1_000_000_000;

    public InventedWebSpec {
        require(sites >= 1, "sites must be at least 1, not " + sites);
        require(pages >= sites, "pages must be at least the number of sites, not " + pages);
        require(pages <= MAX_PAGES, "pages must be at most " + MAX_PAGES + ", not " + pages);
        require(linksPerPage >= 1 && linksPerPage <= 2_000, "linksPerPage must be 1 to 2000, not " + linksPerPage);
        require(fillerBytes >= 0 && fillerBytes <= 4_000_000, "fillerBytes must be 0 to 4000000, not " + fillerBytes);
        require(epoch >= 0 && epoch <= 10_000, "epoch must be 0 to 10000, not " + epoch);
        require(port >= 0 && port <= 65_535, "port must be 0 to 65535, not " + port);
    }

    /** A web that never changes. */
    public InventedWebSpec(
            long seed, int sites, int pages, int linksPerPage, int fillerBytes, int port, Features features) {
        this(seed, sites, pages, linksPerPage, fillerBytes, port, features, Changes.NONE, 0);
    }

    /**
     * How unruly the web is. Shares are of all pages that no other page is reached through, from 0 to 1.
     *
     * @param redirects share of pages that answer 301, 302, 303, 307 or 308
     * @param notFound share of pages that answer 404
     * @param gone share of pages that answer 410
     * @param serverErrors share of pages that answer 500
     * @param slow share of pages that answer after {@code slowMillis}
     * @param slowMillis how long a slow page takes
     * @param notHtml share of pages that are PDF or PNG
     * @param robotsDirectories share of pages that lie in directories that some hosts' robots.txt forbids
     * @param gzipHosts share of hosts that compress for clients that accept gzip
     * @param slowRiders number of pages whose body never ends
     * @param silentCloses number of pages for which the connection is closed without an answer
     * @param redirectLoops number of pairs of pages that redirect to each other
     * @param oddSites whether there is one site each whose robots.txt answers 503, whose robots.txt redirects, whose
     *     name does not resolve, and that refuses connections
     * @param patientHosts share of hosts whose robots.txt asks for a crawl-delay
     * @param patientMillis how long it takes to fetch the pages of such a host if its site's pages are spread evenly over
     *     its hosts, which makes the delay
     */
    public record Features(
            double redirects,
            double notFound,
            double gone,
            double serverErrors,
            double slow,
            int slowMillis,
            double notHtml,
            double robotsDirectories,
            double gzipHosts,
            int slowRiders,
            int silentCloses,
            int redirectLoops,
            boolean oddSites,
            double patientHosts,
            int patientMillis) {

        public Features {
            double pageShares = redirects + notFound + gone + serverErrors + slow + notHtml;
            require(pageShares <= 1.0, "the shares of page kinds must not exceed 1 together, but are " + pageShares);
            for (double share : new double[] {
                redirects, notFound, gone, serverErrors, slow, notHtml, robotsDirectories, gzipHosts, patientHosts
            }) {
                require(share >= 0 && share <= 1, "a share must be 0 to 1, not " + share);
            }
            require(slowMillis >= 0 && patientMillis >= 0, "slowMillis and patientMillis must not be negative");
            require(
                    slowRiders >= 0 && silentCloses >= 0 && redirectLoops >= 0,
                    "slowRiders, silentCloses and redirectLoops must not be negative");
        }

        /** Everything that goes wrong on the real web, in shares near the real ones. */
        public static Features lifelike() {
            return new Features(0.05, 0.025, 0.005, 0.005, 0.01, 300, 0.015, 0.06, 0.2, 2, 2, 1, true, 0, 0);
        }

        /** Nothing but HTML pages that answer 200 at once, for measurements of a crawler's best case. */
        public static Features calm() {
            return new Features(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, false, 0, 0);
        }

        /** The same but with so many endless pages. */
        public Features withSlowRiders(int count) {
            return new Features(
                    redirects,
                    notFound,
                    gone,
                    serverErrors,
                    slow,
                    slowMillis,
                    notHtml,
                    robotsDirectories,
                    gzipHosts,
                    count,
                    silentCloses,
                    redirectLoops,
                    oddSites,
                    patientHosts,
                    patientMillis);
        }

        /** The same but with such a share of pages that answer after so many milliseconds. */
        public Features withSlow(double share, int millis) {
            return new Features(
                    redirects,
                    notFound,
                    gone,
                    serverErrors,
                    share,
                    millis,
                    notHtml,
                    robotsDirectories,
                    gzipHosts,
                    slowRiders,
                    silentCloses,
                    redirectLoops,
                    oddSites,
                    patientHosts,
                    patientMillis);
        }

        /** The same but with such a share of hosts that compress. */
        public Features withGzipHosts(double share) {
            return new Features(
                    redirects,
                    notFound,
                    gone,
                    serverErrors,
                    slow,
                    slowMillis,
                    notHtml,
                    robotsDirectories,
                    share,
                    slowRiders,
                    silentCloses,
                    redirectLoops,
                    oddSites,
                    patientHosts,
                    patientMillis);
        }

        /** The same but with such a share of hosts that ask to be fetched over so many milliseconds. */
        public Features withPatientHosts(double share, int millis) {
            return new Features(
                    redirects,
                    notFound,
                    gone,
                    serverErrors,
                    slow,
                    slowMillis,
                    notHtml,
                    robotsDirectories,
                    gzipHosts,
                    slowRiders,
                    silentCloses,
                    redirectLoops,
                    oddSites,
                    share,
                    millis);
        }
    }

    /** The web of {@code linkloom demo}: 200 sites, 5,000 pages, about 400,000 links. */
    public static InventedWebSpec demo(int port) {
        return lifelike(200, 5_000, 90).withPort(port);
    }

    /** A web of any size with everything that goes wrong on the real one, on port 0. */
    public static InventedWebSpec lifelike(int sites, int pages, int linksPerPage) {
        return new InventedWebSpec(1, sites, pages, linksPerPage, 9_000, 0, Features.lifelike());
    }

    /** A web of any size in which every page is HTML and answers 200 at once, on port 0. */
    public static InventedWebSpec calm(int sites, int pages, int linksPerPage) {
        return new InventedWebSpec(1, sites, pages, linksPerPage, 9_000, 0, Features.calm());
    }

    public InventedWebSpec withSeed(long newSeed) {
        return new InventedWebSpec(newSeed, sites, pages, linksPerPage, fillerBytes, port, features, changes, epoch);
    }

    public InventedWebSpec withPort(int newPort) {
        return new InventedWebSpec(seed, sites, pages, linksPerPage, fillerBytes, newPort, features, changes, epoch);
    }

    public InventedWebSpec withSize(int newSites, int newPages) {
        return new InventedWebSpec(seed, newSites, newPages, linksPerPage, fillerBytes, port, features, changes, epoch);
    }

    public InventedWebSpec withLinksPerPage(int links) {
        return new InventedWebSpec(seed, sites, pages, links, fillerBytes, port, features, changes, epoch);
    }

    public InventedWebSpec withFillerBytes(int bytes) {
        return new InventedWebSpec(seed, sites, pages, linksPerPage, bytes, port, features, changes, epoch);
    }

    public InventedWebSpec withFeatures(Features newFeatures) {
        return new InventedWebSpec(seed, sites, pages, linksPerPage, fillerBytes, port, newFeatures, changes, epoch);
    }

    /** A web that changes so. */
    public InventedWebSpec withChanges(Changes newChanges) {
        return new InventedWebSpec(seed, sites, pages, linksPerPage, fillerBytes, port, features, newChanges, epoch);
    }

    /** The same web after so many changes. */
    public InventedWebSpec atEpoch(int newEpoch) {
        return new InventedWebSpec(seed, sites, pages, linksPerPage, fillerBytes, port, features, changes, newEpoch);
    }

    /** The URLs, at most three, from which all pages can be reached that can be reached at all. */
    public List<String> seeds() {
        return InventedWeb.of(this).seeds();
    }

    /**
     * Writes a hosts file that sends every host of this web to loopback, and leaves out the one that must not resolve.
     * Lines are in the usual format, with {@code *.name} for all hosts of a site.
     */
    public void hostsFile(Path file) throws IOException {
        InventedWeb.of(this).writeHostsFile(file);
    }

    /** The command line of {@link InventedWebMain} that serves this web; its features must be lifelike or calm. */
    public List<String> arguments() {
        boolean isCalm = features.equals(Features.calm());
        require(isCalm || features.equals(Features.lifelike()), "only lifelike and calm features have an option");
        require(changes.equals(Changes.NONE), "a web that changes has no option");
        List<String> arguments = new ArrayList<>(List.of("--seed", "" + seed, "--sites", "" + sites));
        arguments.addAll(List.of("--pages", "" + pages, "--links", "" + linksPerPage));
        arguments.addAll(List.of("--filler", "" + fillerBytes, "--port", "" + port));
        if (isCalm) {
            arguments.add("--calm");
        }
        return List.copyOf(arguments);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
