package io.linkloom.builder.fold;

import io.linkloom.builder.store.KnownReason;
import io.linkloom.builder.store.LowYields;
import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.PageRow;
import io.linkloom.builder.store.PageState;
import io.linkloom.builder.store.Recrawl;
import io.linkloom.common.model.FetchOrder;
import io.linkloom.common.model.LinkKind;
import io.linkloom.common.model.Origin;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.WebUrl;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happens when a URL turns up: a new page is queued or, outside of the crawl's bounds, only known; a known one may have
 * been found on a shorter way, which moves it forward in the queue or lets it in.
 *
 * <p>A shorter way to a page that is visited is noted and not passed on to the pages it links to: with a depth limit, which
 * pages lie at the rim can depend on the order of fetching. Immutable but for its scope.
 */
public final class Discovery {
    private volatile Scope scope;
    private final Feeding feeding;
    private final Sites sites;
    private final SeenMemory memory;

    /** By the bounds of {@code scope}, of links that {@code feeding} admits. */
    public Discovery(Scope scope, Feeding feeding, Sites sites) {
        this(scope, feeding, sites, SeenMemory.unbounded());
    }

    /** As the other, with what memory there is to know which pages were found before. */
    public Discovery(Scope scope, Feeding feeding, Sites sites, SeenMemory memory) {
        this.memory = memory;
        this.scope = scope;
        this.feeding = feeding;
        this.sites = sites;
    }

    /** Whether what such a link points to is to be made known, see {@link Feeding#feeds}. */
    boolean follows(LinkKind kind, int rel, int pageRobots) {
        return feeding.feeds(kind, rel, pageRobots);
    }

    /**
     * Whether nothing is to be made known that a page links to, since its type is one that is kept out.
     *
     * @param contentType of the page, empty if it is not known
     */
    boolean isHeld(WebUrl page, int depth, String contentType) {
        return scope.exceptions().isDeniedByType(page, depth, contentType, sites);
    }

    /** Whether what became known in this way is to be heard of. A sitemap is of no use where all that it lists is too deep. */
    boolean takes(Origin origin) {
        return switch (origin) {
            case LINK, SEED -> true;
            case SITEMAP, SITEMAP_FILE -> feeding.sitemaps() && scope.maxDepth() > 0;
        };
    }

    void found(PageKey key, WebUrl url, Way way, long atMillis, ChangeSet changes) {
        if (!changes.seen().isSettledAt(key, way.depth())) {
            foundUnsettled(key, url, way, atMillis, changes);
        }
    }

    /** As {@link #found}, of different pages that a page of their own site links to. */
    void foundAll(List<PageKey> keys, Way way, long atMillis, ChangeSet changes) {
        for (PageKey key : changes.seen().unsettledAt(keys, way.depth())) {
            foundUnsettled(key, key.url(), way, atMillis, changes);
        }
    }

    private void foundUnsettled(PageKey key, WebUrl url, Way way, long atMillis, ChangeSet changes) {
        SeenPages seen = changes.seen();
        if (seen.isExact() || !seen.contains(key)) {
            foundForCertain(key, url, way, atMillis, changes);
        } else {
            changes.doubt(new DoubtfulPages.Doubtful(key, url, way, atMillis, this));
        }
    }

    /** As {@link #found}, of a page that is looked for in the shard if need be. */
    void foundForCertain(PageKey key, WebUrl url, Way way, long atMillis, ChangeSet changes) {
        PageRow known = changes.page(key);
        PageRow now = known == null ? newPage(key, url, way, atMillis, changes) : nearer(key, known, url, way, changes);
        if (!now.equals(known)) {
            changes.putPage(key, known, now);
        } else if (!changes.seen().isExact()) {
            changes.seen().put(key, now);
        }
    }

    private PageRow newPage(PageKey key, WebUrl url, Way way, long atMillis, ChangeSet changes) {
        LowYields.Verdict verdict = verdict(key, url, way, changes);
        KnownReason refusal = refusal(url, way, verdict);
        int marks = UrlShape.marks(url) | (verdict == null ? 0 : verdict.mark());
        PageState state = refusal == null ? changes.queued(way, marks) : new PageState.Known(refusal);
        return new PageRow(
                state,
                way.depth(),
                way.redirects(),
                way.origin(),
                atMillis,
                way.from(),
                null,
                PageRow.LinksSeen.NONE,
                0,
                marks);
    }

    private PageRow nearer(PageKey key, PageRow page, WebUrl url, Way way, ChangeSet changes) {
        if (page.state() instanceof PageState.Known(KnownReason reason)
                && reason != KnownReason.DROPPED
                && refusal(url, way, verdict(key, url, way, changes)) == null) {
            PageRow.LastVisit last = page.lastVisit();
            return changes.waiting(page.withWay(way.depth(), way.redirects(), way.origin(), way.from())
                    .withState(
                            last == null
                                    ? changes.queued(way, page.marks())
                                    : PageState.Queued.again(way.depth(), last.fetchedAtMillis())));
        }
        if (!way.isShorterThan(page)) {
            return page;
        }
        PageRow moved = page.withWay(way.depth(), way.redirects(), way.origin(), way.from());
        return changes.waiting(moved);
    }

    /** What speaks against pages beside the page, null where nothing does. Seeds, and what other sites link to, are asked for by somebody. */
    private LowYields.@Nullable Verdict verdict(PageKey key, WebUrl url, Way way, ChangeSet changes) {
        LowYields.Verdict verdict = changes.yields().of(key);
        return verdict == null || isAskedFor(url, way, changes) ? null : verdict;
    }

    private static boolean isAskedFor(WebUrl url, Way way, ChangeSet changes) {
        return changes.yields().isAskedFor(url, way.origin(), way.from());
    }

    private @Nullable KnownReason refusal(WebUrl url, Way way, LowYields.@Nullable Verdict verdict) {
        KnownReason byBounds = refusal(url, way.depth(), way.redirects());
        return byBounds != null || verdict == null ? byBounds : verdict.reason();
    }

    /** Why a page on such a way is not to be fetched, null if it is. */
    @Nullable
    KnownReason refusal(WebUrl url, int depth, int redirects) {
        return redirects > FetchOrder.MOST_REDIRECTS
                ? KnownReason.TOO_MANY_REDIRECTS
                : scope.refusal(url, depth, sites);
    }

    /** Why a page that was visited is not to be fetched again, null if it may be. */
    @Nullable
    KnownReason refusal(WebUrl url, PageRow page) {
        PageRow.LastVisit last = page.lastVisit();
        String type = last == null || page.origin() == Origin.SITEMAP_FILE ? "" : last.contentType();
        return page.redirects() > FetchOrder.MOST_REDIRECTS
                ? KnownReason.TOO_MANY_REDIRECTS
                : scope.refusal(url, page.depth(), type, sites);
    }

    /** How often a page that was visited is visited again, if nothing else is said by the rules as {@code plan} has it. */
    Recrawl planFor(WebUrl url, PageRow page, String contentType, Recrawl plan) {
        return scope.exceptions().bounded(plan, url, page.depth(), contentType, sites);
    }

    /** To know which pages were found before, of all shards together. */
    public SeenMemory memory() {
        return memory;
    }

    /** What is to be fetched now. Any thread. */
    public Scope scope() {
        return scope;
    }

    /** Judges by another scope from now on; shards are to be read anew, so that what they know is judged again. Any thread. */
    public void take(Scope other) {
        scope = other;
    }
}
