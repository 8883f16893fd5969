package io.linkloom.builder.fold;

import io.linkloom.builder.store.PageKey;
import io.linkloom.common.url.Sites;

/**
 * Tells the sites that a page's links lead to, most of which are its own: a host has one site, so a target of the page's host needs
 * no look at the list of suffixes. Not thread-safe.
 */
final class SameSite {
    private final Sites sites;
    private final PageKey page;
    private final int hostName;
    private final String site;

    /** Of the links of {@code page}. */
    SameSite(PageKey page, Sites sites) {
        this.sites = sites;
        this.page = page;
        this.hostName = page.hostNameLength();
        this.site = sites.siteOf(page.url());
    }

    /** The page's own. */
    String site() {
        return site;
    }

    /** That of a page it has a link to; the same object as {@link #site} where it is the same host's. */
    String siteOf(PageKey target) {
        return target.hasStartOf(page, hostName) ? site : sites.siteOf(target.url());
    }

    /** Whether a page it has a link to is of its own site. */
    boolean has(PageKey target) {
        return siteOf(target).equals(site);
    }
}
