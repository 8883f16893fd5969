package io.linkloom.standalone.command;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code linkloom inspect url}. */
@Command(
        name = "url",
        header = "Show which page a URL or an href means.",
        description = {
            "",
            "Reads lines from stdin: an absolute URL, or a base, a tab and an href. Writes one line for each: the normal form, "
                    + "or an exclamation mark and the reason why there is none.",
            "",
            "A line is taken as it is, in UTF-8, up to its newline: blanks, tabs behind the first and carriage returns are "
                    + "what a URL parser makes of them.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  echo 'HTTP://Example.COM/%%7Ea/../b#top' | linkloom inspect url",
            "  printf 'https://example.com/a/b\\t../c?d\\n' | linkloom inspect url"
        })
final class InspectUrlCommand implements Callable<Integer> {
    private final Session session;

    InspectUrlCommand(Session session, LinkloomCommand ignored) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        new UrlLines(System.in, session.terminal().out()).answerAll();
        return ExitCode.OK;
    }
}
