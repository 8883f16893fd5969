package io.linkloom.worker.queue;

/**
 * The right to send requests to one host, one after the other, from {@link HostQueues#nextTurn} to
 * {@link HostQueues#turnOver}. Touched by {@link HostQueues} alone.
 */
public final class Turn {
    final HostQueue host;
    int ordersTaken;
    boolean asked;

    Turn(HostQueue host) {
        this.host = host;
    }

    /** The host, as {@link io.linkloom.common.url.WebUrl#host()} gives it. */
    public String host() {
        return host.name;
    }
}
