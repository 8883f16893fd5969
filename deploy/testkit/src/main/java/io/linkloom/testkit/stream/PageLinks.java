package io.linkloom.testkit.stream;

import io.linkloom.testkit.stream.StreamLink.Part;
import io.linkloom.testkit.web.Mix;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Draws the links of one page: navigation, its section, its text, and those to other sites. For one page and thread. */
final class PageLinks {
    private static final int LEAST_DRAWN = 48;
    private static final int MOST_DRAWN = 130;
    private static final int NAVIGATION_PERCENT = 36;
    private static final int SECTION_PERCENT = 24;
    private static final int TEXT_PERCENT = 44;
    private static final int ELSEWHERE_PERCENT = 9;
    private static final int PARTNERS = 3;
    /** Sites that everybody links to; with these odds each takes about one of a hundred links. */
    private static final int GIANTS = 4;

    private static final double GIANT_ODDS = 0.8;
    private static final double FRONT_PAGE_ODDS = 0.4;
    private static final double SLOT_CHANGE_ODDS = 0.1;
    private static final double NOFOLLOW_ODDS = 0.15;

    private final StreamSites sites;
    private final int site;
    private final int page;
    private final long mixed;
    private final int version;
    private final Set<Long> targets = new HashSet<>();
    private final List<StreamLink> links = new ArrayList<>();

    PageLinks(StreamSites sites, int site, int page, long mixed, int version) {
        this.sites = sites;
        this.site = site;
        this.page = page;
        this.mixed = mixed;
        this.version = version;
    }

    List<StreamLink> all() {
        // Some are drawn twice, and count once.
        int size = LEAST_DRAWN + Mix.below(mixed, MOST_DRAWN - LEAST_DRAWN + 1);
        for (int i = 0; i < size * NAVIGATION_PERCENT / 100; i++) {
            within(i, Part.NAVIGATION, 0);
        }
        int sections = sites.sectionsOf(site);
        for (int i = 1; i <= size * SECTION_PERCENT / 100; i++) {
            within(page % sections + i * sections, Part.NAVIGATION, 0);
        }
        for (int slot = 0; slot < size * TEXT_PERCENT / 100; slot++) {
            long draw = draw(slot);
            within((int) (sites.pagesOf(site) * skewed(draw)), Part.ARTICLE, draw & 1);
        }
        for (int slot = 0; slot < size * ELSEWHERE_PERCENT / 100; slot++) {
            elsewhere(draw(slot + 1000));
        }
        toPartnersAndGiants();
        return links;
    }

    private void toPartnersAndGiants() {
        for (int i = 0; i < PARTNERS; i++) {
            add(drawSite(Mix.mix(-site, i)), 0, Part.FOOTER, 0);
        }
        for (int giant = 0; giant < Math.min(GIANTS, sites.size()); giant++) {
            if (Mix.fraction(Mix.mix(mixed, -2, giant)) < GIANT_ODDS) {
                add(giant, 0, Part.FOOTER, 0);
            }
        }
    }

    /** What is drawn for a place on the page, which is drawn anew when a version changes it. */
    private long draw(int slot) {
        int drawn = 0;
        for (int i = 1; i <= version; i++) {
            drawn += Mix.fraction(Mix.mix(mixed, i, slot)) < SLOT_CHANGE_ODDS ? 1 : 0;
        }
        return Mix.mix(mixed, slot, -drawn);
    }

    /** From 0 to before 1, near to 0 more often: old pages are linked to more. */
    private static double skewed(long draw) {
        double uniform = Mix.fraction(Mix.mix(draw));
        return uniform * uniform * uniform;
    }

    /** Zipf's law: a site's odds are inverse to its rank. */
    private int drawSite(long draw) {
        return (int) Math.pow(sites.size(), Mix.fraction(Mix.mix(draw, 1))) - 1;
    }

    private void elsewhere(long draw) {
        int other = drawSite(draw);
        boolean front = Mix.fraction(Mix.mix(draw, 2)) < FRONT_PAGE_ODDS;
        add(other, front ? 0 : (int) (sites.pagesOf(other) * skewed(draw)), Part.ARTICLE, draw & 3);
    }

    private void within(int target, Part part, long spelling) {
        if (target < sites.pagesOf(site)) {
            add(site, target, part, spelling);
        }
    }

    /** Whoever links to a page uses one of a few texts for it. */
    private void add(int targetSite, int target, Part part, long spelling) {
        boolean itself = targetSite == site && target == page;
        if (itself || !targets.add((long) targetSite << 32 | target)) {
            return;
        }
        long words = Mix.mix(targetSite, target, spelling);
        boolean nofollow = targetSite != site && Mix.fraction(Mix.mix(mixed, target)) < NOFOLLOW_ODDS;
        links.add(new StreamLink(
                sites.url(targetSite, target), Vocabulary.text(words, 1 + Mix.below(words, 4)), part, nofollow));
    }
}
