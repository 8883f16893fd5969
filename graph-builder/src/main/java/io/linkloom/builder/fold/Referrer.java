package io.linkloom.builder.fold;

import io.linkloom.builder.store.Family;
import io.linkloom.builder.store.InlinkKey;
import io.linkloom.builder.store.InlinkRow;
import io.linkloom.builder.store.Level;
import io.linkloom.builder.store.ReferrerKey;
import io.linkloom.builder.store.ReferrerRow;
import io.linkloom.builder.store.Rows;
import io.linkloom.builder.store.Tally;
import io.linkloom.builder.store.WriteSet;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.WebUrl;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The links of one site to a page, host or site, and of each of its hosts.
 *
 * <p>Those to a host or site have a row. Those to a page have one only from {@link ReferrerRow#MOST_WITHOUT_ROW} links on: up to there they are
 * counted by a walk through the links themselves, since most sites that link to a page do so once, and a row for each would be
 * as many rows again as there are links. Not thread-safe.
 */
final class Referrer {
    private static final class Host {
        private Tally links;
        private boolean changed;

        Host(Tally links) {
            this.links = links;
        }
    }

    private Tally links = Tally.NONE;
    private Tally hosts = Tally.NONE;
    private long firstSeenMillis = Long.MAX_VALUE;
    private long lastChangeMillis;
    private final Map<String, Host> atHand = new HashMap<>(4);
    private boolean hostsHaveRows;

    private Referrer() {}

    /** Of a site that never linked. */
    static Referrer none() {
        return new Referrer();
    }

    /** As its row says. */
    static Referrer of(ReferrerRow row) {
        Referrer referrer = new Referrer();
        referrer.links = row.links();
        referrer.hosts = row.hosts();
        referrer.firstSeenMillis = row.firstSeenMillis();
        referrer.lastChangeMillis = row.lastChangeMillis();
        String only = row.onlyHost();
        if (only == null) {
            referrer.hostsHaveRows = true;
        } else {
            referrer.atHand.put(only, new Host(row.links()));
        }
        return referrer;
    }

    /** As the links of the site are; {@code links} may be those of others too, and is closed. */
    static Referrer counted(Rows<InlinkKey, InlinkRow> links, String site, Sites sites) {
        Referrer referrer = new Referrer();
        try (links) {
            while (links.next()) {
                WebUrl source = links.key().source().url();
                if (sites.siteOf(source).equals(site)) {
                    referrer.startWith(source.host(), links.row().tally());
                }
            }
        }
        return referrer;
    }

    /** Adds links that have been counted already. */
    void startWith(String host, Tally more) {
        shift(atHand.computeIfAbsent(host, _ -> new Host(Tally.NONE)), more);
    }

    /** The links of all hosts. */
    Tally links() {
        return links;
    }

    /** Whether there is a live one. */
    boolean isLive() {
        return links.live() > 0;
    }

    /** Notes that a visit showed a link that was first seen then. */
    void seen(long firstSeen, long atMillis) {
        firstSeenMillis = Math.min(firstSeenMillis, firstSeen);
        lastChangeMillis = Math.max(lastChangeMillis, atMillis);
    }

    /**
     * Counts a change in the links of a host.
     *
     * @param hostRow reads the row of a host that is not at hand
     * @param counted where the difference is added
     */
    void plus(String host, Tally more, Function<String, @Nullable Tally> hostRow, CountsChanges.Counted counted) {
        Tally linksBefore = links;
        Host known =
                atHand.computeIfAbsent(host, name -> new Host(hostsHaveRows ? ofRow(hostRow.apply(name)) : Tally.NONE));
        Tally before = known.links;
        shift(known, more);
        known.changed = true;
        counted.addLinks(linksBefore, links);
        counted.addHost(before.present(), known.links.present());
        counted.addSite(linksBefore.present(), links.present());
    }

    private static Tally ofRow(@Nullable Tally stored) {
        return stored == null ? Tally.NONE : stored;
    }

    private void shift(Host host, Tally more) {
        Tally before = host.links.presence();
        host.links = host.links.plus(more);
        links = links.plus(more);
        hosts = hosts.plus(host.links.presence().minus(before));
    }

    /** Adds its rows to {@code writes}, if it is to have any. */
    void writeTo(ReferrerKey key, WriteSet writes) {
        Level level = key.to().level();
        if (links.ever() == 0 || (level == Level.PAGE && links.ever() <= ReferrerRow.MOST_WITHOUT_ROW)) {
            return;
        }
        boolean several = hosts.ever() > 1;
        String only = several ? null : atHand.keySet().iterator().next();
        // A walk through links cannot tell their last change, so that to be the same always only those of sites have
        // times.
        boolean ofSite = level == Level.SITE;
        ReferrerRow row =
                new ReferrerRow(links, hosts, ofSite ? firstSeenMillis : 0, ofSite ? lastChangeMillis : 0, only);
        writes.put(Family.REFERRERS, key.toBytes(), row.encode());
        if (several) {
            atHand.forEach((name, host) -> {
                if (host.changed || !hostsHaveRows) {
                    writes.put(Family.REFERRERS, key.at(name).toBytes(), ReferrerRow.encodeHost(host.links));
                }
            });
        }
    }
}
