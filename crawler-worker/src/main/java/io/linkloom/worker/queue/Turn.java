package io.linkloom.worker.queue;

import org.jspecify.annotations.Nullable;

/**
 * The right to send requests to one host, one after the other, from {@link HostQueues#nextTurn} to
 * {@link HostQueues#turnOver}. Touched by {@link HostQueues} alone.
 */
public final class Turn {
    final HostQueue host;
    final long beganNanos;
    /** Whose turn it is as well; null as long as the address is not known, or where addresses do not matter. */
    @Nullable
    AddressLine address;

    int ordersTaken;
    boolean asked;

    Turn(HostQueue host, long beganNanos) {
        this.host = host;
        this.beganNanos = beganNanos;
    }

    /** The host, as {@link io.linkloom.common.url.WebUrl#host()} gives it. */
    public String host() {
        return host.name;
    }

    /** The host without its port, as {@link io.linkloom.common.url.WebUrl#hostName()} gives it. */
    public String hostName() {
        return host.hostName;
    }
}
