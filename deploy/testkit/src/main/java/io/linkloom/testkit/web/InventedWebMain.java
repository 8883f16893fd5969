package io.linkloom.testkit.web;

import io.linkloom.testkit.web.InventedWebSpec.Features;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** Serves an invented web in a process of its own, until its standard input ends. */
public final class InventedWebMain {

    private static final String USAGE = """
            usage: InventedWebMain [--seed N] [--sites N] [--pages N] [--links N] [--filler BYTES] [--port N]
                                   [--calm] [--detached]
              --calm      every page is HTML and answers 200 at once
              --detached  go on when standard input ends
            """;

    private static final String CALM = "--calm";
    private static final String DETACHED = "--detached";
    private static final Set<String> FLAGS = Set.of(CALM, DETACHED);
    private static final Set<String> NUMBERS = Set.of("--seed", "--sites", "--pages", "--links", "--filler", "--port");

    /** What a command line asks for. */
    record Arguments(InventedWebSpec spec, boolean isDetached) {}

    private InventedWebMain() {}

    /** Serves, says {@code listening on PORT} on standard output, and returns when standard input has ended. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Arguments asked;
        try {
            asked = read(List.of(arguments));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.print(USAGE);
            System.exit(2);
            return;
        }
        try (InventedWebServer server = InventedWebServer.start(asked.spec())) {
            System.out.println("listening on " + server.port());
            if (asked.isDetached()) {
                new CountDownLatch(1).await();
            }
            while (System.in.read() >= 0) {
                // Only the end counts.
            }
        }
    }

    static Arguments read(List<String> arguments) {
        Map<String, Long> numbers = new HashMap<>();
        Set<String> flags = new HashSet<>();
        for (int i = 0; i < arguments.size(); i++) {
            String name = arguments.get(i);
            if (FLAGS.contains(name)) {
                flags.add(name);
            } else if (!NUMBERS.contains(name)) {
                throw new IllegalArgumentException("unknown option: " + name);
            } else if (i + 1 == arguments.size()) {
                throw new IllegalArgumentException(name + " needs a number");
            } else {
                numbers.put(name, number(name, arguments.get(++i)));
            }
        }
        return new Arguments(spec(numbers, flags.contains(CALM)), flags.contains(DETACHED));
    }

    /** What is not asked for is as in the demo; the number of pages grows with that of sites. */
    private static InventedWebSpec spec(Map<String, Long> numbers, boolean isCalm) {
        InventedWebSpec demo = InventedWebSpec.demo(0);
        int sites = Math.toIntExact(numbers.getOrDefault("--sites", (long) demo.sites()));
        long pages = numbers.getOrDefault("--pages", (long) sites * demo.pages() / demo.sites());
        return new InventedWebSpec(
                numbers.getOrDefault("--seed", demo.seed()),
                sites,
                Math.toIntExact(pages),
                Math.toIntExact(numbers.getOrDefault("--links", (long) demo.linksPerPage())),
                Math.toIntExact(numbers.getOrDefault("--filler", (long) demo.fillerBytes())),
                Math.toIntExact(numbers.getOrDefault("--port", 0L)),
                isCalm ? Features.calm() : demo.features());
    }

    private static long number(String name, String value) {
        try {
            long number = Long.parseLong(value);
            if (!name.equals("--seed") && number != (int) number) {
                throw new IllegalArgumentException(name + " is too large: " + value);
            }
            return number;
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " must be a number, not " + value, e);
        }
    }
}
