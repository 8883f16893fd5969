package io.linkloom.standalone.output;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the command writes.
 *
 * @param out for results
 * @param err for everything else
 * @param interactive whether a person watches, so that a line may be written over
 * @param columns characters that fit into a line
 */
public record Terminal(PrintWriter out, PrintWriter err, boolean interactive, int columns) {

    private static final int DEFAULT_COLUMNS = 100;
    private static final int LEAST_COLUMNS = 40;
    private static final int MOST_COLUMNS = 1000;

    /** Of this process, with the width that the variable {@code COLUMNS} names. */
    public static Terminal ofProcess(Map<String, String> environment) {
        boolean interactive = isTerminal(System.console()) && !"dumb".equals(environment.get("TERM"));
        // Files and other programs get UTF-8 whatever the locale says; JSON has no other encoding.
        Charset charset =
                interactive ? Charset.forName(System.getProperty("stdout.encoding", "UTF-8")) : StandardCharsets.UTF_8;
        return new Terminal(
                writer(FileDescriptor.out, charset),
                writer(FileDescriptor.err, charset),
                interactive,
                columns(environment.getOrDefault("COLUMNS", "")));
    }

    private static boolean isTerminal(@Nullable Console console) {
        return console != null && console.isTerminal();
    }

    private static PrintWriter writer(FileDescriptor descriptor, Charset charset) {
        return new PrintWriter(new FileOutputStream(descriptor), true, charset);
    }

    static int columns(String text) {
        return text.matches("\\d{1,5}")
                ? Math.clamp(Integer.parseInt(text), LEAST_COLUMNS, MOST_COLUMNS)
                : DEFAULT_COLUMNS;
    }

    /** Writes a line of the result. */
    public void say(String line) {
        out.println(line);
    }

    /** Tells the person, not the program that reads the result. */
    public void tell(String sentence) {
        err.println("linkloom: " + sentence);
    }
}
