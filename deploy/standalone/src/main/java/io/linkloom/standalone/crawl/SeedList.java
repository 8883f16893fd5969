package io.linkloom.standalone.crawl;

import io.linkloom.common.runtime.StartException;
import io.linkloom.common.url.ParseResult;
import io.linkloom.common.url.WebUrl;
import io.linkloom.standalone.output.TerminalText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The URLs that a crawl begins with, each once, in the order given, and what was wrong with the others.
 *
 * <p>In a file, each line has one URL; empty lines and lines that begin with {@code #} do not count. Not thread-safe.
 */
public final class SeedList {

    /** Problems told one by one; the rest is counted. */
    static final int MOST_PROBLEMS = 20;

    private static final int SHOWN_CHARS = 100;

    private final Set<WebUrl> urls = new LinkedHashSet<>();
    private final List<String> problems = new ArrayList<>();
    private long moreProblems;

    /** The good ones. */
    public Set<WebUrl> urls() {
        return urls;
    }

    /** One sentence for each bad one, with its place and the reason. */
    public List<String> problems() {
        List<String> all = new ArrayList<>(problems);
        if (moreProblems > 0) {
            all.add("and " + moreProblems + " more such lines");
        }
        return all;
    }

    /** Adds the URLs of the command line. */
    public void addArguments(List<String> arguments) {
        arguments.forEach(argument -> take(argument, ""));
    }

    /**
     * Adds the URLs of a file in UTF-8.
     *
     * @throws StartException if the file cannot be read
     */
    public void addFile(Path file) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                String text = number == 1 && line.startsWith("\uFEFF") ? line.substring(1) : line;
                if (!text.isBlank() && !text.stripLeading().startsWith("#")) {
                    take(text, file + " line " + number + ": ");
                }
            }
        } catch (NoSuchFileException missing) {
            throw new StartException("the seed file " + file + " does not exist", missing);
        } catch (IOException e) {
            throw new StartException("the seed file " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private void take(String text, String place) {
        switch (WebUrl.tryParse(text.strip(), null)) {
            case ParseResult.Ok(WebUrl url) -> urls.add(url);
            case ParseResult.Rejected(String reason) -> refuse(text.strip(), place, reason);
        }
    }

    private void refuse(String text, String place, String reason) {
        if (problems.size() == MOST_PROBLEMS) {
            moreProblems++;
            return;
        }
        String shown = TerminalText.cut(TerminalText.harmless(text), SHOWN_CHARS);
        problems.add(place + "\"" + shown + "\" is no URL to crawl: " + reasonOrHint(text, reason));
    }

    /** What is most often missing is the scheme. */
    private static String reasonOrHint(String text, String reason) {
        boolean onlySchemeMissing = !text.contains("://")
                && text.contains(".")
                && WebUrl.tryParse("https://" + text, null) instanceof ParseResult.Ok;
        return onlySchemeMissing ? "it has no scheme; write https://" + TerminalText.harmless(text) : reason;
    }
}
