package io.linkloom.standalone.demo;

import io.linkloom.testkit.web.HostRest;
import java.time.Duration;
import java.util.List;

/**
 * How the hosts of a web were left alone, compared with their rule: the longer of the workers' delay and what robots.txt asks for.
 *
 * <p>A robots.txt that is asked for again before a second page is has the workers' delay only: what the first one who read it
 * knew went with him if he was killed before a visit told of it.
 *
 * <p>No tolerance: workers wait from the end of an answer, and the server counts from before it sends it, by the same clock.
 *
 * @param asked hosts that had two requests or more
 * @param patient of these, hosts that ask for more than the workers' delay
 * @param closest the least by which a rest was longer than its rule; below zero if it was shorter
 * @param tooSoon hosts with a rest that was shorter
 */
public record LeftAlone(long asked, long patient, Duration closest, List<String> tooSoon) {
    static LeftAlone of(List<HostRest> rests, Duration delay) {
        List<HostRest> asked =
                rests.stream().filter(each -> each.requests() > 1).toList();
        return new LeftAlone(
                asked.size(),
                asked.stream().filter(each -> each.asked().compareTo(delay) > 0).count(),
                asked.stream()
                        .map(each -> over(each, delay))
                        .min(Duration::compareTo)
                        .orElse(Duration.ZERO),
                asked.stream()
                        .filter(each -> over(each, delay).isNegative())
                        .map(each -> each.host() + " after " + millis(each.shortest()) + ", at first "
                                + millis(each.shortestAtFirst()) + ", its rule is " + millis(rule(each, delay)))
                        .toList());
    }

    private static Duration over(HostRest host, Duration delay) {
        Duration rest = host.shortest().minus(rule(host, delay));
        Duration atFirst = host.shortestAtFirst().minus(delay);
        return rest.compareTo(atFirst) < 0 ? rest : atFirst;
    }

    private static Duration rule(HostRest host, Duration delay) {
        return host.asked().compareTo(delay) > 0 ? host.asked() : delay;
    }

    private static String millis(Duration duration) {
        return duration.toDays() > 365 ? "no time" : duration.toMillis() + " ms";
    }
}
