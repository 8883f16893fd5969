package io.linkloom.builder.fold;

import io.linkloom.builder.store.Family;
import io.linkloom.builder.store.InlinkKey;
import io.linkloom.builder.store.InlinkRow;
import io.linkloom.builder.store.OutLink;
import io.linkloom.builder.store.OutlinksRow;
import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.WriteSet;
import io.linkloom.common.url.Sites;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the links within a site by their target, so that the rows say what the out-links of the site's pages say, lost ones
 * included, and no more: what a page forgets is deleted here.
 */
final class InternalRows {
    /** A pure function with a memory, which threads may share. */
    private static final Sites SITES = new Sites();

    private InternalRows() {}

    /** Notes in {@code writes} what changes with the links of a page. */
    static void replace(PageKey source, OutlinksRow before, OutlinksRow now, WriteSet writes) {
        Map<PageKey, OutLink> gone = new HashMap<>();
        before.live().forEach(link -> gone.put(link.target(), link));
        before.lost().forEach(link -> gone.put(link.target(), link));
        String site = SITES.siteOf(source.url());
        put(source, site, now.live(), gone, writes);
        put(source, site, now.lost(), gone, writes);
        for (PageKey target : gone.keySet()) {
            if (isOf(site, target)) {
                writes.delete(Family.INTERNAL_INLINKS, new InlinkKey(target, source).toBytes());
            }
        }
    }

    private static void put(
            PageKey source, String site, List<OutLink> links, Map<PageKey, OutLink> before, WriteSet writes) {
        for (OutLink link : links) {
            OutLink was = before.remove(link.target());
            if (!link.equals(was) && isOf(site, link.target())) {
                writes.put(
                        Family.INTERNAL_INLINKS,
                        new InlinkKey(link.target(), source).toBytes(),
                        InlinkRow.of(link).encode());
            }
        }
    }

    private static boolean isOf(String site, PageKey target) {
        return SITES.siteOf(target.url()).equals(site);
    }
}
