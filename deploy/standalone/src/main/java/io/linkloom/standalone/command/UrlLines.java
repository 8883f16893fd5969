package io.linkloom.standalone.command;

import io.linkloom.common.url.ParseResult;
import io.linkloom.common.url.UrlRules;
import io.linkloom.common.url.WebUrl;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Answers each line of a stream with the normal form of the URL in it, one line for one line. */
final class UrlLines {
    /** Far beyond any URL, so that no line fills the memory; the rest of a longer one is not kept. */
    private static final int MAX_LINE_BYTES = 1 << 20;

    private final BufferedInputStream in;
    private final PrintWriter out;
    private final UrlRules rules;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    UrlLines(InputStream in, PrintWriter out, UrlRules rules) {
        this.in = new BufferedInputStream(in);
        this.out = out;
        this.rules = rules;
    }

    void answerAll() throws IOException {
        boolean ended = false;
        while (!ended) {
            int last = readLine();
            ended = last < 0;
            if (ended && line.size() == 0) {
                break;
            }
            out.print(
                    line.size() > MAX_LINE_BYTES
                            ? "! line is longer than 1 MiB"
                            : answer(line.toString(StandardCharsets.UTF_8)));
            out.print('\n');
            if (in.available() == 0) {
                out.flush(); // whoever asks line by line waits for it
            }
        }
        out.flush();
    }

    /** Reads up to a newline or the end, and returns which of them it was. */
    private int readLine() throws IOException {
        line.reset();
        int next = in.read();
        for (; next >= 0 && next != '\n'; next = in.read()) {
            if (line.size() <= MAX_LINE_BYTES) {
                line.write(next);
            }
        }
        return next;
    }

    private String answer(String line) {
        int tab = line.indexOf('\t');
        return tab < 0 ? parsed(line, null) : resolved(line.substring(0, tab), line.substring(tab + 1));
    }

    /** Against a base of another scheme, or none, only an absolute URL is a web URL. */
    private String resolved(String base, String href) {
        return switch (WebUrl.tryParse(base, null)) {
            case ParseResult.Ok(WebUrl page) -> parsed(href, page);
            case ParseResult.Rejected(String reason) ->
                base.isEmpty() || reason.startsWith("scheme ") ? parsed(href, null) : "! base: " + reason;
        };
    }

    private String parsed(String text, @Nullable WebUrl base) {
        return switch (WebUrl.tryParse(text, base)) {
            case ParseResult.Ok(WebUrl url) -> rules.apply(url).text();
            case ParseResult.Rejected(String reason) -> "! " + reason;
        };
    }
}
