package io.linkloom.builder.fold;

import io.linkloom.builder.store.OutLink;
import io.linkloom.builder.store.OutlinksRow;
import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.PageRow;
import io.linkloom.builder.store.PageRow.LinksSeen;
import io.linkloom.common.model.FetchOrder;
import io.linkloom.common.model.LinkKind;
import io.linkloom.common.model.LostReason;
import io.linkloom.common.model.RelToken;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.WebUrl;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a page has gone for good, by a permanent redirect or because it names another as its canonical one. Only within the
 * site, since there the page at the new address is in this shard: so the visits of the partition alone decide what moves.
 *
 * @param to the new address; of several in a row the last
 * @param inherits whether nobody has visited the page there, so that the links are now its
 * @param there targets of the live links of the page there, if it was visited
 */
record Move(PageKey to, boolean inherits, Set<PageKey> there) {

    /**
     * Where the page's links go, null if nowhere: it leaves its site, has no links to take along, or goes round in circles.
     *
     * @param address the first that the page is sent to
     * @param before the page's links
     */
    static @Nullable Move of(Visiting at, WebUrl address, OutlinksRow before, Sites sites) {
        if (before.live().stream().allMatch(Move::saysWhereThePageIs)) {
            return null;
        }
        WebUrl next = address;
        String site = sites.siteOf(at.visit().url());
        Set<PageKey> passed = new HashSet<>(Set.of(at.page()));
        while (next != null && sites.siteOf(next).equals(site)) {
            PageKey to = PageKey.of(next);
            if (!passed.add(to) || passed.size() > FetchOrder.MOST_REDIRECTS) {
                return null;
            }
            PageRow page = at.changes().page(to);
            if (page == null || (!page.links().any() && page.lastVisit() == null)) {
                return new Move(to, true, Set.of());
            }
            OutlinksRow links = at.changes().outlinks(to);
            next = nextAddress(page.links(), links);
            if (next == null) {
                return new Move(to, false, targets(links));
            }
        }
        return null;
    }

    private static @Nullable WebUrl nextAddress(LinksSeen page, OutlinksRow links) {
        if (!page.says(LinksSeen.MOVED)) {
            return null;
        }
        for (OutLink link : links.live()) {
            boolean leads = page.says(LinksSeen.ELSEWHERE)
                    ? link.has(RelToken.PAGE_CANONICAL)
                    : link.kind() == LinkKind.REDIRECT;
            if (leads) {
                return link.target().url();
            }
        }
        return null;
    }

    private static Set<PageKey> targets(OutlinksRow links) {
        Set<PageKey> targets = new HashSet<>();
        links.live().forEach(link -> targets.add(link.target()));
        return targets;
    }

    /** Such a link is no part of what a page takes along. */
    private static boolean saysWhereThePageIs(OutLink link) {
        return link.kind() == LinkKind.REDIRECT
                || link.kind() == LinkKind.CANONICAL
                || link.has(RelToken.PAGE_CANONICAL);
    }

    /** Whether a link that the page loses goes with it. */
    boolean takes(OutLink link) {
        return !saysWhereThePageIs(link) && (inherits ? !link.target().equals(to) : there.contains(link.target()));
    }

    /** Why the page loses the link. */
    LostReason reasonOf(OutLink link, LostReason otherwise) {
        return takes(link) ? LostReason.MOVED : otherwise;
    }
}
