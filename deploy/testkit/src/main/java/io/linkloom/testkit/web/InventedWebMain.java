package io.linkloom.testkit.web;

import io.linkloom.testkit.web.InventedWebSpec.Features;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Serves an invented web in a process of its own, until its standard input ends. */
public final class InventedWebMain {

    private static final String USAGE = """
            usage: InventedWebMain [--seed N] [--sites N] [--pages N] [--links N] [--filler BYTES] [--port N] [--calm] [--detached]
              --calm      every page is HTML and answers 200 at once
              --detached  go on when standard input ends
            """;

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
        InventedWebSpec spec = InventedWebSpec.demo(0);
        boolean isDetached = false;
        for (int i = 0; i < arguments.size(); i++) {
            String name = arguments.get(i);
            switch (name) {
                case "--calm" -> spec = spec.withFeatures(Features.calm());
                case "--detached" -> isDetached = true;
                default -> {
                    if (i + 1 == arguments.size()) {
                        throw new IllegalArgumentException("unknown option, or one without its value: " + name);
                    }
                    spec = with(spec, name, number(name, arguments.get(++i)));
                }
            }
        }
        return new Arguments(spec, isDetached);
    }

    private static InventedWebSpec with(InventedWebSpec spec, String name, long value) {
        return switch (name) {
            case "--seed" -> spec.withSeed(value);
            case "--sites" -> spec.withSize((int) value, Math.max((int) value, spec.pages()));
            case "--pages" -> spec.withSize(spec.sites(), (int) value);
            case "--links" -> spec.withLinksPerPage((int) value);
            case "--filler" -> spec.withFillerBytes((int) value);
            case "--port" -> spec.withPort((int) value);
            default -> throw new IllegalArgumentException("unknown option: " + name);
        };
    }

    private static long number(String name, String value) {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " must be a number, not " + value, e);
        }
    }
}
