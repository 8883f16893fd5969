package io.linkloom.testkit.frontier;

import io.linkloom.testkit.web.Mix;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Two who want to be crawled more than they are worth: a trap, which is one site that makes hosts and pages without end, and a farm of
 * sites that make hosts and pages without end and all link to each other. What a page links to is a pure function of its URL.
 */
public final class EndlessSites {
    private static final String TRAP = "trap.test";
    private static final int TRAP_LINKS = 10;
    private static final int FARM_OWN_PAGES = 4;
    private static final int FARM_OWN_HOSTS = 2;
    private static final int FARM_OTHERS = 8;

    private final int farmSites;

    /** With a farm of so many sites. */
    public EndlessSites(int farmSites) {
        this.farmSites = farmSites;
    }

    /** The sites of the farm. */
    public int farmSites() {
        return farmSites;
    }

    /** The first page of the trap. */
    public String trapUrl() {
        return "http://" + TRAP + "/";
    }

    /** The first page of a site of the farm. */
    public String farmUrl(int site) {
        return "http://" + farmSite(site) + "/";
    }

    private static String farmSite(int site) {
        return String.format(Locale.ROOT, "farm%05d.test", site);
    }

    /** Whether a host is the trap's. */
    public static boolean isTrap(String host) {
        return host.endsWith(TRAP);
    }

    /** Whether a host is one of the farm's. */
    public static boolean isFarm(String host) {
        return siteOf(host).startsWith("farm");
    }

    private static String siteOf(String host) {
        int dot = host.lastIndexOf('.', host.length() - ".test".length() - 1);
        return host.substring(dot + 1);
    }

    /** What a page of the trap or of the farm links to. */
    public List<String> links(String host, String path) {
        long page = hash(host) * 31 + hash(path);
        return isTrap(host) ? trapLinks(host, page) : farmLinks(host, page);
    }

    private static List<String> trapLinks(String host, long page) {
        List<String> links = new ArrayList<>();
        for (int i = 0; i < TRAP_LINKS; i++) {
            links.add("http://" + host + "/" + name(page, i));
            links.add("http://" + name(page, 100 + i) + "." + TRAP + "/");
        }
        return links;
    }

    private List<String> farmLinks(String host, long page) {
        String site = siteOf(host);
        List<String> links = new ArrayList<>();
        for (int i = 0; i < FARM_OWN_PAGES; i++) {
            links.add("http://" + host + "/" + name(page, i));
        }
        for (int i = 0; i < FARM_OWN_HOSTS; i++) {
            links.add("http://" + name(page, 100 + i) + "." + site + "/");
        }
        for (int i = 0; i < FARM_OTHERS; i++) {
            String other = farmSite(Mix.below(Mix.mix(page, 200, i), farmSites));
            links.add("http://" + other + (i % 2 == 0 ? "/" : "/" + name(page, 300 + i)));
        }
        return links.stream().distinct().toList();
    }

    private static String name(long page, int number) {
        return "n" + Long.toString(Mix.mix(page, number) >>> 20, 36);
    }

    private static long hash(String text) {
        long hash = 0;
        for (int i = 0; i < text.length(); i++) {
            hash = Mix.mix(hash, text.charAt(i));
        }
        return hash;
    }
}
