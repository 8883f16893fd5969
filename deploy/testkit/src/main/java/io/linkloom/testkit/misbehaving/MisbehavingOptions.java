package io.linkloom.testkit.misbehaving;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/**
 * How the misbehaving web is served.
 *
 * @param addresses what to listen on, all with the same port
 * @param port 0 for a free one
 * @param drip between two bytes of a slow host
 * @param retryAfter how long busy hosts want to be left alone, in whole seconds
 */
public record MisbehavingOptions(List<InetAddress> addresses, int port, Duration drip, Duration retryAfter) {
    /** On 127.0.0.1 and a free port, a byte a second, busy for three seconds. */
    public static final MisbehavingOptions DEFAULT = new MisbehavingOptions(
            List.of(InetAddress.ofLiteral("127.0.0.1")), 0, Duration.ofSeconds(1), Duration.ofSeconds(3));

    public MisbehavingOptions {
        addresses = List.copyOf(addresses);
        if (addresses.isEmpty() || !addresses.stream().allMatch(InetAddress::isLoopbackAddress)) {
            throw new IllegalArgumentException("this web is for this machine alone: " + addresses);
        }
    }

    public MisbehavingOptions withAddresses(String... literals) {
        List<InetAddress> own =
                List.of(literals).stream().map(InetAddress::ofLiteral).toList();
        return new MisbehavingOptions(own, port, drip, retryAfter);
    }

    public MisbehavingOptions withPort(int own) {
        return new MisbehavingOptions(addresses, own, drip, retryAfter);
    }

    public MisbehavingOptions withDrip(Duration own) {
        return new MisbehavingOptions(addresses, port, own, retryAfter);
    }

    public MisbehavingOptions withRetryAfter(Duration own) {
        return new MisbehavingOptions(addresses, port, drip, own);
    }
}
