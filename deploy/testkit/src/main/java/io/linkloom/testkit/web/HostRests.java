package io.linkloom.testkit.web;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/**
 * The shortest time for which each host was left alone. Two numbers a host, whatever the number of requests; hosts beyond
 * {@value #MAX_HOSTS} are not watched.
 *
 * <p>A rest begins when the server turns to sending an answer, or reads the next request if no answer was sent, and ends when a
 * request has been read in full. A client that waits from the end of an answer to the sending of its next request rests for less
 * than that, however late the threads of either side get their turn: so a rest looks longer here than it was, never shorter.
 * For any number of threads.
 */
final class HostRests {
    private static final int MAX_HOSTS = 200_000;

    private final ConcurrentMap<String, Rests> hosts = new ConcurrentHashMap<>();

    private static final class Rests {
        private long requests;
        private long pages;
        private long lastNanos;
        private long shortestNanos = Long.MAX_VALUE;
        private long shortestAtFirstNanos = Long.MAX_VALUE;

        synchronized void arrived(boolean forRobots, long nanos) {
            long rest = requests == 0 ? Long.MAX_VALUE : nanos - lastNanos;
            if (forRobots && pages < 2) {
                shortestAtFirstNanos = Math.min(shortestAtFirstNanos, rest);
            } else {
                shortestNanos = Math.min(shortestNanos, rest);
            }
            requests++;
            pages += forRobots ? 0 : 1;
            lastNanos = nanos;
        }

        synchronized void answering(long nanos) {
            lastNanos = nanos;
        }

        synchronized HostRest of(String host, Duration asked) {
            return new HostRest(
                    host, asked, requests, Duration.ofNanos(shortestNanos), Duration.ofNanos(shortestAtFirstNanos));
        }
    }

    void arrived(String host, boolean forRobots, long nanos) {
        if (hosts.size() < MAX_HOSTS || hosts.containsKey(host)) {
            hosts.computeIfAbsent(host, _ -> new Rests()).arrived(forRobots, nanos);
        }
    }

    void answering(String host, long nanos) {
        Rests rests = hosts.get(host);
        if (rests != null) {
            rests.answering(nanos);
        }
    }

    List<HostRest> all(Function<String, Duration> asked) {
        List<HostRest> all = new ArrayList<>();
        hosts.forEach((host, rests) -> all.add(rests.of(host, asked.apply(host))));
        return all;
    }
}
