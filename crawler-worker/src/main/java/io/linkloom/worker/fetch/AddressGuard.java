package io.linkloom.worker.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the crawler out of the network it runs in: only addresses of the public internet pass.
 *
 * <p>The blocks are those that IANA's special-purpose address registries list as not globally reachable, and multicast.
 * Of IPv6 only global unicast (2000::/3) and the well-known NAT64 prefix can pass at all, which leaves out loopback,
 * unspecified, link-local, unique local (with {@code fd00:ec2::254}, where a cloud serves its metadata), multicast and
 * IPv4-compatible addresses, the local-use NAT64 prefix (64:ff9b:1::/48) and, by its block of 2001::/23, Teredo. An IPv4 address
 * inside an IPv4-mapped, NAT64 or 6to4 address is judged as the address that it is.
 *
 * <p>Where clouds serve their metadata is refused with its block (169.254.169.254, 169.254.170.2, 100.100.100.200, 192.0.0.192,
 * fd00:ec2::254, fd20:ce::254), or on its own where it has a public address (168.63.129.16).
 */
public final class AddressGuard {
    private record Block(Cidr cidr, String name) {}

    private static final List<Block> IPV4 = List.of(
            block("0.0.0.0/8", "unspecified"),
            block("10.0.0.0/8", "private"),
            block("100.64.0.0/10", "shared by a carrier's customers"),
            block("127.0.0.0/8", "loopback"),
            block("168.63.129.16/32", "a cloud's own service"),
            block("169.254.0.0/16", "link-local"),
            block("172.16.0.0/12", "private"),
            block("192.0.0.0/24", "reserved for protocols"),
            block("192.0.2.0/24", "for documentation"),
            block("192.88.99.0/24", "a relay no longer in use"),
            block("192.168.0.0/16", "private"),
            block("198.18.0.0/15", "for benchmarks"),
            block("198.51.100.0/24", "for documentation"),
            block("203.0.113.0/24", "for documentation"),
            block("224.0.0.0/4", "multicast"),
            block("255.255.255.255/32", "broadcast"),
            block("240.0.0.0/4", "reserved"));

    private static final List<Block> IPV6 = List.of(
            block("::/128", "unspecified"),
            block("::1/128", "loopback"),
            block("fc00::/7", "private"),
            block("fe80::/10", "link-local"),
            block("ff00::/8", "multicast"),
            block("2001::/23", "reserved for protocols"),
            block("2001:db8::/32", "for documentation"),
            block("3fff::/20", "for documentation"));

    private static final Cidr GLOBAL_UNICAST = Cidr.parse("2000::/3");
    private static final byte[] MAPPED_PREFIX = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};
    private static final Cidr NAT64 = Cidr.parse("64:ff9b::/96");
    private static final Cidr SIX_TO_FOUR = Cidr.parse("2002::/16");

    private final List<Cidr> allowed;

    /** A guard that lets pass, besides public addresses, those of the {@code allowed} blocks. */
    public AddressGuard(List<Cidr> allowed) {
        this.allowed = List.copyOf(allowed);
    }

    private static Block block(String cidr, String name) {
        return new Block(Cidr.parse(cidr), name);
    }

    /** What kind of address it is if it may not be connected to, such as {@code loopback}; null if it may. */
    public @Nullable String refusal(InetAddress address) {
        byte[] bytes = unmapped(address.getAddress());
        for (Cidr block : allowed) {
            if (block.contains(bytes)) {
                return null;
            }
        }
        return bytes.length == 4 ? nameOf(IPV4, bytes) : refusalOfIpv6(bytes);
    }

    /** Java makes an IPv4-mapped address an IPv4 address, except where DNS gives it as an IPv6 address. */
    private static byte[] unmapped(byte[] address) {
        boolean mapped = address.length == 16 && Arrays.equals(address, 0, 12, MAPPED_PREFIX, 0, 12);
        return mapped ? Arrays.copyOfRange(address, 12, 16) : address;
    }

    private static @Nullable String refusalOfIpv6(byte[] bytes) {
        if (NAT64.contains(bytes)) {
            return embedded(bytes, 12);
        }
        if (SIX_TO_FOUR.contains(bytes)) {
            return embedded(bytes, 2);
        }
        String name = nameOf(IPV6, bytes);
        return name != null || GLOBAL_UNICAST.contains(bytes) ? name : "not global unicast";
    }

    private static @Nullable String embedded(byte[] ipv6, int offset) {
        byte[] ipv4 = Arrays.copyOfRange(ipv6, offset, offset + 4);
        String name = nameOf(IPV4, ipv4);
        return name == null ? null : "a form of " + text(ipv4) + ", which is " + name;
    }

    private static @Nullable String nameOf(List<Block> blocks, byte[] address) {
        for (Block block : blocks) {
            if (block.cidr.contains(address)) {
                return block.name;
            }
        }
        return null;
    }

    private static String text(byte[] ipv4) {
        try {
            return InetAddress.getByAddress(ipv4).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }
}
