package io.linkloom.builder.schedule;

import io.linkloom.builder.store.HostKey;
import io.linkloom.builder.store.HostRow;
import io.linkloom.builder.store.Rows;
import io.linkloom.builder.store.Shard;
import io.linkloom.builder.store.SiteBudgets;
import io.linkloom.builder.store.Usage;
import io.linkloom.builder.store.UsageRow;
import io.linkloom.common.model.Control;
import io.linkloom.common.model.Controls;
import io.linkloom.common.model.HostState;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.UrlKey;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The sites of hosts in memory, and those with hosts that wait until the site may use more. Not thread-safe. */
final class WaitingSites {
    private final Shard shard;
    private final ScheduleLimits limits;
    private final SiteBudgets budgets;
    private final Sites all;
    private final Map<String, WaitingSite> byName = new HashMap<>();
    private int unserved;
    private Controls controls = Controls.NONE;

    WaitingSites(Shard shard, ScheduleLimits limits, Sites all) {
        this.shard = shard;
        this.limits = limits;
        this.budgets = limits.budgets();
        this.all = all;
    }

    /** The name of the site of a host. */
    String nameOf(HostKey key) {
        return all.siteOf(key.hostName());
    }

    /** An entry for a host that is not in memory; what waits at it is not counted yet. */
    WaitingHost host(HostKey key) {
        HostRow row = shard.host(key);
        WaitingSite site = byName.computeIfAbsent(nameOf(key), this::read);
        WaitingHost host = new WaitingHost(
                key,
                site,
                row == null ? HostState.UNKNOWN : row.state(),
                limits,
                shard.usage(key).pages());
        obey(host);
        return host;
    }

    /** Takes what operators say of hosts now; whether that is something else. */
    boolean obey(Controls now) {
        boolean same = now.saysTheSameOfHosts(controls);
        controls = now;
        return !same;
    }

    /** Has a host obey. */
    void obey(WaitingHost host) {
        if (!controls.saysSomethingOfHosts()) {
            host.obey(false, limits);
            return;
        }
        String name = UrlKey.toHost(host.key().toBytes());
        Control.Delayed delay = controls.delaying(name, all);
        host.obey(controls.blocking(name, all) != null, delay == null ? limits : limits.withDelay(delay.delay()));
    }

    private WaitingSite read(String name) {
        WaitingSite site = new WaitingSite(name, budgets);
        try (Rows<HostKey, UsageRow> usage = shard.usage(UrlKey.site(name))) {
            while (usage.next()) {
                // Sites below a suffix that is below this one lie in the same range.
                if (nameOf(usage.key()).equals(name)) {
                    site.apply(new Usage.Change(UsageRow.NONE, usage.row()));
                }
            }
        }
        return site;
    }

    /** How many more pages may be taken from a host that were never visited. */
    long leftFor(WaitingHost host) {
        return Math.min(budgets.mostOfHost() - host.spent(), host.site().left(shard));
    }

    /** Whether any page that waits at a host in memory may be taken. */
    boolean mayTakeOf(WaitingHost host) {
        return host.again() > 0 || leftFor(host) > 0;
    }

    /** Whether a host that is not in memory is to be. */
    boolean serves(WaitingHost host) {
        return host.again() > 0
                || (leftFor(host) > 0 && (host.spent() > 0 || host.site().hasRoomForHost(shard)));
    }

    /** A host of the site stays out of memory though pages wait at it. */
    void leave(WaitingSite site) {
        unserved += site.isUnserved() ? 0 : 1;
        site.leave(shard);
    }

    /** All hosts of the site at which pages wait are in memory. */
    void serveAll(WaitingSite site) {
        unserved -= site.isUnserved() ? 1 : 0;
        site.serveAll();
        forgetIfIdle(site);
    }

    /** A host goes out of memory. */
    void left(WaitingHost host) {
        host.site().remove(host);
        forgetIfIdle(host.site());
    }

    void forgetIfIdle(WaitingSite site) {
        if (site.isIdle()) {
            byName.remove(site.name(), site);
        }
    }

    /** Notes that more or less is spent on a host; gives its site, null if nobody waits for it. */
    @Nullable
    WaitingSite spent(HostKey key, Usage.Change change, @Nullable WaitingHost host) {
        WaitingSite site = host == null ? byName.get(nameOf(key)) : host.site();
        if (site == null) {
            return null;
        }
        site.apply(change);
        if (host != null) {
            site.remove(host);
            host.spent(change.now().pages());
            site.add(host);
        }
        return site;
    }

    /** Notes how many sites link to a site; gives it, null if nobody waits for it. */
    @Nullable
    WaitingSite linked(String name, long referringSites) {
        WaitingSite site = byName.get(name);
        if (site != null) {
            site.linkedBy(referringSites);
        }
        return site;
    }

    /** Sites with hosts that are not in memory though pages wait at them. */
    int unserved() {
        return unserved;
    }
}
