package io.linkloom.builder.schedule;

import io.linkloom.builder.store.CountsKey;
import io.linkloom.builder.store.Shard;
import io.linkloom.builder.store.SiteBudgets;
import io.linkloom.builder.store.Usage;
import io.linkloom.builder.store.UsageRow;

/** What a site has used of its allowance, and what it may use. Not thread-safe. */
final class WaitingSite {
    /** Other sites that link to it are not counted before it has used what it may without. */
    private static final long UNKNOWN = -1;

    private final String name;
    private final SiteBudgets budgets;
    private long pages;
    private long seeds;
    /** Hosts that something was spent on. */
    private long hosts;

    private long referringSites = UNKNOWN;
    /** Pages that were taken and are not written yet as ordered. */
    private int claimed;

    private int inMemory;
    /** Of the hosts in memory those that nothing was spent on. */
    private int unspent;

    private boolean unserved;
    private boolean overBudget;
    private boolean searched;
    /** The fewest pages that were left while a host had to wait. */
    private long leftWhenHeld = Long.MAX_VALUE;
    /** Whether a host had to wait since the site had as many as it may. */
    private boolean fullWhenHeld;

    WaitingSite(String name, SiteBudgets budgets) {
        this.name = name;
        this.budgets = budgets;
    }

    String name() {
        return name;
    }

    /** Notes that what was spent on one of its hosts is another now. */
    void apply(Usage.Change change) {
        pages += change.now().pages() - change.before().pages();
        seeds += change.now().seeds() - change.before().seeds();
        hosts += spent(change.now()) - spent(change.before());
    }

    private static int spent(UsageRow host) {
        return host.pages() > 0 ? 1 : 0;
    }

    /** How many more pages it may use; negative if it has used more than it may by now. */
    long left(Shard shard) {
        boolean asked = seeds > 0;
        long used = pages + claimed;
        long least = budgets.pages(0, asked);
        return used < least ? least - used : budgets.pages(referringSites(shard), asked) - used;
    }

    /** Whether a host that nothing was spent on may be served beside those that are. */
    boolean hasRoomForHost(Shard shard) {
        boolean asked = seeds > 0;
        long served = hosts + unspent;
        return served < budgets.hosts(0, asked) || served < budgets.hosts(referringSites(shard), asked);
    }

    private long referringSites(Shard shard) {
        if (referringSites == UNKNOWN) {
            referringSites = shard.counts(CountsKey.ofSite(name)).sites().live();
        }
        return referringSites;
    }

    void linkedBy(long sites) {
        referringSites = sites;
    }

    void claim() {
        claimed++;
    }

    void settle() {
        claimed--;
    }

    /** A host is in memory now. */
    void add(WaitingHost host) {
        inMemory++;
        unspent += host.isUnspent() ? 1 : 0;
    }

    /** A host is not in memory any more. */
    void remove(WaitingHost host) {
        inMemory--;
        unspent -= host.isUnspent() ? 1 : 0;
    }

    /** Whether pages wait at hosts of it that are not in memory. */
    boolean isUnserved() {
        return unserved;
    }

    /** Pages wait at a host that is not in memory. */
    void leave(Shard shard) {
        unserved = true;
        held(shard);
    }

    /** All hosts at which pages wait are in memory. */
    void serveAll() {
        unserved = false;
    }

    /** A host of it is in memory that may have no order since the site may not use more at present. */
    void noteOverBudget(Shard shard) {
        overBudget = true;
        held(shard);
    }

    private void held(Shard shard) {
        leftWhenHeld = Math.min(leftWhenHeld, Math.max(0, left(shard)));
        fullWhenHeld |= !hasRoomForHost(shard);
    }

    /** The hosts that were held are looked at. */
    void beginSearch() {
        searched = true;
        overBudget = false;
        leftWhenHeld = Long.MAX_VALUE;
        fullWhenHeld = false;
    }

    /** They were looked at. */
    void endSearch() {
        searched = false;
    }

    /** Whether the site may use more than when hosts had to wait, so that a look at them is worth it. */
    boolean mayUseMore(Shard shard) {
        long left = left(shard);
        return left > 0 && (left > leftWhenHeld || (fullWhenHeld && hasRoomForHost(shard)));
    }

    boolean isOverBudget() {
        return overBudget;
    }

    boolean isIdle() {
        return inMemory == 0 && !unserved && !searched;
    }
}
