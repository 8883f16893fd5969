package io.linkloom.testkit.frontier;

import io.linkloom.testkit.web.Mix;
import java.time.Duration;

/**
 * Ordinary hosts by number, each a site of its own. What a host is like is a pure function of the seed and its number; what has to
 * add up to a sum is kept in a few arrays.
 *
 * <p>Pages and referring sites follow Zipf's law over two orders that have nothing to do with each other. Of a hundred hosts,
 * seventy ask for no delay, the others for 2 seconds to an hour; two or three are dead and as many slow. Four of ten share
 * addresses with others, a few addresses having very many hosts.
 */
public final class ManyHosts {
    private static final double PAGES_EXPONENT = 0.8;
    private static final double REFERRERS_EXPONENT = 0.85;
    private static final int REFERRERS_OF_THE_FIRST = 10;
    private static final int HOSTS_PER_SHARED_ADDRESS = 200;
    private static final double SHARED = 0.4;

    private static final int HOST_DIGITS = 7;
    private static final int PAGE_DIGITS = 8;

    private static final int PAGES = 1;
    private static final int REFERRERS = 2;
    private static final int DELAY = 3;
    private static final int KIND = 4;
    private static final int IS_SHARED = 5;
    private static final int ADDRESS = 6;
    private static final int RESPONSE = 7;
    private static final int TARGET = 8;
    private static final int LINKS_OUT = 9;

    /** Hosts of a hundred up to this one ask for this delay, in seconds. */
    private static final int[][] DELAYS = {
        {70, 0}, {80, 2}, {88, 5}, {93, 10}, {96, 30}, {98, 120}, {99, 900}, {100, 3600}
    };

    /** How a host answers. */
    public enum Kind {
        /** Within a second. */
        QUICK,
        /** Within half a minute. */
        SLOW,
        /** It refuses connections at once. */
        REFUSES,
        /** Nothing comes back. */
        SILENT
    }

    private final long seed;
    private final int[] pages;
    private final int[] referrers;
    private final int sharedAddresses;
    private final long pagesInAll;

    /**
     * A web.
     *
     * @param wantedPages about how many pages all hosts have together; each has one at least
     */
    public ManyHosts(long seed, int hosts, long wantedPages) {
        this.seed = seed;
        this.pages = ranks(hosts, PAGES);
        this.referrers = ranks(hosts, REFERRERS);
        this.sharedAddresses = Math.max(1, hosts / HOSTS_PER_SHARED_ADDRESS);
        double sum = 0;
        for (int rank = 1; rank <= hosts; rank++) {
            sum += Math.pow(rank, -PAGES_EXPONENT);
        }
        long all = 0;
        for (int host = 0; host < hosts; host++) {
            double share = Math.pow(pages[host], -PAGES_EXPONENT) / sum;
            pages[host] = Math.clamp(Math.round(wantedPages * share), 1, Integer.MAX_VALUE / 4);
            all += pages[host];
            referrers[host] =
                    (int) ((double) hosts / REFERRERS_OF_THE_FIRST * Math.pow(referrers[host], -REFERRERS_EXPONENT));
        }
        this.pagesInAll = all;
    }

    /** The ranks from 1 on, in an order of their own. */
    private int[] ranks(int hosts, int salt) {
        int[] ranks = new int[hosts];
        for (int i = 0; i < hosts; i++) {
            int other = below(i + 1, salt, i);
            ranks[i] = ranks[other];
            ranks[other] = i + 1;
        }
        return ranks;
    }

    private double unit(long what, long of) {
        return Mix.fraction(Mix.mix(seed, what, of));
    }

    private int below(int bound, long what, long of) {
        return Mix.below(Mix.mix(seed, what, of), bound);
    }

    /** How many there are. */
    public int size() {
        return pages.length;
    }

    /** How many pages they have together. */
    public long pagesInAll() {
        return pagesInAll;
    }

    /** How many pages a host has. */
    public int pages(int host) {
        return pages[host];
    }

    /** From how many other sites there are links to its first page before the crawl. */
    public int referringSites(int host) {
        return referrers[host];
    }

    /** What its robots.txt asks for, zero if it asks for nothing. */
    public Duration delay(int host) {
        int percent = below(100, DELAY, host);
        for (int[] delay : DELAYS) {
            if (percent < delay[0]) {
                return Duration.ofSeconds(delay[1]);
            }
        }
        throw new IllegalStateException("the last delay is for all");
    }

    /** How it answers. */
    public Kind kind(int host) {
        int permille = below(1000, KIND, host);
        return permille < 25 ? Kind.SLOW : permille < 38 ? Kind.REFUSES : permille < 50 ? Kind.SILENT : Kind.QUICK;
    }

    /** Whether it never answers. */
    public boolean isDead(int host) {
        Kind kind = kind(host);
        return kind == Kind.REFUSES || kind == Kind.SILENT;
    }

    /** How many addresses there are at most, numbered from 0. */
    public int addresses() {
        return sharedAddresses + pages.length;
    }

    /** The number of its address. */
    public int address(int host) {
        if (unit(IS_SHARED, host) >= SHARED) {
            return sharedAddresses + host;
        }
        double skewed = Math.pow(unit(ADDRESS, host), 2);
        return (int) (skewed * sharedAddresses);
    }

    /** How long it takes to answer, or to be given up. */
    public Duration response(int host, int request) {
        double drawn = unit((long) RESPONSE << 32 | request, host);
        double millis = switch (kind(host)) {
            case QUICK -> 50 + 600 * drawn * drawn;
            case SLOW -> 5_000 + 20_000 * drawn;
            case REFUSES -> 30;
            case SILENT -> 10_000;
        };
        return Duration.ofNanos((long) (millis * 1e6));
    }

    /** The name of a host; names are in the order of numbers. */
    public String name(int host) {
        return padded("s", host, HOST_DIGITS, ".test");
    }

    /** The number of the host with this name, -1 if it is none of these. */
    public int number(String name) {
        return name.startsWith("s") && name.indexOf('.') == 1 + HOST_DIGITS
                ? Integer.parseInt(name, 1, 1 + HOST_DIGITS, 10)
                : -1;
    }

    /** The path of a page; paths are in the order of numbers, which begin with 0. */
    public static String path(int page) {
        return page == 0 ? "/" : padded("/p", page, PAGE_DIGITS, "");
    }

    private static String padded(String before, int number, int digits, String behind) {
        String text = Integer.toString(number);
        return before + "0".repeat(digits - text.length()) + text + behind;
    }

    /** The number of the page with this path. */
    public static int page(String path) {
        return path.length() == 1 ? 0 : Integer.parseInt(path, 2, path.length(), 10);
    }

    /** How many links a page is away from the first one of its host: it links to two that are one further. */
    public static int depth(int page) {
        return Integer.SIZE - 1 - Integer.numberOfLeadingZeros(page + 1);
    }

    /** The pages of its own host that a page links to, as far as there are so many: two. */
    public int[] children(int host, int page) {
        int first = 2 * page + 1;
        int count = Math.clamp(pages[host] - (long) first, 0, 2);
        int[] children = new int[count];
        for (int i = 0; i < count; i++) {
            children[i] = first + i;
        }
        return children;
    }

    /** The other host whose first page a page links to, -1 if to none: one page of five does, and well-linked hosts gain more. */
    public int linkedHost(int host, int page) {
        long from = (long) host << 32 | page;
        if (unit(LINKS_OUT, from) >= 0.2) {
            return -1;
        }
        int one = below(pages.length, TARGET, from);
        int other = below(pages.length, TARGET + 100L, from);
        int better = referrers[one] >= referrers[other] ? one : other;
        return better == host ? -1 : better;
    }
}
