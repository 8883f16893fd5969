package io.linkloom.testkit.web;

import static io.linkloom.testkit.web.Mix.below;
import static io.linkloom.testkit.web.Mix.fraction;
import static io.linkloom.testkit.web.Mix.mix;

import io.linkloom.testkit.web.LinkPlan.Place;

/**
 * Chooses the links of a page: the site's navigation, the same on each of its pages; the tree that makes everything
 * reachable; neighbours and random pages of the site; pages of other sites, popular ones mostly; repetitions. Immutable.
 */
final class LinkPlanner {

    private static final double INTERNAL_SHARE = 0.85;
    private static final double NAVIGATION_SHARE = 0.4;
    private static final int FOOTER_LINKS = 5;

    private final SiteTable sites;
    private final PageTable pages;
    private final long navigationSalt;
    private final long linkSalt;
    private final double budget;

    LinkPlanner(InventedWebSpec spec, SiteTable sites, PageTable pages) {
        this.sites = sites;
        this.pages = pages;
        this.navigationSalt = mix(spec.seed(), 0x4A7);
        this.linkSalt = mix(spec.seed(), 0x114C);
        this.budget = budgetFor(spec.linksPerPage());
    }

    /** Replaces the contents of {@code plan} by the links of an HTML page, without those to the page itself. */
    void plan(int site, int address, LinkPlan plan) {
        plan.clear();
        int page = pages.life().content(site, address);
        long salt = mix(linkSalt, site, page);
        double size = budget * (0.6 + 0.8 * fraction(mix(salt)));
        addNavigation(site, page, plan);
        addTree(site, page, salt, plan);
        addInternal(site, page, salt, (int) (size * INTERNAL_SHARE), plan);
        addExternal(site, page, salt, (int) Math.ceil(size * (1 - INTERNAL_SHARE)), plan);
        addRepetitions(site, page, salt, plan);
    }

    private void addNavigation(int site, int page, LinkPlan plan) {
        int entries = Math.min(sites.pages(site), 2 + (int) (budget * INTERNAL_SHARE * NAVIGATION_SHARE));
        for (int target = 0; target < entries; target++) {
            if (target != page && !pages.life().isNewAddress(site, target)) {
                plan.add(PageId.of(site, target), mix(navigationSalt, site, target), Place.NAV);
            }
        }
    }

    private void addTree(int site, int page, long salt, LinkPlan plan) {
        int parent = pages.parent(page);
        if (parent != page) {
            plan.add(PageId.of(site, parent), mix(salt, 0x9A4E), Place.MAIN);
        }
        for (int child = pages.firstChild(site, page); child < pages.endOfChildren(site, page); child++) {
            if (!pages.life().isNewAddress(site, child)) {
                plan.addNew(PageId.of(site, child), mix(salt, child), Place.MAIN);
            }
        }
        if (page == 0) {
            for (int child = sites.firstChild(site); child < sites.endOfChildren(site); child++) {
                int entrances = sites.isUnreadable(child) ? sites.pages(child) : 1;
                for (int target = 0; target < entrances; target++) {
                    addUnlessNew(child, target, mix(salt, child, target), plan);
                }
            }
        }
    }

    /** Neighbours first, then random pages of the site, until the page has as many links as it should. */
    private void addInternal(int site, int page, long salt, int wanted, LinkPlan plan) {
        int available = Math.min(wanted, sites.pages(site) - 1);
        for (int step = 1; step <= 3 && plan.distinctSize() < available; step++) {
            addOther(site, page, page + step, mix(salt, 0xA, step), step, plan);
            addOther(site, page, page - step, mix(salt, 0xB, step), -step, plan);
        }
        for (int draw = 0; draw < 4 * wanted && plan.distinctSize() < available; draw++) {
            long hash = mix(salt, 0x147, draw);
            addOther(site, page, below(mix(hash), sites.pages(site)), hash, 100L + draw, plan);
        }
    }

    /** Adds a link that may have changed since: it is gone, leads elsewhere in the site, or has another anchor. */
    private void addOther(int site, int page, int first, long hash, long link, LinkPlan plan) {
        int epoch = pages.life().lastChange(site, page, link);
        long changed = epoch == 0 ? hash : mix(hash, epoch);
        int target = epoch > 0 && isElsewhere(changed) ? below(mix(changed), sites.pages(site)) : first;
        boolean isThere = target >= 0 && target < sites.pages(site) && target != page;
        if (isThere && !(epoch > 0 && isGone(changed)) && !pages.life().isNewAddress(site, target)) {
            plan.addNew(PageId.of(site, target), changed, Place.MAIN);
        }
    }

    private static boolean isGone(long changed) {
        return below(mix(changed, 0x60), 3) == 0;
    }

    private static boolean isElsewhere(long changed) {
        return below(mix(changed, 0x60), 3) == 1;
    }

    private void addUnlessNew(int site, int page, long hash, LinkPlan plan) {
        if (!pages.life().isNewAddress(site, page)) {
            plan.add(PageId.of(site, page), hash, Place.MAIN);
        }
    }

    private void addExternal(int site, int page, long salt, int wanted, LinkPlan plan) {
        int end = plan.distinctSize() + wanted;
        for (int draw = 0; draw < 4 * wanted && plan.distinctSize() < end; draw++) {
            long first = mix(salt, 0xE87, draw);
            int epoch = pages.life().lastChange(site, page, 10_000L + draw);
            long hash = epoch == 0 ? first : mix(first, epoch);
            if (epoch > 0 && isGone(hash)) {
                continue;
            }
            long choice = epoch > 0 && isElsewhere(hash) ? hash : first;
            int target = sites.linkedSite(site, choice);
            if (target >= 0 && !pages.life().isNewAddress(target, sites.linkedPage(target, choice))) {
                plan.addNew(PageId.of(target, sites.linkedPage(target, choice)), hash, Place.MAIN);
            }
        }
    }

    private void addRepetitions(int site, int page, long salt, LinkPlan plan) {
        int once = plan.size();
        for (int i = 0; i < once / 12; i++) {
            long hash = mix(salt, 0x4E9, i);
            plan.add(plan.target(below(mix(hash), once)), hash, Place.MAIN);
        }
        for (int target = 0; target < Math.min(FOOTER_LINKS, sites.pages(site)); target++) {
            if (target != page && !pages.life().isNewAddress(site, target)) {
                plan.add(PageId.of(site, target), mix(navigationSalt, target, site), Place.FOOTER);
            }
        }
    }

    /**
     * The size of a large site's page that makes the mean over all pages what the spec asks for: small sites have fewer
     * pages than a page should have internal links, so that the others need more.
     */
    private double budgetFor(int meanLinks) {
        double low = 1;
        double high = 40.0 * meanLinks + 40;
        for (int i = 0; i < 40; i++) {
            double middle = (low + high) / 2;
            if (meanLinks(middle) < meanLinks) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private double meanLinks(double size) {
        double links = 0;
        double counted = 0;
        for (int site = 0; site < sites.count(); site++) {
            if (!sites.isUnreadable(site)) {
                double internal = Math.min(size * INTERNAL_SHARE, sites.pages(site) - 1);
                double external = sites.count() > 1 ? Math.ceil(size * (1 - INTERNAL_SHARE)) : 0;
                links += sites.pages(site) * (internal + external);
                counted += sites.pages(site);
            }
        }
        return links / counted;
    }
}
