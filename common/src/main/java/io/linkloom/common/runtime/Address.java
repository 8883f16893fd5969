package io.linkloom.common.runtime;

import java.net.URI;

/**
 * Where a server listens.
 *
 * @param host a host name or an IP address, without brackets
 * @param port 0 to 65535; 0 lets the system choose a free one
 */
public record Address(String host, int port) {

    /** The address at which only this machine can reach a server. */
    public static final String LOOPBACK = "127.0.0.1";

    /** Checks both. */
    public Address {
        if (host.isBlank()) {
            throw new IllegalArgumentException("an address needs a host");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException(port + " is no port; ports are 0 to 65535");
        }
    }

    /** A port that only this machine can reach. */
    public static Address loopback(int port) {
        return new Address(LOOPBACK, port);
    }

    /** {@code http://host:port}, with brackets around an IPv6 address. */
    public URI uri() {
        return URI.create("http://" + this);
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
