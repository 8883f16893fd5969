package io.linkloom.worker.robots;

import crawlercommons.robots.SimpleRobotRules;
import crawlercommons.robots.SimpleRobotRules.RobotRule;
import crawlercommons.robots.SimpleRobotRulesParser;
import io.linkloom.common.url.WebUrl;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a robots.txt says to one crawler (RFC 9309, section 2.2). Immutable, for any thread.
 *
 * <p>crawler-commons says which lines are for the crawler: it knows groups, their merging, the names of agents, and the ways in which
 * names of lines are misspelt. What a line matches is decided here, since crawler-commons 1.6 differs from the RFC in that:
 * <ul>
 *   <li>{@code /*.php$} does not match {@code /a.php.php}: it takes the first {@code .php} and looks no further;
 *   <li>a page whose URL java.net.URI refuses, such as {@code /private/a|b}, has the rules of {@code /};
 *   <li>{@code Disallow: /x/index.html} forbids {@code /x/} too;
 *   <li>a dollar sign that is not at the end matches nothing, and octets that are not UTF-8 do not match themselves;
 *   <li>a crawl-delay over 2<sup>31</sup> seconds is none;
 *   <li>it says neither which line decided nor where that is, and one line of 500 KiB of {@code <} keeps it busy for minutes.
 * </ul>
 * So it is given the file with each path replaced by the number of its line, and gives back the numbers that count.
 */
public final class RobotsRules {
    /** What is read of a file: as much as the RFC asks for (section 2.5), since more could only be waste. */
    public static final int MAX_BYTES = 500 << 10;

    /** Without any rule. */
    static final RobotsRules NONE = new RobotsRules(List.of(), Duration.ZERO, List.of());

    /** Sitemap lines kept of one file; the largest sites name some hundreds. */
    private static final int MAX_SITEMAPS = 1000;

    private static final int MAX_AGENT_LINE = 1000;
    private static final int BYTES_PER_RULE = 200;
    private static final int BYTES_PER_STRING = 60;
    /** Without a limit on the delay, with which it would forbid a host that asks for more; thread-safe. */
    private static final SimpleRobotRulesParser PARSER = new SimpleRobotRulesParser(Long.MAX_VALUE, 0);

    /** The most octets first, and what allows before what forbids (section 2.2.2): so the first that matches decides. */
    private static final Comparator<Rule> MOST_SPECIFIC_FIRST = Comparator.comparingInt(
                    (Rule rule) -> -rule.pattern.octets())
            .thenComparing(rule -> !rule.allow)
            .thenComparingInt(rule -> rule.line.number());

    private final List<Rule> rules;
    private final Duration crawlDelay;
    private final List<WebUrl> sitemaps;

    /** A rule as the file has it, and whom it is for. */
    private record Numbered(FileLine line, String group) {}

    private record Rule(PathPattern pattern, boolean allow, RobotsLine line) {}

    private RobotsRules(List<Rule> rules, Duration crawlDelay, List<WebUrl> sitemaps) {
        this.rules = rules;
        this.crawlDelay = crawlDelay;
        this.sitemaps = sitemaps;
    }

    /**
     * Reads a file; any bytes will do. Of more than {@link #MAX_BYTES} the rest is not read, nor a line that goes on there.
     *
     * @param cut whether the file goes on behind the bytes
     * @param file where it came from: relative sitemaps start there
     * @param agent the crawler's product token, in any case; {@code *} for a crawler that no file names
     */
    public static RobotsRules parse(byte[] bytes, int length, boolean cut, WebUrl file, String agent) {
        List<FileLine> lines = FileLines.of(bytes, length, MAX_BYTES, cut);
        SimpleRobotRules chosen = PARSER.parseContent(
                file.text(),
                forParser(lines).getBytes(StandardCharsets.US_ASCII),
                "text/plain",
                agent.equals("*") ? List.of() : List.of(agent.toLowerCase(Locale.ROOT)));
        // Never below zero: "not set" is the least long.
        Duration delay = Duration.ofMillis(Math.max(0, chosen.getCrawlDelay()));
        return new RobotsRules(rules(lines, chosen, agent), delay, sitemaps(lines, file));
    }

    private static String forParser(List<FileLine> lines) {
        StringBuilder text = new StringBuilder();
        for (FileLine line : lines) {
            switch (LineKind.of(line)) {
                case RULE ->
                    text.append(line.name())
                            .append(line.value().isEmpty() ? ":" : ": /" + line.number())
                            .append('\n');
                case AGENT -> text.append(agentLine(line)).append('\n');
                case CRAWL_DELAY ->
                    text.append("crawl-delay: ")
                            .append(CrawlDelay.seconds(line))
                            .append('\n');
                case SITEMAP, OTHER -> {
                    // Nothing that a group depends on.
                }
            }
        }
        return text.toString();
    }

    /** In printable ASCII, which is all that a name may be of; for everybody also where something follows the asterisk. */
    private static String agentLine(FileLine line) {
        String content = line.content().substring(0, Math.min(line.content().length(), MAX_AGENT_LINE));
        String plain = content.replaceAll("[^ -~\t]|<", "?");
        boolean everybody = line.value().startsWith("* ") || line.value().startsWith("*\t");
        return everybody ? plain.substring(0, plain.indexOf('*') + 1) : plain;
    }

    private static List<Rule> rules(List<FileLine> lines, SimpleRobotRules chosen, String agent) {
        Map<Integer, Numbered> byNumber = rulesByNumber(lines, agent);
        List<Rule> rules = new ArrayList<>();
        for (RobotRule rule : chosen.getRobotRules()) {
            Numbered line = byNumber.get(Integer.parseInt(rule.getPrefix().substring(1)));
            if (line != null) {
                rules.add(new Rule(PathPattern.of(line.line.value()), rule.isAllow(), line.line.shown(line.group)));
            }
        }
        rules.sort(MOST_SPECIFIC_FIRST);
        return List.copyOf(rules);
    }

    /** A group is for those whom the lines right in front of its rules name (RFC 9309, section 2.2.1). */
    private static Map<Integer, Numbered> rulesByNumber(List<FileLine> lines, String agent) {
        Map<Integer, Numbered> byNumber = new HashMap<>();
        boolean inNames = false;
        boolean named = false;
        for (FileLine line : lines) {
            switch (LineKind.of(line)) {
                case AGENT -> {
                    named = (inNames && named)
                            || line.value().toLowerCase(Locale.ROOT).startsWith(agent.toLowerCase(Locale.ROOT));
                    inNames = true;
                }
                case RULE -> {
                    inNames = false;
                    byNumber.put(line.number(), new Numbered(line, named ? agent : "*"));
                }
                case CRAWL_DELAY -> inNames = false;
                case SITEMAP, OTHER -> {
                    // Belongs to no group.
                }
            }
        }
        return byNumber;
    }

    private static List<WebUrl> sitemaps(List<FileLine> lines, WebUrl file) {
        Set<WebUrl> sitemaps = new LinkedHashSet<>();
        for (FileLine line : lines) {
            if (LineKind.of(line) == LineKind.SITEMAP && sitemaps.size() < MAX_SITEMAPS) {
                String named = line.name().startsWith("http") ? line.content() : line.value();
                String reference = new String(named.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
                WebUrl url = reference.isEmpty() ? null : file.resolve(reference);
                if (url != null) {
                    sitemaps.add(url);
                }
            }
        }
        return List.copyOf(sitemaps);
    }

    /**
     * What it says of a page.
     *
     * @param pathAndQuery begins with a slash
     */
    public Ruling of(String pathAndQuery) {
        // The one page that is always allowed (section 2.2.2).
        if (rules.isEmpty() || pathAndQuery.equals("/robots.txt")) {
            return Ruling.NO_RULE;
        }
        PathText path = PathText.ofPage(pathAndQuery);
        for (Rule rule : rules) {
            if (rule.pattern.matches(path)) {
                return new Ruling(rule.allow, rule.line);
            }
        }
        return Ruling.NO_RULE;
    }

    /** The gap between requests that the crawler is asked for, zero if none; at most {@link CrawlDelay#LONGEST}. */
    public Duration crawlDelay() {
        return crawlDelay;
    }

    /** The sitemaps that the file names, whoever it says that they are for. */
    public List<WebUrl> sitemaps() {
        return sitemaps;
    }

    /** How much memory it takes, in bytes, roughly and rather too much than too little. */
    int weight() {
        int bytes = BYTES_PER_RULE;
        for (Rule rule : rules) {
            bytes += BYTES_PER_RULE
                    + 2 * rule.pattern.octets()
                    + BYTES_PER_STRING * rule.pattern.parts()
                    + rule.line.text().length();
        }
        for (WebUrl sitemap : sitemaps) {
            bytes += BYTES_PER_RULE + sitemap.text().length();
        }
        return bytes;
    }
}
