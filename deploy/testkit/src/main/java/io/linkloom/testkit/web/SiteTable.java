package io.linkloom.testkit.web;

import static io.linkloom.testkit.web.Mix.below;
import static io.linkloom.testkit.web.Mix.fraction;
import static io.linkloom.testkit.web.Mix.mix;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The sites of an invented web: their sizes, host names and popularity. Holds four bytes a site and a fixed table;
 * everything else is computed when asked for. Immutable.
 *
 * <p>Sites form a tree: the first three are seeds, and the home page of site s links to those of sites 4s+3 to 4s+6.
 */
final class SiteTable {

    /** What is odd about a site as a whole. */
    enum SiteKind {
        ORDINARY,
        /** robots.txt answers 503, so that nothing may be fetched. */
        ROBOTS_UNAVAILABLE,
        /** robots.txt redirects to that of another site. */
        ROBOTS_REDIRECTED,
        /** The name does not resolve: it lies under {@code .invalid} (RFC 6761, section 6.4). */
        UNRESOLVABLE,
        /** Nothing listens: its URLs name port 1. */
        REFUSING
    }

    static final int SEED_SITES = 3;
    private static final int SITE_FAN = 4;
    private static final SiteKind[] ODD_KINDS = {
        SiteKind.ROBOTS_UNAVAILABLE, SiteKind.ROBOTS_REDIRECTED, SiteKind.UNRESOLVABLE, SiteKind.REFUSING
    };
    private static final int MIN_SITES_FOR_ODD_ONES = 12;
    private static final int REFUSING_PORT = 1;

    private static final byte[][][] HOST_SETS =
            hostSets("", "www.", "", "www.", ",docs.", "www.,", "www.,shop.", "www.,docs.,shop.", ",www.,docs.,shop.");
    private static final byte[][] ODD_NAMES = {
        Words.bytes("sealed"), Words.bytes("forwarded"), Words.bytes("nowhere"), Words.bytes("closed")
    };
    private static final byte[] SCHEME = Words.bytes("http://");
    private static final byte[] TEST = Words.bytes(".test");
    private static final byte[] INVALID = Words.bytes(".invalid");

    private final InventedWebSpec spec;
    private final int ordinarySites;
    private final int[] offsets;
    private final int[] popular;
    private final long siteSalt;

    SiteTable(InventedWebSpec spec) {
        this.spec = spec;
        this.siteSalt = mix(spec.seed(), 0x517E);
        boolean hasOddSites = spec.features().oddSites() && spec.sites() >= MIN_SITES_FOR_ODD_ONES;
        this.ordinarySites = spec.sites() - (hasOddSites ? ODD_KINDS.length : 0);
        this.offsets = offsets(sizes());
        this.popular = popularSites(spec.sites());
    }

    int count() {
        return spec.sites();
    }

    int pages(int site) {
        return offsets[site + 1] - offsets[site];
    }

    /** The number of pages of all sites before this one, so that offset plus page numbers all pages of the web. */
    int offset(int site) {
        return offsets[site];
    }

    int totalPages() {
        return offsets[spec.sites()];
    }

    /** The site that a number from 0 to {@code totalPages() - 1} falls into. */
    int siteOf(int globalPage) {
        int found = Arrays.binarySearch(offsets, globalPage);
        return found >= 0 ? found : -found - 2;
    }

    SiteKind kind(int site) {
        return site < ordinarySites ? SiteKind.ORDINARY : ODD_KINDS[site - ordinarySites];
    }

    /** Whether the pages of this site can be linked to but never read. */
    boolean isUnreadable(int site) {
        SiteKind kind = kind(site);
        return kind != SiteKind.ORDINARY && kind != SiteKind.ROBOTS_REDIRECTED;
    }

    int firstChild(int site) {
        return (int) Math.min(count(), (long) site * SITE_FAN + SEED_SITES);
    }

    int endOfChildren(int site) {
        return (int) Math.min(count(), (long) site * SITE_FAN + SEED_SITES + SITE_FAN);
    }

    /** Another site than the given one, by a Zipf law with a uniform share; -1 if there is none. */
    int linkedSite(int from, long hash) {
        if (count() == 1) {
            return -1;
        }
        long upper = mix(hash);
        int site = (hash & 3) != 0 ? popular[below(upper, popular.length)] : below(upper, count());
        return site == from ? (site + 1) % count() : site;
    }

    int hosts(int site) {
        return hostSet(site).length;
    }

    /** Writes {@code http://host:port} in the normal form. */
    void writeOrigin(ByteSink out, int site, int host) {
        out.put(SCHEME);
        writeHost(out, site, host);
        int port = kind(site) == SiteKind.REFUSING ? REFUSING_PORT : spec.port();
        if (port != 80) {
            out.put(':');
            out.decimal(port);
        }
    }

    void writeHost(ByteSink out, int site, int host) {
        out.put(hostSet(site)[host]);
        writeDomain(out, site);
    }

    void writeDomain(ByteSink out, int site) {
        SiteKind kind = kind(site);
        out.put(
                site < ordinarySites
                        ? Words.SITES[below(mix(siteSalt, site), Words.SITES.length)]
                        : ODD_NAMES[site - ordinarySites]);
        out.put('-');
        out.decimal(site);
        out.put(kind == SiteKind.UNRESOLVABLE ? INVALID : TEST);
    }

    /**
     * Finds the site of a host name, given in lower case, in bytes {@code from} to {@code to}.
     *
     * @return the site, or -1 if no site has such a number
     */
    int findSite(byte[] name, int from, int to) {
        int dash = to;
        do {
            dash--;
        } while (dash >= from && name[dash] != '-');
        long number = 0;
        int at = dash + 1;
        for (; at < to && name[at] >= '0' && name[at] <= '9' && number < count(); at++) {
            number = number * 10 + name[at] - '0';
        }
        return dash < from || at == dash + 1 || number >= count() ? -1 : (int) number;
    }

    /**
     * Finds which host of a site has this name.
     *
     * @return its number within the site, or -1
     */
    int findHost(int site, byte[] name, int from, int to, ByteSink scratch) {
        for (int host = 0; host < hosts(site); host++) {
            scratch.clear();
            writeHost(scratch, site, host);
            if (Arrays.equals(name, from, to, scratch.array(), 0, scratch.length())) {
                return host;
            }
        }
        return -1;
    }

    private byte[][] hostSet(int site) {
        boolean isSmall = kind(site) != SiteKind.ORDINARY || pages(site) < 8;
        return isSmall ? HOST_SETS[0] : HOST_SETS[below(mix(siteSalt, site, 1), HOST_SETS.length)];
    }

    /**
     * Sizes fall off by a power law over a random order of the sites. Rounding, and the minimum of three pages a site
     * where the total allows it, is made up for by the largest.
     */
    private int[] sizes() {
        int[] sizes = new int[spec.sites()];
        int available = spec.pages();
        for (int site = ordinarySites; site < sizes.length; site++) {
            int wanted = kind(site) == SiteKind.ROBOTS_REDIRECTED ? 20 : 2;
            sizes[site] = Math.max(1, Math.min(wanted, spec.pages() / spec.sites()));
            available -= sizes[site];
        }
        int minimum = Math.max(1, Math.min(3, available / ordinarySites));
        int[] bySize = IntStream.range(0, ordinarySites)
                .boxed()
                .sorted((a, b) -> Long.compare(mix(siteSalt, a, 2), mix(siteSalt, b, 2)))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] weights = new double[ordinarySites];
        for (int rank = 0; rank < ordinarySites; rank++) {
            weights[rank] = 1.0 / StrictMath.pow(rank + 3.0, 1.05);
        }
        double sum = Arrays.stream(weights).sum();
        int spare = available - minimum * ordinarySites;
        int given = 0;
        for (int rank = 0; rank < ordinarySites; rank++) {
            int extra = (int) (spare * weights[rank] / sum);
            sizes[bySize[rank]] = minimum + extra;
            given += extra;
        }
        sizes[bySize[0]] += spare - given;
        return sizes;
    }

    private static int[] offsets(int[] sizes) {
        int[] offsets = new int[sizes.length + 1];
        for (int i = 0; i < sizes.length; i++) {
            offsets[i + 1] = offsets[i] + sizes[i];
        }
        return offsets;
    }

    /** A table from which a uniform draw is a Zipf draw: the lower a site's number, the more links it gets. */
    private static int[] popularSites(int sites) {
        int[] table = new int[1 << 14];
        double total = 0;
        int ranks = Math.min(sites, table.length);
        for (int rank = 1; rank <= ranks; rank++) {
            total += 1.0 / rank;
        }
        double upTo = 0;
        int filled = 0;
        for (int rank = 1; rank <= ranks; rank++) {
            upTo += 1.0 / rank;
            int end = rank == ranks ? table.length : (int) (table.length * upTo / total);
            Arrays.fill(table, filled, Math.max(filled, end), rank - 1);
            filled = Math.max(filled, end);
        }
        return table;
    }

    /** A home page within the site's pages most of the time, any page with falling probability otherwise. */
    int linkedPage(int site, long hash) {
        if ((hash & 7) < 3) {
            return 0;
        }
        double u = fraction(mix(hash, 3));
        return (int) (pages(site) * u * u);
    }

    private static byte[][][] hostSets(String... sets) {
        byte[][][] all = new byte[sets.length][][];
        for (int i = 0; i < sets.length; i++) {
            all[i] = Arrays.stream(sets[i].split(",", -1)).map(Words::bytes).toArray(byte[][]::new);
        }
        return all;
    }
}
