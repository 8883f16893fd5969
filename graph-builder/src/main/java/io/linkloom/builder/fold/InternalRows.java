package io.linkloom.builder.fold;

import io.linkloom.builder.store.Family;
import io.linkloom.builder.store.InlinkKey;
import io.linkloom.builder.store.InlinkRow;
import io.linkloom.builder.store.OutLink;
import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.WriteSet;
import io.linkloom.common.url.Sites;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Writes the links within a site by their target, so that the rows say what the out-links of the site's pages say, lost ones
 * included, and no more: what a page forgets is deleted here.
 */
final class InternalRows {
    /** A pure function with a memory, which threads may share. */
    private static final Sites SITES = new Sites();

    private InternalRows() {}

    /**
     * Notes in {@code writes} what changes with the links of a page.
     *
     * @param lostBefore the links that the page had lost before the change and still remembered
     */
    static void change(PageKey source, List<OutLink> lostBefore, OutlinksDelta delta, WriteSet writes) {
        SameSite site = new SameSite(source, SITES);
        for (OutlinksDelta.Change change : delta.changes()) {
            OutLink link = change.link();
            if (site.has(link.target())) {
                byte[] key = new InlinkKey(link.target(), source).toBytes();
                writes.put(Family.INTERNAL_INLINKS, key, InlinkRow.of(link).encode());
            }
        }
        for (PageKey target : forgotten(lostBefore, delta)) {
            if (site.has(target)) {
                writes.delete(Family.INTERNAL_INLINKS, new InlinkKey(target, source).toBytes());
            }
        }
    }

    /** Targets of the links that the page had lost, or has lost now, and of which it keeps nothing. */
    private static Set<PageKey> forgotten(List<OutLink> lostBefore, OutlinksDelta delta) {
        Set<PageKey> forgotten = new HashSet<>();
        lostBefore.forEach(link -> forgotten.add(link.target()));
        for (OutlinksDelta.Change change : delta.changes()) {
            if (change.isLive()) {
                forgotten.remove(change.link().target());
            } else {
                forgotten.add(change.link().target());
            }
        }
        delta.after().lost().forEach(link -> forgotten.remove(link.target()));
        return forgotten;
    }
}
