package io.linkloom.testkit.web;

import static io.linkloom.testkit.web.Mix.below;
import static io.linkloom.testkit.web.Mix.fraction;
import static io.linkloom.testkit.web.Mix.mix;

/**
 * What becomes of pages from epoch to epoch. Immutable.
 *
 * <p>Only leaves vanish or move. Some pages with odd numbers are new addresses of the page before: nothing is there until that
 * page moves, and no page ever links to them.
 */
final class PageLife {

    private static final int FIRST_EPOCHS = 3;

    private final InventedWebSpec spec;
    private final PageTable pages;
    private final long moveSalt;
    private final long vanishSalt;
    private final long linkSalt;

    PageLife(InventedWebSpec spec, PageTable pages) {
        this.spec = spec;
        this.pages = pages;
        this.moveSalt = mix(spec.seed(), 0x30E);
        this.vanishSalt = mix(spec.seed(), 0x60E);
        this.linkSalt = mix(spec.seed(), 0xC4A);
    }

    /** Whether the page is a new address that an other page moves to. */
    boolean isNewAddress(int site, int page) {
        return spec.changes().moved() > 0
                && (page & 1) == 1
                && fraction(mix(moveSalt, site, page)) < 2 * spec.changes().moved()
                && pages.mayChange(site, page)
                && pages.mayChange(site, page - 1);
    }

    /** Whether the page has gone to its new address, which is the page after it. */
    boolean hasMoved(int site, int page) {
        return (page & 1) == 0 && isNewAddress(site, page + 1) && spec.epoch() >= moveEpoch(site, page);
    }

    private int moveEpoch(int site, int page) {
        return 1 + below(mix(moveSalt, page, site), FIRST_EPOCHS);
    }

    int moveStatus(int site, int page) {
        return below(mix(moveSalt, page, ~site), 2) == 0 ? 301 : 308;
    }

    /** What an ordinary HTML page answers now. */
    PageKind kind(int site, int page) {
        if (isNewAddress(site, page)) {
            return hasMoved(site, page - 1) ? PageKind.HTML : PageKind.NOT_FOUND;
        }
        if (isNewAddress(site, page + 1)) {
            return hasMoved(site, page) ? PageKind.REDIRECT : PageKind.HTML;
        }
        long draw = mix(mix(vanishSalt, site, page), spec.epoch());
        if (spec.epoch() > 0 && fraction(draw) < spec.changes().vanished() && pages.mayChange(site, page)) {
            return (draw & 1) == 0 ? PageKind.NOT_FOUND : PageKind.GONE;
        }
        return PageKind.HTML;
    }

    /** The page whose content is shown. */
    int content(int site, int page) {
        return isNewAddress(site, page) ? page - 1 : page;
    }

    /**
     * The last epoch in which a link of a page changed, 0 if it never did.
     *
     * @param link tells the links of the page apart
     */
    int lastChange(int site, int page, long link) {
        for (int epoch = spec.epoch(); epoch > 0 && spec.changes().links() > 0; epoch--) {
            long draw = mix(mix(linkSalt, site, page), epoch);
            if (fraction(draw) < spec.changes().links() && (mix(draw, link) & 3) == 0) {
                return epoch;
            }
        }
        return 0;
    }
}
