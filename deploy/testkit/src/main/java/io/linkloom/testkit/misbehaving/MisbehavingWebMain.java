package io.linkloom.testkit.misbehaving;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Serves the misbehaving web in a process of its own, so that any crawler can be sent there. */
public final class MisbehavingWebMain {
    private static final String USAGE = """
            usage: MisbehavingWebMain [--port N] [--hosts FILE] [--list] [--detached]
              --port N      instead of a free one
              --hosts FILE  write the names of all hosts there, in the format of /etc/hosts
              --list        print what there is, and end
              --detached    go on when standard input ends
            """;

    /**
     * What a command line asks for.
     *
     * @param hosts where to write the hosts file, empty for nowhere
     */
    record Arguments(int port, String hosts, boolean isList, boolean isDetached) {}

    private MisbehavingWebMain() {}

    /** Serves, says where on standard output, and returns when standard input has ended. */
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
        if (asked.isList()) {
            list();
        } else {
            serve(asked);
        }
    }

    private static void list() {
        for (Misbehaviour each : Misbehaviour.values()) {
            System.out.printf("%-26s %s%n", each.label(), each.sentence());
        }
    }

    private static void serve(Arguments asked) throws IOException, InterruptedException {
        try (MisbehavingServer server = MisbehavingServer.start(MisbehavingOptions.DEFAULT.withPort(asked.port()))) {
            if (!asked.hosts().isEmpty()) {
                Files.write(Path.of(asked.hosts()), server.hostsFile());
            }
            System.out.println("listening on " + server.port());
            System.out.println("begin with " + server.url(MisbehavingServer.INDEX, "/"));
            if (asked.isDetached()) {
                new CountDownLatch(1).await();
            }
            while (System.in.read() >= 0) {
                // Only the end counts.
            }
        }
    }

    static Arguments read(List<String> arguments) {
        int port = 0;
        String hosts = "";
        boolean isList = false;
        boolean isDetached = false;
        for (int i = 0; i < arguments.size(); i++) {
            String name = arguments.get(i);
            switch (name) {
                case "--list" -> isList = true;
                case "--detached" -> isDetached = true;
                case "--port" -> port = port(value(name, arguments, ++i));
                case "--hosts" -> hosts = value(name, arguments, ++i);
                default -> throw new IllegalArgumentException("unknown option: " + name);
            }
        }
        return new Arguments(port, hosts, isList, isDetached);
    }

    private static String value(String name, List<String> arguments, int index) {
        if (index >= arguments.size()) {
            throw new IllegalArgumentException(name + " needs a value");
        }
        return arguments.get(index);
    }

    private static int port(String value) {
        try {
            int port = Integer.parseInt(value);
            if (port < 0 || port > 0xFFFF) {
                throw new IllegalArgumentException("no port: " + value);
            }
            return port;
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--port must be a number, not " + value, e);
        }
    }
}
