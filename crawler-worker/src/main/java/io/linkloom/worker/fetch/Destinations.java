package io.linkloom.worker.fetch;

import io.linkloom.common.model.Outcome;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** Which addresses a host may be fetched from: name, then guard. Thread-safe. */
final class Destinations {
    private final Resolver resolver;
    private final AddressGuard guard;

    /** What is known of a host before it is connected to. */
    sealed interface Destination {
        /** These addresses passed; at least one. */
        record Allowed(List<InetAddress> addresses) implements Destination {}

        /** There is none to connect to. */
        record Refused(FetchResult.Failure failure) implements Destination {}
    }

    Destinations(Resolver resolver, AddressGuard guard) {
        this.resolver = resolver;
        this.guard = guard;
    }

    /** @param hostName as {@link io.linkloom.common.url.WebUrl#hostName()} gives it */
    Destination of(String hostName) {
        return switch (resolver.resolve(hostName)) {
            case Resolution.Unknown(String detail) -> refused(Outcome.DNS_FAILURE, detail, FetchResult.Fault.HOST);
            case Resolution.Failed(String detail) -> refused(Outcome.DNS_FAILURE, detail, FetchResult.Fault.HOST);
            case Resolution.NotAsked(String detail) -> refused(Outcome.DNS_FAILURE, detail, FetchResult.Fault.OURS);
            case Resolution.Found(List<InetAddress> addresses) -> judged(hostName, addresses);
        };
    }

    private Destination judged(String hostName, List<InetAddress> addresses) {
        List<InetAddress> allowed = new ArrayList<>(addresses.size());
        List<String> refusals = new ArrayList<>();
        for (InetAddress address : addresses) {
            String refusal = guard.refusal(address);
            if (refusal == null) {
                allowed.add(address);
            } else {
                refusals.add(address.getHostAddress() + " (" + refusal + ")");
            }
        }
        if (allowed.isEmpty()) {
            String detail = hostName + " has no address that may be fetched from: " + String.join(", ", refusals);
            return refused(Outcome.ADDRESS_REFUSED, detail, FetchResult.Fault.HOST);
        }
        return new Destination.Allowed(allowed);
    }

    private static Destination refused(Outcome outcome, String detail, FetchResult.Fault fault) {
        return new Destination.Refused(Failures.failure(outcome, detail, "", fault));
    }
}
