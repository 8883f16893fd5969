package io.linkloom.builder.schedule;

import io.linkloom.builder.store.HostKey;
import io.linkloom.builder.store.QueueKey;
import io.linkloom.builder.store.QueueRow;
import io.linkloom.builder.store.Rows;
import io.linkloom.builder.store.Shard;
import io.linkloom.common.url.UrlKey;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds hosts that had no orders, and most of them no place in memory, because their site had used its allowance, when it may use
 * more; some hosts at a time.
 * Not thread-safe.
 */
final class UnservedHosts {
    private static final int MOST_AT_ONCE = 1000;

    /**
     * A search through the hosts of a site.
     *
     * @param rest where it goes on
     * @param left whether a host was left where it is
     */
    private record Search(WaitingSite site, UrlKey.Range rest, boolean left) {}

    private final Shard shard;
    private final WaitingSites sites;
    private final RestingHosts resting;
    private final Map<String, Search> searches = new LinkedHashMap<>();
    /** Sites to be searched again when the search that is under way is over: what is there now may lie behind it. */
    private final Set<String> anew = new HashSet<>();
    /** Hosts with a page that was visited before; looked up each, since nobody knows how many hosts their sites have. */
    private final Set<HostKey> wanted = new LinkedHashSet<>();

    UnservedHosts(Shard shard, WaitingSites sites, RestingHosts resting) {
        this.shard = shard;
        this.sites = sites;
        this.resting = resting;
    }

    boolean isEmpty() {
        return searches.isEmpty() && wanted.isEmpty();
    }

    /** A page came into the queue of a host that takes no memory. */
    void mayBeServed(WaitingHost host, boolean again) {
        if (again) {
            wanted.add(host.key());
        } else if (sites.serves(host)) {
            search(host.site());
        }
    }

    /**
     * A site may have come to use more, or less.
     *
     * @param lessUsed whether one of its hosts has used less than before
     */
    void mayUseMore(WaitingSite site, boolean lessUsed) {
        boolean holds = (site.isUnserved() || site.isOverBudget()) && !site.isIdle();
        if (holds && (lessUsed ? site.left(shard) > 0 : site.mayUseMore(shard))) {
            search(site);
        }
    }

    private void search(WaitingSite site) {
        if (searches.containsKey(site.name())) {
            anew.add(site.name());
            return;
        }
        site.beginSearch();
        searches.put(site.name(), new Search(site, UrlKey.site(site.name()), false));
    }

    /**
     * Looks at some hosts.
     *
     * @param isKept whether a host is in memory; if so, it may be served now
     * @param keep is given the others with their queues counted, and says whether they are in memory now
     */
    void read(Predicate<HostKey> isKept, Predicate<WaitingHost> keep) {
        int left = MOST_AT_ONCE;
        Deque<HostKey> some = new ArrayDeque<>(wanted);
        for (; left > 0 && !some.isEmpty(); left--) {
            HostKey key = some.poll();
            wanted.remove(key);
            if (!isKept.test(key)) {
                boolean _ = keep.test(counted(key));
            }
        }
        while (left > 0 && !searches.isEmpty()) {
            Search search = searches.values().iterator().next();
            left = step(search, left, isKept, keep);
        }
    }

    private WaitingHost counted(HostKey key) {
        WaitingHost host = sites.host(key);
        if (!resting.resume(host)) {
            HostQueue.count(shard, host);
        }
        return host;
    }

    private int step(Search search, int most, Predicate<HostKey> isKept, Predicate<WaitingHost> keep) {
        String name = search.site.name();
        UrlKey.Range rest = search.rest;
        boolean behind = search.left;
        for (int left = most; left > 0; left--) {
            HostKey key = first(rest);
            if (key == null) {
                end(search, !behind);
                return left - 1;
            }
            rest = new UrlKey.Range(QueueKey.at(key.toBytes()).to(), rest.to());
            if (!isKept.test(key) && sites.nameOf(key).equals(name) && !isServed(key, search.site, keep)) {
                behind = true;
                if (search.site.left(shard) <= 0) {
                    end(search, false);
                    return left - 1;
                }
            }
        }
        // Behind the others, so that sites take turns.
        searches.remove(name);
        searches.put(name, new Search(search.site, rest, behind));
        return 0;
    }

    /** Hosts behind one that has no room may have had orders before, and need none. */
    private boolean isServed(HostKey key, WaitingSite site, Predicate<WaitingHost> keep) {
        if (!site.hasRoomForHost(shard) && shard.usage(key).pages() == 0) {
            sites.leave(site);
            return false;
        }
        return keep.test(counted(key));
    }

    private void end(Search search, boolean allServed) {
        searches.remove(search.site.name());
        search.site.endSearch();
        if (anew.remove(search.site.name())) {
            search(search.site);
        } else if (allServed) {
            sites.serveAll(search.site);
        } else {
            sites.forgetIfIdle(search.site);
        }
    }

    private @Nullable HostKey first(UrlKey.Range range) {
        try (Rows<QueueKey, QueueRow> queue = shard.queue(range)) {
            return queue.next() ? HostKey.of(queue.key().page()) : null;
        }
    }
}
