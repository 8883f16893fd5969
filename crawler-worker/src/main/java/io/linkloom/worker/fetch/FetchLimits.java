package io.linkloom.worker.fetch;

import java.time.Duration;

/**
 * What a fetch may take at most.
 *
 * @param dns for an answer of DNS
 * @param connect for a TCP connection to one address
 * @param tls for the TLS handshake
 * @param firstByte for the response to begin, and for every pause within it
 * @param request for everything together, from the connection to the last byte
 * @param headBytes status line and headers
 * @param inflation how many times as large as it came a body may be decompressed to, unless it is small
 */
public record FetchLimits(
        Duration dns,
        Duration connect,
        Duration tls,
        Duration firstByte,
        Duration request,
        int headBytes,
        int inflation) {

    /** Good for the public web. */
    public static final FetchLimits DEFAULT = new FetchLimits(
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(20),
            Duration.ofSeconds(60),
            64 << 10,
            200);

    /** These limits, and the usual one for inflation. */
    public FetchLimits(
            Duration dns, Duration connect, Duration tls, Duration firstByte, Duration request, int headBytes) {
        this(dns, connect, tls, firstByte, request, headBytes, DEFAULT.inflation());
    }
}
