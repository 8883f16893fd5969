package io.linkloom.standalone.command;

import io.linkloom.common.url.Sites;
import io.linkloom.common.url.UrlRule;
import io.linkloom.common.url.UrlRules;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

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

    @Option(
            names = "--rules",
            paramLabel = "RULE[,RULE]",
            split = ",",
            description = "Show what stands for the URL in an index with these url.rules.")
    private final List<String> rules = new ArrayList<>();

    InspectUrlCommand(Session session, LinkloomCommand ignored) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        new UrlLines(System.in, session.terminal().out(), rules()).answerAll();
        return ExitCode.OK;
    }

    private UrlRules rules() {
        Set<UrlRule> named = EnumSet.noneOf(UrlRule.class);
        for (String word : rules) {
            named.add(Stream.of(UrlRule.values())
                    .filter(rule -> rule.word().equals(word))
                    .findAny()
                    .orElseThrow(() -> new UsageException("there is no rule \"" + word + "\"; there are "
                            + Stream.of(UrlRule.values()).map(UrlRule::word).collect(Collectors.joining(", ")))));
        }
        return UrlRules.of(named, new Sites());
    }
}
