package io.linkloom.testkit.misbehaving;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A request as far as this server cares.
 *
 * @param host the Host header without port, in lower case
 * @param path path and query as they were sent
 */
record Request(String host, String path) {
    static final String ROBOTS = "/robots.txt";

    /** What an act may link or redirect to, and answers itself. */
    private static final String OWN = "/x/";

    /** Reads a head; null if it is none of HTTP/1.x with a Host. */
    static @Nullable Request parse(String head) {
        String[] lines = head.split("\r\n", -1);
        String[] words = lines[0].split(" ", -1);
        if (words.length != 3 || !words[1].startsWith("/") || !words[2].startsWith("HTTP/1.")) {
            return null;
        }
        for (String line : lines) {
            if (line.regionMatches(true, 0, "host:", 0, 5)) {
                String value = line.substring(5).strip().toLowerCase(Locale.ROOT);
                int port = value.indexOf(':');
                return new Request(port < 0 ? value : value.substring(0, port), words[1]);
            }
        }
        return null;
    }

    boolean isForRobots() {
        return path.equals(ROBOTS);
    }

    /** Whether the host's act answers: its front page, and what that leads to. */
    boolean isForAct() {
        return path.equals("/") || path.startsWith(OWN);
    }

    /** The number behind {@code /x/}, 0 for every other path. */
    int step() {
        return path.startsWith(OWN) ? Integer.parseInt(path.substring(OWN.length())) : 0;
    }

    static String stepPath(int step) {
        return OWN + step;
    }
}
