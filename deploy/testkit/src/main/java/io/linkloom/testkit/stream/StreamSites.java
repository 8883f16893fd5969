package io.linkloom.testkit.stream;

import io.linkloom.testkit.web.Mix;
import java.util.Arrays;

/**
 * Which pages belong to which site. Sites are numbered by size, the largest first; the pages of a site are numbered from its
 * front page on, and those with low numbers are the ones that are visited. Immutable.
 */
final class StreamSites {
    private static final int PAGES_A_SITE = 400;
    private static final int LEAST_PAGES = 160;
    private static final int PAGES_A_SECTION = 40;
    private static final int MOST_SECTIONS = 48;
    private static final int SECTIONS_OF_THE_BLOG = 6;
    private static final String[] ENDINGS = {".com", ".com", ".com", ".org", ".net", ".de", ".co.uk", ".fr"};

    private final long seed;
    /** The first page of each site among all that are known, and behind them the number of all. */
    private final long[] firstKnown;
    /** The same among those that are visited. */
    private final long[] firstVisited;

    StreamSites(StreamSpec spec) {
        seed = spec.seed();
        int sites = Math.max(1, spec.knownPages() / PAGES_A_SITE);
        firstKnown = new long[sites + 1];
        firstVisited = new long[sites + 1];
        // What is left when each has its least goes by Zipf's law.
        double left = Math.max(0, spec.knownPages() - (double) sites * LEAST_PAGES);
        double weights = 0;
        for (int site = 0; site < sites; site++) {
            weights += weight(site);
        }
        for (int site = 0; site < sites; site++) {
            int pages = LEAST_PAGES + (int) (left * weight(site) / weights);
            firstKnown[site + 1] = firstKnown[site] + pages;
            firstVisited[site + 1] = firstVisited[site] + pages / StreamSpec.KNOWN_FOR_EACH_VISITED;
        }
    }

    private static double weight(int site) {
        return Math.pow(site + 10.0, -0.8);
    }

    int size() {
        return firstKnown.length - 1;
    }

    int visitedPages() {
        return (int) firstVisited[size()];
    }

    int pagesOf(int site) {
        return (int) (firstKnown[site + 1] - firstKnown[site]);
    }

    /** The site of a visited page by the number of that. */
    int siteOfVisited(int page) {
        int at = Arrays.binarySearch(firstVisited, page);
        return at >= 0 ? at : -at - 2;
    }

    /** The number within its site of a visited page. */
    int withinSite(int page, int site) {
        return (int) (page - firstVisited[site]);
    }

    int sectionsOf(int site) {
        return Math.clamp(pagesOf(site) / PAGES_A_SECTION, 1, MOST_SECTIONS);
    }

    /** The URL of a page, 75 bytes on average. */
    String url(int site, int page) {
        StringBuilder url = new StringBuilder(96).append("https://");
        int section = page % sectionsOf(site);
        url.append(section % SECTIONS_OF_THE_BLOG == SECTIONS_OF_THE_BLOG - 1 ? "blog." : "www.");
        long name = Mix.mix(seed, site);
        url.append(Vocabulary.name(name)).append('-').append(Vocabulary.name(Mix.mix(name)));
        url.append(Integer.toString(site, Character.MAX_RADIX)).append(ENDINGS[(int) (name & 7)]);
        if (page == 0) {
            return url.append('/').toString();
        }
        url.append('/').append(Vocabulary.name(Mix.mix(name, section))).append('/');
        long title = Mix.mix(name, page);
        for (int word = 0; word < 3; word++) {
            url.append(Vocabulary.word(Mix.mix(title, word))).append('-');
        }
        return url.append(page).append(".html").toString();
    }
}
