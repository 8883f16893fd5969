package io.linkloom.builder.store;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many pages and hosts of a site may be fetched: more for each doubling of the other sites that link to it, so that nobody gets
 * more by making pages and hosts, which cost nothing, but only by links from sites, which do (IRLbot, Lee et al., WWW 2008).
 * A pure function of the site's referring sites and of whether it was asked for. Immutable.
 *
 * @param sitePages of a site that at most one other links to; 0 for any number
 * @param seedSitePages the same of a site that has a seed; 0 for any number
 * @param siteHosts hosts of a site that at most one other links to, and as many times as many of a site with a seed as it may have
 *     pages; 0 for any number
 * @param hostPages of any host; 0 for any number
 * @param power of the number of referring sites, as a power of two, that pages and hosts grow with
 */
public record SiteBudgets(long sitePages, long seedSitePages, long siteHosts, long hostPages, double power) {
    /** What holds where nothing else is said. */
    public static final SiteBudgets USUAL = new SiteBudgets(10_000, 1_000_000, 1_000, 0, 0.5);

    /** No bounds. */
    public static final SiteBudgets NONE = new SiteBudgets(0, 0, 0, 0, 0);

    /** Most that a bound may be. */
    public static final long MOST = 1_000_000_000_000L;

    private static final Pattern TEXT = Pattern.compile(
            "site (\\d{1,13}) seed-site (\\d{1,13}) hosts (\\d{1,13}) host (\\d{1,13}) power ([0-9.]{1,20})");

    /** Refuses numbers that are none. */
    public SiteBudgets {
        if (Math.min(Math.min(sitePages, seedSitePages), Math.min(siteHosts, hostPages)) < 0
                || Math.max(Math.max(sitePages, seedSitePages), Math.max(siteHosts, hostPages)) > MOST
                || !(power >= 0 && power <= 1)) {
            throw new IllegalArgumentException("bounds are from 0 to " + MOST + ", the power from 0 to 1");
        }
    }

    /** Most pages of a site, {@link Long#MAX_VALUE} if any number. */
    public long pages(long referringSites, boolean hasSeed) {
        return grown(hasSeed ? seedSitePages : sitePages, referringSites);
    }

    /** Most hosts of a site that are asked for anything, {@link Long#MAX_VALUE} if any number. */
    public long hosts(long referringSites, boolean hasSeed) {
        if (!hasSeed || sitePages == 0) {
            return grown(siteHosts, referringSites);
        }
        // Both as doubles: a product may not fit a long.
        double base = (double) siteHosts * seedSitePages / sitePages;
        return seedSitePages == 0 ? Long.MAX_VALUE : grown((long) Math.min(MOST, base), referringSites);
    }

    /** Most pages of any one host, {@link Long#MAX_VALUE} if any number. */
    public long mostOfHost() {
        return hostPages == 0 ? Long.MAX_VALUE : hostPages;
    }

    private long grown(long base, long referringSites) {
        if (base == 0) {
            return Long.MAX_VALUE;
        }
        return Math.round(base * Math.pow(2, power * PriorityWeights.step(referringSites)));
    }

    /** The bounds as text, for a shard to keep. */
    public String text() {
        return "site " + sitePages + " seed-site " + seedSitePages + " hosts " + siteHosts + " host " + hostPages
                + " power " + power;
    }

    /** The bounds in what {@link #text} gave, nothing if it is of another version. */
    public static Optional<SiteBudgets> ofText(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        return Optional.of(new SiteBudgets(
                Long.parseLong(parts.group(1)),
                Long.parseLong(parts.group(2)),
                Long.parseLong(parts.group(3)),
                Long.parseLong(parts.group(4)),
                Double.parseDouble(parts.group(5))));
    }
}
