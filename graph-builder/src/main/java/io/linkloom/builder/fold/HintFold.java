package io.linkloom.builder.fold;

import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.PageRow;
import io.linkloom.builder.store.PageState;
import io.linkloom.builder.store.PriorityWeights;
import io.linkloom.builder.store.Recrawl;
import io.linkloom.common.model.PageHint;
import io.linkloom.common.url.WebUrl;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What comes of what sitemaps and feeds say of pages that they list. It is hearsay, of people who may gain by it: all that it can bring
 * about is that a page is visited again sooner, and no sooner than its least interval after its last visit, so that a list which
 * calls everything new at each look has its pages visited at that interval and not more often; and that a page goes a little before others
 * of its host, see {@link PriorityWeights}. Immutable.
 *
 * <p>Nothing of it goes to other shards, so that a replay may plan otherwise than the first time.
 */
final class HintFold {
    /** Clocks and time zones are wrong by less; a date that lies further ahead is none. */
    private static final long AHEAD_MILLIS = Duration.ofDays(1).toMillis();

    private static final int AT_ONCE = 4096;

    private final Discovery discovery;
    private final Recrawl recrawl;

    HintFold(Discovery discovery, Recrawl recrawl) {
        this.discovery = discovery;
        this.recrawl = recrawl;
    }

    /** Whether anything can come of hints. */
    boolean isOfUse(ChangeSet changes) {
        return recrawl.on() || changes.ranksByHints();
    }

    /**
     * Notes what changes for pages of this shard.
     *
     * @param atMillis when the list was fetched
     */
    void fold(List<PageKey> pages, Map<WebUrl, PageHint> hints, long atMillis, ChangeSet changes) {
        changes.settleDoubts();
        for (int from = 0; from < pages.size(); from += AT_ONCE) {
            List<PageKey> some = pages.subList(from, Math.min(pages.size(), from + AT_ONCE));
            List<@Nullable PageRow> rows = changes.pagesOnce(some);
            for (int i = 0; i < some.size(); i++) {
                PageRow row = rows.get(i);
                WebUrl url = some.get(i).url();
                PageHint hint = hints.get(url);
                if (row != null && hint != null) {
                    fold(some.get(i), url, row, hint, atMillis, changes);
                }
            }
        }
    }

    private void fold(PageKey key, WebUrl url, PageRow row, PageHint hint, long atMillis, ChangeSet changes) {
        PageRow now = row.withState(planned(key, url, row, hint, atMillis));
        if (row.lastVisit() == null && hint.priority() != PageHint.USUAL) {
            now = changes.waiting(now.withSitemapPriority(hint.priority()));
        }
        if (!now.equals(row)) {
            changes.putPage(key, row, now);
        }
    }

    /** Soon, if the page was changed since it was last visited; as it is planned otherwise, and while it is tried again for a failure. */
    private PageState planned(PageKey key, WebUrl url, PageRow row, PageHint hint, long atMillis) {
        PageRow.LastVisit last = row.lastVisit();
        boolean mayBeSooner = recrawl.on()
                && last != null
                && row.intervalMillis() > 0
                && row.state() instanceof PageState.Visited visited
                && !visited.isRetry()
                && hint.modifiedAtMillis() > last.fetchedAtMillis()
                && hint.modifiedAtMillis() <= atMillis + AHEAD_MILLIS
                && discovery.refusal(url, row) == null;
        if (!mayBeSooner || last == null) {
            return row.state();
        }
        long least = discovery.planFor(url, row, last.contentType(), recrawl).clamped(0);
        long soon = Math.max(atMillis, last.fetchedAtMillis() + least) + Retry.spread(least, key, 1);
        return row.state() instanceof PageState.Visited(long due, boolean _)
                        && due != PageState.Visited.SETTLED
                        && due <= soon
                ? row.state()
                : PageState.Visited.recrawlAt(soon);
    }
}
