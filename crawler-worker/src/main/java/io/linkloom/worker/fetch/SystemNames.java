package io.linkloom.worker.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;

/**
 * The system's resolver: DNS as it is configured here, and whatever else the system takes for a name service.
 *
 * <p>Java tells a name that does not exist from name servers that fail by nothing but the system's words. Where it keeps to itself
 * what they were, since it remembers a failure for ten seconds and repeats it without its reason, nobody knows.
 */
final class SystemNames implements NameService {
    /** Of glibc (no name, no address), musl, macOS and Windows. */
    private static final List<String> WORDS_FOR_UNKNOWN = List.of(
            "name or service not known",
            "no address associated with hostname",
            "name does not resolve",
            "name has no usable address",
            "nodename nor servname provided",
            "no such host is known");

    @Override
    public Resolution ask(String hostName) {
        try {
            return new Resolution.Found(List.of(InetAddress.getAllByName(hostName)));
        } catch (UnknownHostException e) {
            return whyNot(hostName, String.valueOf(e.getMessage()));
        }
    }

    /** @param message the name, and usually a colon and the reason */
    static Resolution whyNot(String hostName, String message) {
        String words = message.toLowerCase(Locale.ROOT);
        if (WORDS_FOR_UNKNOWN.stream().anyMatch(words::contains)) {
            return new Resolution.Unknown("DNS has no address for " + hostName);
        }
        String reason = words.startsWith(hostName + ": ") ? message.substring(hostName.length() + 2) : "";
        return new Resolution.Failed("DNS gives no answer for " + hostName + (reason.isEmpty() ? "" : ": " + reason));
    }
}
