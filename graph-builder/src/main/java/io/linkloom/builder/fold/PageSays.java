package io.linkloom.builder.fold;

import io.linkloom.builder.store.PageRow.LinksSeen;
import io.linkloom.common.model.Link;
import io.linkloom.common.model.LinkKind;
import io.linkloom.common.model.Outcome;
import io.linkloom.common.model.PageRobots;
import io.linkloom.common.model.PageVisit;
import io.linkloom.common.model.RelToken;
import io.linkloom.common.url.WebUrl;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a page says of itself, and by that of its links. */
final class PageSays {
    private static final int MOVED_PERMANENTLY = 301;
    private static final int PERMANENT_REDIRECT = 308;
    private static final int OF_THE_PAGE = RelToken.PAGE_NOFOLLOW | RelToken.PAGE_CANONICAL;

    private PageSays() {}

    /** Bits as {@link LinksSeen#says} has them. */
    static int of(PageVisit visit) {
        int robots = visit.facts().pageRobots();
        if (canonicalElsewhere(visit) != null) {
            return robots | LinksSeen.ELSEWHERE;
        }
        return redirectForGood(visit) != null ? robots | LinksSeen.MOVED : robots;
    }

    /** Whether a page that says this is not to be shown in results. */
    static boolean isHidden(int says) {
        return (says & (PageRobots.NOINDEX | LinksSeen.ELSEWHERE)) != 0;
    }

    /** The page that this one names as canonical in its stead, null if none. */
    static @Nullable WebUrl canonicalElsewhere(PageVisit visit) {
        WebUrl canonical = visit.outcome() == Outcome.FETCHED ? visit.facts().canonical() : null;
        return canonical == null || canonical.equals(visit.url()) ? null : canonical;
    }

    /** Where the page is from now on (RFC 9110, sections 15.4.2 and 15.4.9), null if it is here, or elsewhere for a time. */
    static @Nullable WebUrl redirectForGood(PageVisit visit) {
        boolean forGood = visit.status() == MOVED_PERMANENTLY || visit.status() == PERMANENT_REDIRECT;
        return forGood && visit.outcome() == Outcome.REDIRECTED ? visit.redirectTarget() : null;
    }

    /** The links with what the visit's page says of them; the very list if that is nothing new, as with most. */
    static List<Link> ofLinks(List<Link> links, PageVisit visit) {
        WebUrl canonical = canonicalElsewhere(visit);
        int ofAll = (visit.facts().pageRobots() & PageRobots.NOFOLLOW) != 0 ? RelToken.PAGE_NOFOLLOW : 0;
        boolean isNamed = canonical == null;
        boolean isSame = true;
        for (Link link : links) {
            isSame &= link.rel() == rel(link, ofAll, canonical);
            isNamed |= link.target().equals(canonical);
        }
        if (isSame && isNamed) {
            return links;
        }
        List<Link> now = new ArrayList<>(links.size() + 1);
        links.forEach(link -> now.add(link.withRel(rel(link, ofAll, canonical))));
        if (!isNamed && canonical != null) {
            now.add(Link.of(canonical, LinkKind.CANONICAL, ofAll | RelToken.PAGE_CANONICAL, ""));
        }
        return now;
    }

    private static int rel(Link link, int ofAll, @Nullable WebUrl canonical) {
        int own = (link.rel() & ~OF_THE_PAGE) | ofAll;
        return canonical != null && canonical.equals(link.target()) ? own | RelToken.PAGE_CANONICAL : own;
    }
}
