package io.linkloom.worker.fetch;

import java.time.Duration;

/**
 * How long answers of DNS are good. An answer that did not come is not kept at all.
 *
 * @param found of a name that has addresses
 * @param unknown of a name that has none
 */
public record DnsTtl(Duration found, Duration unknown) {
    /** Ten minutes, five minutes. */
    public static final DnsTtl DEFAULT = new DnsTtl(Duration.ofMinutes(10), Duration.ofMinutes(5));

    Duration of(Resolution answer) {
        return switch (answer) {
            case Resolution.Found _ -> found;
            case Resolution.Unknown _ -> unknown;
            case Resolution.Failed _, Resolution.NotAsked _ -> Duration.ZERO;
        };
    }
}
