package io.linkloom.worker.fetch;

import org.jspecify.annotations.Nullable;

/**
 * The way to hosts.
 *
 * @param hosts names that DNS is not asked for
 * @param dnsTtl how long DNS is believed
 * @param guard judges every address before it is connected to
 * @param tls whom https trusts
 * @param proxy what all requests go through, null if they go to their hosts
 */
public record Network(
        HostsFile hosts,
        DnsTtl dnsTtl,
        AddressGuard guard,
        Tls tls,
        @Nullable Proxy proxy) {

    /** Straight to hosts that the platform trusts. */
    public static Network direct(HostsFile hosts, AddressGuard guard) {
        return new Network(hosts, DnsTtl.DEFAULT, guard, Tls.platform(), null);
    }

    /** The same with another trust. */
    public Network with(Tls newTls) {
        return new Network(hosts, dnsTtl, guard, newTls, proxy);
    }
}
