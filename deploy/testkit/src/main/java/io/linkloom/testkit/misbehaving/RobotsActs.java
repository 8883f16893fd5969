package io.linkloom.testkit.misbehaving;

import java.io.IOException;

/** A robots.txt that is hard to get or hard to read. */
final class RobotsActs {
    private static final String DISALLOW_ALL = "User-agent: *\nDisallow: /\n";
    private static final int HUGE_BYTES = 600 << 10;

    private RobotsActs() {}

    static Act status(String status) {
        return (_, wire) -> Tame.status(status, "", "", wire);
    }

    static void reset(Request request, Wire wire) throws IOException {
        wire.reset();
    }

    /** {@code /early} is forbidden at the start, {@code /late} behind 500 KiB. */
    static void huge(Request request, Wire wire) throws IOException {
        StringBuilder rules = new StringBuilder("User-agent: *\nDisallow: /early\n");
        while (rules.length() < HUGE_BYTES) {
            rules.append("# nothing to see on this line, nor on the next one\n");
        }
        Tame.robots(rules.append("Disallow: /late\n").toString(), wire);
    }

    static void endless(Request request, Wire wire) throws IOException {
        wire.send("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\n");
        wire.send("User-agent: *\nDisallow: /early\n");
        wire.flood("# and on and on it goes\n".repeat(1_000));
    }

    /** As many redirects one after the other, and then rules that forbid everything. */
    static Act chain(int redirects) {
        return (request, wire) -> {
            if (request.step() < redirects) {
                RedirectActs.redirect(Request.stepPath(request.step() + 1), wire);
            } else {
                Tame.robots(DISALLOW_ALL, wire);
            }
        };
    }

    /** Where another host has to answer for this one. */
    static void elsewhere(Request request, Wire wire) throws IOException {
        RedirectActs.redirect(wire.server().url("good-9.test", Request.ROBOTS), wire);
    }

    static void loop(Request request, Wire wire) throws IOException {
        RedirectActs.redirect(Request.ROBOTS, wire);
    }

    static void silence(Request request, Wire wire) throws IOException {
        wire.beSilent();
    }

    static void slow(Request request, Wire wire) throws IOException, InterruptedException {
        wire.send(Tame.head("200 OK", "Content-Type: text/plain\r\n", 1 << 20));
        wire.dripForEver("#");
    }

    /** What many servers send for every path that they do not know. */
    static void html(Request request, Wire wire) throws IOException {
        Tame.ok(Tame.HTML, Tame.start("Welcome") + Tame.LINK, wire);
    }
}
