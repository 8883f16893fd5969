package io.linkloom.worker.fetch;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Addresses of host names that override DNS, in the usual format: an address, then names; {@code #} begins a comment.
 *
 * <p>A name {@code *.example.test} stands for every name below {@code example.test}, not for that name itself. An exact
 * name goes before a wildcard, and of two wildcards the longer one. The first line with a name decides. Immutable.
 */
public final class HostsFile {
    /** A file without lines. */
    public static final HostsFile EMPTY = new HostsFile(Map.of(), Map.of());

    private static final int MAX_PROBLEMS = 20;
    private static final Pattern BLANKS = Pattern.compile("[ \t]+");
    private static final Pattern NAME =
            Pattern.compile("[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*");

    private final Map<String, InetAddress> exact;
    /** By what follows the asterisk, with its dot. */
    private final Map<String, InetAddress> wildcards;

    private HostsFile(Map<String, InetAddress> exact, Map<String, InetAddress> wildcards) {
        this.exact = Map.copyOf(exact);
        this.wildcards = Map.copyOf(wildcards);
    }

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException with all bad lines by number, or because the file cannot be read
     */
    public static HostsFile read(Path file) {
        try {
            return parse(Files.readAllLines(file, StandardCharsets.UTF_8), file.toString());
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("the hosts file " + file + " does not exist", e);
        } catch (IOException e) {
            throw new IllegalArgumentException("the hosts file " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Reads lines.
     *
     * @param name what to call the file in a complaint
     * @throws IllegalArgumentException with all bad lines by number
     */
    public static HostsFile parse(List<String> lines, String name) {
        Map<String, InetAddress> exact = new HashMap<>();
        Map<String, InetAddress> wildcards = new HashMap<>();
        List<String> problems = new ArrayList<>();
        for (int i = 0; i < lines.size() && problems.size() < MAX_PROBLEMS; i++) {
            String problem = parseLine(lines.get(i), exact, wildcards);
            if (problem != null) {
                problems.add(name + ":" + (i + 1) + ": " + problem);
            }
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", problems));
        }
        return new HostsFile(exact, wildcards);
    }

    /** Notes what a line says; gives what is wrong with it, or null. */
    private static @Nullable String parseLine(
            String line, Map<String, InetAddress> exact, Map<String, InetAddress> wildcards) {
        int comment = line.indexOf('#');
        String content = (comment < 0 ? line : line.substring(0, comment)).strip();
        if (content.isEmpty()) {
            return null;
        }
        String[] words = BLANKS.split(content, -1);
        InetAddress address;
        try {
            address = InetAddress.ofLiteral(words[0]);
        } catch (IllegalArgumentException e) {
            return "\"" + words[0] + "\" is no IP address";
        }
        if (words.length == 1) {
            return "no host name behind the address " + words[0];
        }
        for (int i = 1; i < words.length; i++) {
            String problem = parseName(words[i].toLowerCase(Locale.ROOT), address, exact, wildcards);
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }

    private static @Nullable String parseName(
            String name, InetAddress address, Map<String, InetAddress> exact, Map<String, InetAddress> wildcards) {
        boolean wildcard = name.startsWith("*.");
        String plain = wildcard ? name.substring(2) : name;
        if (!NAME.matcher(plain).matches()) {
            return "\"" + name + "\" is no host name; write it in ASCII, with *. in front for all names below it";
        }
        if (wildcard) {
            wildcards.putIfAbsent(name.substring(1), address);
        } else {
            exact.putIfAbsent(name, address);
        }
        return null;
    }

    /** The address of a lower-case name, or null if no line has one; a trailing dot does not count. */
    public @Nullable InetAddress find(String hostName) {
        String name = hostName.endsWith(".") ? hostName.substring(0, hostName.length() - 1) : hostName;
        InetAddress found = exact.get(name);
        int dot = name.indexOf('.');
        while (found == null && dot >= 0 && !wildcards.isEmpty()) {
            found = wildcards.get(name.substring(dot));
            dot = name.indexOf('.', dot + 1);
        }
        return found;
    }

    /** Whether no line says anything. */
    public boolean isEmpty() {
        return exact.isEmpty() && wildcards.isEmpty();
    }
}
