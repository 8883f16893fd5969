package io.linkloom.standalone.frontier;

import io.linkloom.testkit.frontier.ManyHosts;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * What politeness would allow at each moment, by the web alone: it is told when requests begin and end, and asks nobody who
 * schedules them.
 *
 * <p>Of {@code slots} requests that a worker can have under way at once, those are allowed at a moment that are under way, and one
 * more for each address that might be asked: nothing is under way there, its gap is over, and so is that of one of its hosts
 * which has pages left. So {@code allowed = min(slots, under way + addresses that might be asked)}; what is used is what is
 * under way; and both are summed over time. The share falls below one for every moment in which a slot is empty and a page could
 * be fetched, for whatever reason: no order was given, or it waits elsewhere.
 *
 * <p>Only ordinary hosts count as work. Pages that failed count as done, though they are tried again after an hour. For one
 * thread.
 */
final class Allowance {
    /** A host's or an address's gap ends; addresses are below zero. */
    private record Ready(long atNanos, int who) {}

    private final ManyHosts web;
    private final int slots;
    private final long addressGapNanos;
    private final int[] left;
    private final long[] nextNanos;
    private final boolean[] busy;
    /** Whether it is counted in {@link #readyHosts} of its address. */
    private final boolean[] ready;

    private final int[] readyHosts;
    private final boolean[] addressTaken;
    private final PriorityQueue<Ready> gapEnds = new PriorityQueue<>(Comparator.comparingLong(Ready::atNanos));
    private int askable;
    private int underWay;
    private long atNanos;
    private double used;
    private double allowed;
    private double emptyAndNothingToDo;

    /** With all hosts to be asked from {@code firstNanos} on. */
    Allowance(ManyHosts web, int slots, long addressGapNanos, long firstNanos) {
        this.web = web;
        this.slots = slots;
        this.addressGapNanos = addressGapNanos;
        this.left = new int[web.size()];
        this.nextNanos = new long[web.size()];
        this.busy = new boolean[web.size()];
        this.ready = new boolean[web.size()];
        this.readyHosts = new int[web.addresses()];
        this.addressTaken = new boolean[web.addresses()];
        for (int host = 0; host < web.size(); host++) {
            left[host] = web.pages(host);
            wakeAt(host, firstNanos);
        }
    }

    private void wakeAt(int who, long nanos) {
        gapEnds.add(new Ready(nanos, who));
    }

    /** Notes that a request begins; to a host that is none of the web's where {@code host} is below zero. */
    void begins(int host, long nowNanos) {
        goOnTo(nowNanos);
        underWay++;
        if (host >= 0) {
            busy[host] = true;
            setReady(host, false);
            setTaken(web.address(host), true);
        }
    }

    /**
     * Notes that it is over.
     *
     * @param next when the host may be asked again
     * @param isPage whether a page was had, or came to nothing for now
     */
    void ends(int host, long next, boolean isPage, long nowNanos) {
        goOnTo(nowNanos);
        underWay--;
        if (host < 0) {
            return;
        }
        busy[host] = false;
        left[host] -= isPage && left[host] > 0 ? 1 : 0;
        nextNanos[host] = next;
        wakeAt(host, next);
        wakeAt(-1 - web.address(host), nowNanos + addressGapNanos);
    }

    /** Sums up to a moment. */
    void goOnTo(long nowNanos) {
        for (Ready first = gapEnds.peek(); first != null && first.atNanos <= nowNanos; first = gapEnds.peek()) {
            sumTo(first.atNanos);
            gapEnds.remove();
            if (first.who < 0) {
                setTaken(-1 - first.who, false);
            } else if (!busy[first.who] && nextNanos[first.who] <= first.atNanos && left[first.who] > 0) {
                setReady(first.who, true);
            }
        }
        sumTo(nowNanos);
    }

    private void sumTo(long nanos) {
        double past = nanos - atNanos;
        int may = Math.min(slots, underWay + askable);
        used += past * underWay;
        allowed += past * may;
        emptyAndNothingToDo += past * (slots - may);
        atNanos = Math.max(atNanos, nanos);
    }

    private void setReady(int host, boolean now) {
        if (ready[host] != now) {
            int address = web.address(host);
            boolean before = isAskable(address);
            ready[host] = now;
            readyHosts[address] += now ? 1 : -1;
            count(before, isAskable(address));
        }
    }

    private void setTaken(int address, boolean now) {
        boolean before = isAskable(address);
        addressTaken[address] = now;
        count(before, isAskable(address));
    }

    private boolean isAskable(int address) {
        return readyHosts[address] > 0 && !addressTaken[address];
    }

    private void count(boolean before, boolean now) {
        askable += (now ? 1 : 0) - (before ? 1 : 0);
    }

    /** Of what politeness allowed, the share that was used. */
    double share() {
        return allowed == 0 ? 1 : used / allowed;
    }

    /** Of all slots over all time, the share for which there was nothing that could have been asked. */
    double idle() {
        return emptyAndNothingToDo / Math.max(1.0, (double) slots * atNanos);
    }

    /** How many addresses might be asked now. */
    int askable() {
        return askable;
    }

    /** Requests under way. */
    int underWay() {
        return underWay;
    }
}
