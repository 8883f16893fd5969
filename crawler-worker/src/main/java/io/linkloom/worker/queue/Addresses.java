package io.linkloom.worker.queue;

import java.util.HashMap;
import java.util.Map;

/** The addresses that are asked, have a line of hosts, or a gap that is not over. For one thread at a time. */
final class Addresses {
    private final int connections;
    private final long gapNanos;
    private final Agenda agenda;
    private final Map<String, AddressLine> addresses = new HashMap<>();

    /**
     * None.
     *
     * @param connections most turns of one address at once
     * @param gapNanos for which an address is left alone, 0 if addresses do not matter
     * @param agenda has those that need to be looked at
     */
    Addresses(int connections, long gapNanos, Agenda agenda) {
        this.connections = connections;
        this.gapNanos = gapNanos;
        this.agenda = agenda;
    }

    boolean matter() {
        return gapNanos > 0;
    }

    long gapNanos() {
        return gapNanos;
    }

    int count() {
        return addresses.size();
    }

    AddressLine of(String ip, long nowNanos) {
        return addresses.computeIfAbsent(ip, _ -> new AddressLine(ip, nowNanos, gapNanos));
    }

    /** Whether a turn may begin. */
    boolean isOpen(AddressLine address, long nowNanos) {
        return address.turns < connections && address.nextNanos - nowNanos <= 0;
    }

    /** Whether nobody is before a host that comes now. */
    boolean isFree(AddressLine address, long nowNanos) {
        return isOpen(address, nowNanos) && address.line.isEmpty();
    }

    void occupy(Turn turn, AddressLine address, long nowNanos) {
        turn.address = address;
        address.turns++;
        if (connections > 1) {
            address.notBefore(nowNanos + gapNanos);
        }
        lookAt(address, nowNanos);
    }

    /** Ends what a turn has of its address, if it has one. */
    void leave(Turn turn, long nowNanos) {
        AddressLine address = turn.address;
        if (address == null) {
            return;
        }
        turn.address = null;
        address.turns--;
        if (turn.asked) {
            address.notBefore(nowNanos + gapNanos);
            address.moved(nowNanos - turn.beganNanos + gapNanos);
        }
        lookAt(address, nowNanos);
    }

    /** Notes a request, whoever's turn it was in. */
    void asked(String ip, long nowNanos) {
        if (gapNanos > 0 && !ip.isEmpty()) {
            AddressLine address = of(ip, nowNanos);
            address.notBefore(nowNanos + gapNanos);
            lookAt(address, nowNanos);
        }
    }

    void forgetIfIdle(AddressLine address) {
        if (address.turns == 0) {
            addresses.remove(address.ip);
        }
    }

    /** Has the address be looked at when its next turn may begin. */
    void lookAt(AddressLine address, long nowNanos) {
        if (!address.inHeap && address.turns < connections) {
            agenda.add(address, Timed.later(address.nextNanos, nowNanos));
        }
    }
}
