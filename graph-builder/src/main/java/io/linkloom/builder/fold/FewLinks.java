package io.linkloom.builder.fold;

import io.linkloom.builder.store.CountsKey;
import io.linkloom.builder.store.Family;
import io.linkloom.builder.store.FewLinksRow;
import io.linkloom.builder.store.KnownReferrals;
import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.ReferrerKey;
import io.linkloom.builder.store.Tally;
import io.linkloom.builder.store.WriteSet;
import java.util.ArrayList;
import java.util.List;

/**
 * The links of one site to another that lead to few pages, each of which is at hand. What they add to the counts of pages, hosts
 * and the site is told at the end, as the difference to what they added before.
 */
final class FewLinks implements PairLinks {
    private final ReferrerKey key;
    private final byte[] keyBytes;
    private final CountsChanges counts;
    private final KnownReferrals stored;
    private final List<Part> parts = new ArrayList<>(4);
    private long firstSeenMillis = Long.MAX_VALUE;
    private long lastChangeMillis;

    /** The links of one host to one page. */
    private static final class Part {
        private final PageKey target;
        private final String host;
        private final Tally before;
        private Tally now;

        Part(PageKey target, String host, Tally before) {
            this.target = target;
            this.host = host;
            this.before = before;
            this.now = before;
        }
    }

    /** Of a site that never linked to the other. */
    FewLinks(ReferrerKey key, byte[] keyBytes, CountsChanges counts, KnownReferrals stored) {
        this.key = key;
        this.keyBytes = keyBytes;
        this.counts = counts;
        this.stored = stored;
    }

    /** As the row says. */
    FewLinks(ReferrerKey key, byte[] keyBytes, FewLinksRow row, CountsChanges counts, KnownReferrals stored) {
        this(key, keyBytes, counts, stored);
        firstSeenMillis = row.firstSeenMillis();
        lastChangeMillis = row.lastChangeMillis();
        row.parts().forEach(part -> parts.add(new Part(part.target(), part.host(), part.links())));
    }

    @Override
    public boolean isLive() {
        for (Part part : parts) {
            if (part.now.live() > 0) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean everHad(PageKey target, String host) {
        int at = find(target, host);
        return at >= 0 && parts.get(at).now.ever() > 0;
    }

    @Override
    public PairLinks plus(PageKey target, String host, Tally more) {
        int at = find(target, host);
        if (at < 0) {
            at = -at - 1;
            parts.add(at, new Part(target, host, Tally.NONE));
        }
        Part part = parts.get(at);
        part.now = part.now.plus(more);
        return parts.size() > FewLinksRow.MOST_PARTS ? toMany() : this;
    }

    @Override
    public void seen(long firstSeen, long atMillis) {
        firstSeenMillis = Math.min(firstSeenMillis, firstSeen);
        lastChangeMillis = Math.max(lastChangeMillis, atMillis);
    }

    private PairLinks toMany() {
        tell();
        ManyLinks many = new ManyLinks(key, Referrer.none(), counts, stored);
        parts.forEach(part -> many.startWith(part.target, part.host, part.now));
        many.seen(firstSeenMillis, lastChangeMillis);
        return many;
    }

    /** As {@code Collections.binarySearch}. */
    private int find(PageKey target, String host) {
        int low = 0;
        int high = parts.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            Part part = parts.get(middle);
            int order = part.target.compareTo(target);
            order = order == 0 ? part.host.compareTo(host) : order;
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -low - 1;
    }

    @Override
    public void finish(WriteSet writes) {
        tell();
        List<FewLinksRow.Part> rows = new ArrayList<>(parts.size());
        parts.forEach(part -> rows.add(new FewLinksRow.Part(part.target, part.host, part.now)));
        FewLinksRow row = new FewLinksRow(firstSeenMillis, lastChangeMillis, rows);
        writes.put(Family.REFERRERS, keyBytes, row.encode(key.to()));
    }

    /** The parts of a page lie together, and so do those of a host. */
    private void tell() {
        int host = 0;
        int page = 0;
        for (int end = 1; end <= parts.size(); end++) {
            PageKey target = parts.get(end - 1).target;
            PageKey next = end < parts.size() ? parts.get(end).target : null;
            if (target.equals(next)) {
                continue;
            }
            if (isChanged(page, end)) {
                addTo(counts.of(CountsKey.ofPage(target)), page, end);
            }
            page = end;
            if (next == null || !target.hasHostOf(next)) {
                if (isChanged(host, end)) {
                    addTo(counts.of(CountsKey.ofHostOf(target)), host, end);
                }
                host = end;
            }
        }
        addTo(counts.of(key.to()), 0, parts.size());
    }

    private boolean isChanged(int from, int to) {
        for (int i = from; i < to; i++) {
            Part part = parts.get(i);
            if (!part.now.equals(part.before)) {
                return true;
            }
        }
        return false;
    }

    /** Adds the difference that these parts make to links, to hosts that have them, and to the one site that has. */
    private void addTo(CountsChanges.Counted counted, int from, int to) {
        if (to - from == 1) {
            // As most are.
            addOne(counted, parts.get(from).before, parts.get(from).now);
        } else {
            addSeveralTo(counted, from, to);
        }
    }

    private static void addOne(CountsChanges.Counted counted, Tally before, Tally now) {
        counted.addLinks(before, now);
        counted.addHost(before.present(), now.present());
        counted.addSite(before.present(), now.present());
    }

    private void addSeveralTo(CountsChanges.Counted counted, int from, int to) {
        int before = 0;
        int now = 0;
        for (int i = from; i < to; i++) {
            Part part = parts.get(i);
            counted.addLinks(part.before, part.now);
            before |= part.before.present();
            now |= part.now.present();
            if (isFirstOfHost(from, i)) {
                addHost(counted, i, to);
            }
        }
        counted.addSite(before, now);
    }

    /** Adds the difference that the host of the first of these parts makes. */
    private void addHost(CountsChanges.Counted counted, int from, int to) {
        int before = 0;
        int now = 0;
        for (int i = from; i < to; i++) {
            if (parts.get(i).host.equals(parts.get(from).host)) {
                before |= parts.get(i).before.present();
                now |= parts.get(i).now.present();
            }
        }
        counted.addHost(before, now);
    }

    private boolean isFirstOfHost(int from, int at) {
        for (int i = from; i < at; i++) {
            if (parts.get(i).host.equals(parts.get(at).host)) {
                return false;
            }
        }
        return true;
    }
}
