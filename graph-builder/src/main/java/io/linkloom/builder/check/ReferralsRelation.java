package io.linkloom.builder.check;

import static java.util.Objects.requireNonNull;

import io.linkloom.builder.store.CountsKey;
import io.linkloom.builder.store.CountsRow;
import io.linkloom.builder.store.Family;
import io.linkloom.builder.store.FewLinksRow;
import io.linkloom.builder.store.InlinkKey;
import io.linkloom.builder.store.InlinkRow;
import io.linkloom.builder.store.Level;
import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.ReferrerKey;
import io.linkloom.builder.store.ReferrerRow;
import io.linkloom.builder.store.Referring;
import io.linkloom.builder.store.Shard;
import io.linkloom.builder.store.Tally;
import io.linkloom.builder.store.UnreadableRowException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who links to what, and how many do: counted from the links from other sites.
 *
 * <p>Numbers of links are sums over links. Numbers of hosts and sites follow from the rows of hosts and sites, which are checked
 * by the same walk; those of a page are counted from its links, which lie together.
 */
final class ReferralsRelation implements Relation {
    private static final byte REFERRER = 'r';
    private static final byte COUNTS = 'c';

    private final Index index;

    ReferralsRelation(Index index) {
        this.index = index;
    }

    @Override
    public void enter(Ledger ledger) {
        for (Shard shard : index.shards()) {
            Entries entries = new Entries(ledger, shard);
            index.walk(shard, "referring links", all -> all.inlinks(Shard.ALL), entries::link);
            entries.endPage();
            index.walk(shard, "referrers", all -> all.referrers(Shard.ALL), entries::referrer);
            index.walk(
                    shard,
                    "counts",
                    all -> all.counts(Shard.ALL),
                    (key, row) ->
                            ledger.store(named(COUNTS, key.bytes()), numbers(row.links(), row.hosts(), row.sites())));
        }
    }

    @Override
    public void tell(byte[] key, Ledger.Numbers expected, Ledger.Numbers stored, Findings findings) {
        byte[] rowKey = Arrays.copyOfRange(key, 1, key.length);
        if (key[0] == COUNTS) {
            findings.add(
                    CheckReport.Kind.COUNTS,
                    CountsKey.ofBytes(rowKey) + " has " + shown(expected, true) + "; its row in "
                            + Family.COUNTS.label() + " says " + shown(stored, true));
        } else {
            ReferrerKey referrer = ReferrerKey.ofBytes(rowKey);
            String host = referrer.host();
            findings.add(
                    CheckReport.Kind.REFERRERS,
                    (host == null ? "site " + referrer.site() : "host " + host) + " has to " + referrer.to() + " "
                            + shown(expected, false) + "; its row in " + Family.REFERRERS.label() + " says "
                            + shown(stored, false));
        }
    }

    private static String shown(Ledger.Numbers numbers, boolean withSites) {
        if (numbers.isNothing()) {
            return "nothing";
        }
        return "links " + tally(numbers, 0) + " hosts " + tally(numbers, 3)
                + (withSites ? " sites " + tally(numbers, 6) : "");
    }

    private static String tally(Ledger.Numbers numbers, int from) {
        return numbers.at(from) + "/" + numbers.at(from + 1) + "/" + numbers.at(from + 2);
    }

    private static byte[] named(byte name, byte[] key) {
        byte[] named = new byte[key.length + 1];
        named[0] = name;
        System.arraycopy(key, 0, named, 1, key.length);
        return named;
    }

    private static long[] numbers(Tally... tallies) {
        long[] numbers = new long[3 * tallies.length];
        for (int i = 0; i < tallies.length; i++) {
            numbers[3 * i] = tallies[i].live();
            numbers[3 * i + 1] = tallies[i].follow();
            numbers[3 * i + 2] = tallies[i].ever();
        }
        return numbers;
    }

    /** Enters the rows of one shard. */
    private final class Entries {
        private final Ledger ledger;
        private @Nullable PageKey page;
        private CountsRow ofPage = CountsRow.NONE;
        /** The links to the page from the sites whose pages are not all passed yet, by site, then by host. */
        private final Map<String, Map<String, Tally>> open = new TreeMap<>();

        private @Nullable String widest;
        private final FewLinksCache few;

        Entries(Ledger ledger, Shard shard) {
            this.ledger = ledger;
            this.few = new FewLinksCache(shard);
        }

        void link(InlinkKey key, InlinkRow row) {
            if (!key.target().equals(page)) {
                endPage();
                page = key.target();
            }
            String site = index.siteOf(key.source());
            if (widest == null || !site.endsWith("." + widest)) {
                // Below some sites lie suffixes, whose sites come in between.
                if (widest != null && !site.equals(widest) && !widest.endsWith("." + site)) {
                    endSites();
                }
                widest = site;
            }
            String host = key.source().url().host();
            open.computeIfAbsent(site, _ -> new TreeMap<>()).merge(host, row.tally(), Tally::plus);
        }

        void endPage() {
            PageKey target = page;
            if (target != null) {
                endSites();
                byte[] key = named(COUNTS, CountsKey.ofPage(target).bytes());
                ledger.expect(key, numbers(ofPage.links(), ofPage.hosts(), ofPage.sites()));
                ofPage = CountsRow.NONE;
                page = null;
            }
        }

        /** Links of a site to a page lie together, so they are summed up before they are entered. */
        private void endSites() {
            PageKey target = requireNonNull(page);
            CountsKey targetHost = CountsKey.ofHostOf(target);
            CountsKey targetSite = CountsKey.ofSite(index.siteOf(target));
            open.forEach((site, hosts) -> {
                CountsRow ofSite = sum(hosts);
                ofPage = ofPage.plus(ofSite);
                expect(targetHost, site, hosts);
                expect(targetSite, site, hosts);
                if (ofSite.links().ever() > ReferrerRow.MOST_WITHOUT_ROW
                        || few.has(ReferrerKey.ofSite(targetSite, site))) {
                    expect(CountsKey.ofPage(target), site, hosts);
                }
            });
            open.clear();
            widest = null;
        }

        private static CountsRow sum(Map<String, Tally> hosts) {
            Tally links = Tally.NONE;
            Tally present = Tally.NONE;
            for (Tally host : hosts.values()) {
                links = links.plus(host);
                present = present.plus(host.presence());
            }
            return new CountsRow(links, present, links.presence());
        }

        private void expect(CountsKey to, String site, Map<String, Tally> hosts) {
            ReferrerKey ofSite = ReferrerKey.ofSite(to, site);
            Tally links = Tally.NONE;
            for (Map.Entry<String, Tally> host : hosts.entrySet()) {
                ledger.expect(named(REFERRER, ofSite.at(host.getKey()).toBytes()), numbers(host.getValue()));
                links = links.plus(host.getValue());
            }
            ledger.expect(named(REFERRER, ofSite.toBytes()), numbers(links));
            if (to.level() != Level.PAGE) {
                ledger.expect(named(COUNTS, to.bytes()), numbers(links));
            }
        }

        void referrer(ReferrerKey key, Referring referring) {
            switch (referring) {
                case ReferrerRow row -> referrer(key, row);
                case FewLinksRow row -> few(key, row);
            }
        }

        /** The row stands for those of the site, of its hosts and of its pages. */
        private void few(ReferrerKey key, FewLinksRow row) {
            Map<CountsKey, Map<String, Tally>> all = new TreeMap<>();
            for (FewLinksRow.Part part : row.parts()) {
                List.of(key.to(), CountsKey.ofHostOf(part.target()), CountsKey.ofPage(part.target()))
                        .forEach(to -> all.computeIfAbsent(to, _ -> new TreeMap<>())
                                .merge(part.host(), part.links(), Tally::plus));
            }
            all.forEach((to, hosts) -> {
                CountsRow sum = sum(hosts);
                ReferrerKey site = ReferrerKey.ofSite(to, key.site());
                referrer(site, new ReferrerRow(sum.links(), sum.hosts(), 0, 0, null));
                hosts.forEach((host, links) -> host(site.at(host), links));
            });
        }

        private void referrer(ReferrerKey key, ReferrerRow row) {
            if (key.host() != null) {
                host(key, row.links());
                return;
            }
            ledger.store(named(REFERRER, key.toBytes()), numbers(row.links(), row.hosts()));
            if (key.to().level() != Level.PAGE) {
                ledger.expect(
                        named(COUNTS, key.to().bytes()),
                        numbers(Tally.NONE, Tally.NONE, row.links().presence()));
            }
            String only = row.onlyHost();
            if (only != null) {
                host(key.at(only), row.links());
            }
        }

        private void host(ReferrerKey key, Tally links) {
            ledger.store(named(REFERRER, key.toBytes()), numbers(links));
            Tally present = links.presence();
            ReferrerKey site = ReferrerKey.ofSite(key.to(), key.site());
            ledger.expect(named(REFERRER, site.toBytes()), numbers(Tally.NONE, present));
            if (key.to().level() != Level.PAGE) {
                ledger.expect(named(COUNTS, key.to().bytes()), numbers(Tally.NONE, present));
            }
        }
    }

    /** Which pairs of sites have one row for all their links; what was asked last is kept. */
    private static final class FewLinksCache {
        private static final int MOST = 20_000;

        private final Shard shard;
        private final Map<ReferrerKey, Boolean> known = new LinkedHashMap<>(64, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<ReferrerKey, Boolean> eldest) {
                return size() > MOST;
            }
        };

        FewLinksCache(Shard shard) {
            this.shard = shard;
        }

        boolean has(ReferrerKey pair) {
            return known.computeIfAbsent(pair, this::read);
        }

        private boolean read(ReferrerKey pair) {
            try {
                return shard.referring(pair) instanceof FewLinksRow;
            } catch (UnreadableRowException _) {
                // Told of where all rows are read.
                return false;
            }
        }
    }
}
