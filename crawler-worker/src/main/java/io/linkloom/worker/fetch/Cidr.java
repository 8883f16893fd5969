package io.linkloom.worker.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A block of addresses: those that share the first bits of one.
 *
 * <p>An IPv4-mapped IPv6 address is its IPv4 address, here as everywhere in Java.
 */
public final class Cidr {
    private final byte[] network;
    private final int prefixBits;

    private Cidr(byte[] network, int prefixBits) {
        this.network = network;
        this.prefixBits = prefixBits;
    }

    /**
     * Parses {@code 10.0.0.0/8}, {@code fc00::/7}, or one address.
     *
     * @throws IllegalArgumentException with the reason in words
     */
    public static Cidr parse(String text) {
        int slash = text.indexOf('/');
        byte[] network = literal(slash < 0 ? text : text.substring(0, slash), text);
        int prefixBits =
                slash < 0 ? network.length * 8 : prefixBits(text.substring(slash + 1), network.length * 8, text);
        byte[] masked = mask(network, prefixBits);
        if (!Arrays.equals(masked, network)) {
            throw new IllegalArgumentException("\"" + text + "\" has bits set behind its prefix; write "
                    + addressOf(masked).getHostAddress() + "/" + prefixBits);
        }
        return new Cidr(network, prefixBits);
    }

    private static byte[] literal(String address, String text) {
        try {
            return InetAddress.ofLiteral(address).getAddress();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no address block; write for example 127.0.0.0/8 or ::1", e);
        }
    }

    private static int prefixBits(String digits, int most, String text) {
        boolean plain =
                !digits.isEmpty() && digits.length() <= 3 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        int bits = plain ? Integer.parseInt(digits) : -1;
        if (bits < 0 || bits > most) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" needs a number from 0 to " + most + " behind the slash");
        }
        return bits;
    }

    private static byte[] mask(byte[] address, int bits) {
        byte[] masked = address.clone();
        for (int i = 0; i < masked.length; i++) {
            int kept = Math.clamp(bits - i * 8L, 0, 8);
            masked[i] &= (byte) (0xFF00 >> kept);
        }
        return masked;
    }

    /** Whether an address lies in the block; an address of the other family does not. */
    public boolean contains(InetAddress address) {
        return contains(address.getAddress());
    }

    boolean contains(byte[] address) {
        if (address.length != network.length) {
            return false;
        }
        int whole = prefixBits / 8;
        int rest = prefixBits % 8;
        return Arrays.equals(address, 0, whole, network, 0, whole)
                && (rest == 0 || (address[whole] ^ network[whole]) >> (8 - rest) == 0);
    }

    private static InetAddress addressOf(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has 4 or 16 bytes", e);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Cidr cidr && prefixBits == cidr.prefixBits && Arrays.equals(network, cidr.network);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(network) + prefixBits;
    }

    @Override
    public String toString() {
        return addressOf(network).getHostAddress() + "/" + prefixBits;
    }
}
