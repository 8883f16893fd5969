package io.linkloom.builder.store;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Puts pages that wait at the places in the queue that their referring sites, depth and origin say, within changes that are not
 * yet written. Reads many rows at once, in the order of their keys. Not thread-safe.
 */
public final class Ranking {
    private static final int AT_ONCE = 4096;

    private final Shard stored;
    private final PageChanges pages;
    private final PriorityWeights weights;

    /** By the weights that {@code stored} is ranked by. */
    public Ranking(Shard stored, PageChanges pages, PriorityWeights weights) {
        this.stored = stored;
        this.pages = pages;
        this.weights = weights;
    }

    /** How many sites link to pages now, as far as changes that are not written say so. */
    public interface ChangedSites {
        /** Of a page whose count is not changed. */
        long UNCHANGED = -1;

        /** The number of other sites that link to the page, or {@link #UNCHANGED}. */
        long of(CountsKey page);
    }

    /**
     * Ranks the pages that came into the queue by the changes, and those that are nearer to a seed by them.
     *
     * @param mayBeLinked whether several sites may have linked to a page that was not known before; others wait where they are to
     */
    public void rankUncertain(Predicate<PageKey> mayBeLinked, ChangedSites changed) {
        List<PageKey> unranked = pages.unranked(mayBeLinked);
        unranked.sort(null);
        List<PageKey> asked = new ArrayList<>();
        List<CountsKey> counts = new ArrayList<>();
        for (PageKey page : unranked) {
            CountsKey key = CountsKey.ofPage(page);
            long sites = changed.of(key);
            if (sites == ChangedSites.UNCHANGED) {
                asked.add(page);
                counts.add(key);
            } else {
                rank(page, pages.held(page), sites);
            }
            if (asked.size() == AT_ONCE) {
                rankAsked(asked, counts);
            }
        }
        rankAsked(asked, counts);
    }

    private void rankAsked(List<PageKey> asked, List<CountsKey> counts) {
        List<CountsRow> rows = stored.counts(counts);
        for (int i = 0; i < rows.size(); i++) {
            PageKey page = asked.get(i);
            rank(page, pages.held(page), rows.get(i).sites().live());
        }
        asked.clear();
        counts.clear();
    }

    /**
     * Ranks those of these pages that wait.
     *
     * @param keys in their order
     * @param sites how many other sites link to each
     */
    public void rankAll(List<PageKey> keys, List<Long> sites) {
        for (int from = 0; from < keys.size(); from += AT_ONCE) {
            int to = Math.min(keys.size(), from + AT_ONCE);
            rankSome(keys.subList(from, to), sites.subList(from, to));
        }
    }

    private void rankSome(List<PageKey> keys, List<Long> sites) {
        List<PageKey> missing = new ArrayList<>();
        List<Long> sitesOfMissing = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            PageRow held = pages.held(keys.get(i));
            if (held == null) {
                missing.add(keys.get(i));
                sitesOfMissing.add(sites.get(i));
            } else {
                rank(keys.get(i), held, sites.get(i));
            }
        }
        // Past the changes' memory of what was read: most of it does not wait, and nobody asks again.
        List<@Nullable PageRow> rows = stored.pages(missing);
        for (int i = 0; i < rows.size(); i++) {
            rank(missing.get(i), rows.get(i), sitesOfMissing.get(i));
        }
    }

    private void rank(PageKey key, @Nullable PageRow page, long sites) {
        if (page != null) {
            PageRow ranked = weights.ranked(page, sites);
            if (!ranked.state().equals(page.state())) {
                pages.put(key, page, ranked);
            }
        }
    }

    /** Ranks all that waits in a shard, by other weights than before; in steps, and begun again by whoever opens it next if it is interrupted. */
    public static void ofAll(Shard shard, PriorityWeights weights) {
        WriteSet first = new WriteSet();
        MetaRows.deleteWeights(first);
        shard.write(first);
        List<PageKey> some = new ArrayList<>();
        try (Rows<QueueKey, QueueRow> queue = shard.queue(Shard.ALL)) {
            while (queue.next()) {
                some.add(queue.key().page());
                if (some.size() == AT_ONCE) {
                    rankAndWrite(shard, weights, some);
                    some.clear();
                }
            }
        }
        rankAndWrite(shard, weights, some);
        WriteSet last = new WriteSet();
        MetaRows.putWeights(last, weights);
        shard.write(last);
    }

    private static void rankAndWrite(Shard shard, PriorityWeights weights, List<PageKey> some) {
        List<PageKey> keys = some.stream().sorted().toList();
        List<Long> sites = shard.counts(keys.stream().map(CountsKey::ofPage).toList()).stream()
                .map(row -> row.sites().live())
                .toList();
        PageChanges changes = new PageChanges(shard);
        new Ranking(shard, changes, weights).rankAll(keys, sites);
        WriteSet writes = new WriteSet();
        changes.writeTo(writes);
        shard.write(writes);
    }
}
