package io.linkloom.testkit.web;

import static io.linkloom.testkit.web.Mix.below;
import static io.linkloom.testkit.web.Mix.fraction;
import static io.linkloom.testkit.web.Mix.mix;

import io.linkloom.testkit.web.InventedWebSpec.Features;
import io.linkloom.testkit.web.SiteTable.SiteKind;
import java.util.HashMap;
import java.util.Map;

/**
 * What each page of an invented web is. Holds the few pages that exist in set numbers; everything else is computed when
 * asked for. Immutable.
 *
 * <p>The pages of a site form a tree: page p links to pages 12p+1 to 12p+12. Whatever has children is HTML that may be
 * read; only leaves are anything else, so that every page can be reached. The first pages of a site are the home pages
 * of its hosts.
 */
final class PageTable {

    /** The kinds of directories that robots.txt files of the invented web speak of. */
    enum Directory {
        PLAIN,
        /** {@code /private/}, forbidden by a prefix. */
        PRIVATE,
        /** {@code /private/press/}, allowed by a longer rule. */
        PRESS,
        /** {@code /…/print/}, forbidden by a wildcard. */
        PRINT
    }

    /** What a host answers for /robots.txt. */
    enum Robots {
        RULES,
        MISSING,
        EMPTY,
        ALLOW_ALL,
        UNAVAILABLE,
        REDIRECTED
    }

    private static final int PAGE_FAN = 12;
    private static final int[] REDIRECT_STATUSES = {301, 301, 301, 302, 302, 303, 307, 308};
    private static final Directory[] ROBOTS_DIRECTORIES = {
        Directory.PRIVATE, Directory.PRIVATE, Directory.PRINT, Directory.PRINT, Directory.PRESS
    };

    private final SiteTable sites;
    private final Features features;
    private final long kindSalt;
    private final long hostSalt;
    private final long redirectSalt;
    private final PageLife life;
    private final Map<Integer, PageKind> rarities = new HashMap<>();
    private final Map<Integer, Integer> loopPartners = new HashMap<>();

    PageTable(InventedWebSpec spec, SiteTable sites) {
        this.sites = sites;
        this.features = spec.features();
        this.life = new PageLife(spec, this);
        this.kindSalt = mix(spec.seed(), 0x4B1D);
        this.hostSalt = mix(spec.seed(), 0x4057);
        this.redirectSalt = mix(spec.seed(), 0x4ED1);
        placeRarities(PageKind.SLOW_RIDER, features.slowRiders());
        placeRarities(PageKind.SILENT_CLOSE, features.silentCloses());
        for (int i = 0; i < features.redirectLoops(); i++) {
            int one = placeRarity(PageKind.LOOP, 2 * i);
            int other = placeRarity(PageKind.LOOP, 2 * i + 1);
            loopPartners.put(one, other);
            loopPartners.put(other, one);
        }
    }

    /** What becomes of the pages. */
    PageLife life() {
        return life;
    }

    /** What the page answers in this epoch. */
    PageKind kind(int site, int page) {
        PageKind kind = firstKind(site, page);
        return kind == PageKind.HTML ? life.kind(site, page) : kind;
    }

    /** Whether the page is one of those that may vanish or move. */
    boolean mayChange(int site, int page) {
        return page > 0
                && page < sites.pages(site)
                && !isInner(site, page)
                && sites.kind(site) == SiteKind.ORDINARY
                && firstKind(site, page) == PageKind.HTML
                && directory(site, page) == Directory.PLAIN;
    }

    /** What the page is made as, which its address tells too. */
    PageKind firstKind(int site, int page) {
        if (isInner(site, page)) {
            return PageKind.HTML;
        }
        PageKind rarity = rarities.get(sites.offset(site) + page);
        return rarity != null ? rarity : leafKind(fraction(mix(kindSalt, site, page)));
    }

    /** The number of the host, within the site, that a page lies on. */
    int host(int site, int page) {
        int hosts = sites.hosts(site);
        return page < hosts ? page : below(mix(hostSalt, site, page), hosts);
    }

    boolean isHome(int site, int page) {
        return page < sites.hosts(site);
    }

    Directory directory(int site, int page) {
        if (features.robotsDirectories() == 0
                || isInner(site, page)
                || rarities.containsKey(sites.offset(site) + page)) {
            return Directory.PLAIN;
        }
        long hash = mix(kindSalt, page, site);
        return fraction(hash) < features.robotsDirectories()
                ? ROBOTS_DIRECTORIES[(int) (hash & 0xFF) % ROBOTS_DIRECTORIES.length]
                : Directory.PLAIN;
    }

    Robots robots(int site, int host) {
        return switch (sites.kind(site)) {
            case ROBOTS_UNAVAILABLE -> Robots.UNAVAILABLE;
            case ROBOTS_REDIRECTED -> Robots.REDIRECTED;
            default -> {
                int draw = below(mix(hostSalt, site, -1 - host), 20);
                yield draw < 8
                        ? Robots.RULES
                        : draw < 14 ? Robots.MISSING : draw < 17 ? Robots.EMPTY : Robots.ALLOW_ALL;
            }
        };
    }

    /** The crawl-delay that a host's robots.txt asks for, 0 if it does not. */
    long crawlDelayMillis(int site, int host) {
        boolean isPatient = sites.kind(site) == SiteTable.SiteKind.ORDINARY
                && fraction(mix(hostSalt, site, 10_000 + host)) < features.patientHosts();
        int pagesOfAHost = Math.max(1, sites.pages(site) / sites.hosts(site));
        return isPatient ? features.patientMillis() / pagesOfAHost : 0;
    }

    /** Whether robots.txt forbids this page to everyone. */
    boolean isForbidden(int site, int page) {
        Robots robots = robots(site, host(site, page));
        if (robots == Robots.UNAVAILABLE) {
            return true;
        }
        Directory directory = directory(site, page);
        return (robots == Robots.RULES || robots == Robots.REDIRECTED)
                && (directory == Directory.PRIVATE || directory == Directory.PRINT);
    }

    boolean compresses(int site, int host) {
        return fraction(mix(hostSalt, site, 100 + host)) < features.gzipHosts();
    }

    int redirectStatus(int site, int page) {
        if (life.hasMoved(site, page)) {
            return life.moveStatus(site, page);
        }
        return REDIRECT_STATUSES[below(mix(redirectSalt, site, page), REDIRECT_STATUSES.length)];
    }

    /** Where a redirect leads, as a {@link PageId}; never to itself. */
    long redirectTarget(int site, int page) {
        if (life.hasMoved(site, page)) {
            return PageId.of(site, page + 1);
        }
        Integer partner = loopPartners.get(sites.offset(site) + page);
        if (partner != null) {
            int partnerSite = sites.siteOf(partner);
            return PageId.of(partnerSite, partner - sites.offset(partnerSite));
        }
        long hash = mix(redirectSalt, page, site);
        int other = sites.linkedSite(site, hash);
        if (other >= 0 && fraction(mix(hash)) < 0.4) {
            return PageId.of(other, sites.linkedPage(other, hash));
        }
        int target = below(mix(hash, 1), sites.pages(site));
        return PageId.of(site, target == page ? 0 : target);
    }

    int firstChild(int site, int page) {
        return (int) Math.min(sites.pages(site), (long) page * PAGE_FAN + 1);
    }

    int endOfChildren(int site, int page) {
        return (int) Math.min(sites.pages(site), (long) page * PAGE_FAN + 1 + PAGE_FAN);
    }

    int parent(int page) {
        return page == 0 ? 0 : (page - 1) / PAGE_FAN;
    }

    private boolean isInner(int site, int page) {
        return isHome(site, page) || firstChild(site, page) < sites.pages(site);
    }

    private PageKind leafKind(double draw) {
        double below = features.redirects();
        if (draw < below) {
            return PageKind.REDIRECT;
        }
        if (draw < (below += features.notFound())) {
            return PageKind.NOT_FOUND;
        }
        if (draw < (below += features.gone())) {
            return PageKind.GONE;
        }
        if (draw < (below += features.serverErrors())) {
            return PageKind.SERVER_ERROR;
        }
        if (draw < (below += features.slow())) {
            return PageKind.SLOW_HTML;
        }
        if (draw < (below += features.notHtml() / 2)) {
            return PageKind.PDF;
        }
        return draw < below + features.notHtml() / 2 ? PageKind.PNG : PageKind.HTML;
    }

    private void placeRarities(PageKind kind, int count) {
        for (int i = 0; i < count; i++) {
            placeRarity(kind, i);
        }
    }

    /** Makes the last free leaf of a site this kind, the site being drawn and, if it has none, the next that has. */
    private int placeRarity(PageKind kind, int number) {
        int start = below(mix(kindSalt, rarities.size(), number), sites.count());
        for (int i = 0; i < sites.count(); i++) {
            int site = (start + i) % sites.count();
            if (sites.kind(site) != SiteKind.ORDINARY) {
                continue;
            }
            for (int page = sites.pages(site) - 1; page > 0 && !isInner(site, page); page--) {
                if (rarities.putIfAbsent(sites.offset(site) + page, kind) == null) {
                    return sites.offset(site) + page;
                }
            }
        }
        throw new IllegalArgumentException("the web has no page left to be " + kind + " number " + (number + 1));
    }
}
