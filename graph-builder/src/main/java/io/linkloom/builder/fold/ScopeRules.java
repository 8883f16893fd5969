package io.linkloom.builder.fold;

import io.linkloom.builder.store.Recrawl;
import io.linkloom.common.model.Digest;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.WebUrl;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rules that let pages in or keep them out, one a line; the first that is about a page decides, and where none is, the crawl's
 * {@link Scope} does. Others among them bound how often pages are visited again, and there too the first decides.
 * {@code docs/FRONTIER.md} has the grammar. Immutable.
 */
public final class ScopeRules {
    /** No rules. */
    public static final ScopeRules NONE = new ScopeRules(List.of());

    /** Most rules of a file. */
    static final int MOST_RULES = 1_000_000;

    /** Most regular expressions and types of a file: each of them may be tried for each page. */
    static final int MOST_EXPRESSIONS = 1_000;

    /** Most problems of a file that are told. */
    private static final int MOST_PROBLEMS = 1_000;

    private final List<ScopeRule> all;
    /** Those that let in or keep out. */
    private final RuleIndex access;
    /** Those that bound intervals. */
    private final RuleIndex intervals;

    private final boolean asksForTypes;

    private ScopeRules(List<ScopeRule> all) {
        this.all = all;
        this.access = new RuleIndex(all.stream().filter(ScopeRules::isAccess).toList());
        this.intervals =
                new RuleIndex(all.stream().filter(rule -> !isAccess(rule)).toList());
        this.asksForTypes = all.stream().anyMatch(rule -> isAccess(rule) && rule.about() instanceof ScopeRule.OfType);
    }

    private static boolean isAccess(ScopeRule rule) {
        return rule.says() instanceof ScopeRule.Access;
    }

    /** What is wrong with a line, from 1. */
    public record Problem(int line, String sentence) {}

    /**
     * What is in a file.
     *
     * @param rules of the lines that are good
     * @param problems of the others, at most a thousand
     */
    public record Reading(ScopeRules rules, List<Problem> problems) {}

    /**
     * The rules in the lines of a file.
     *
     * @throws IllegalArgumentException naming the first line that is no good, and what is wrong with it
     */
    public static ScopeRules parse(List<String> lines, Sites sites) {
        Reading reading = read(lines, sites);
        if (!reading.problems.isEmpty()) {
            Problem first = reading.problems.getFirst();
            throw new IllegalArgumentException("line " + first.line + ": " + first.sentence);
        }
        return reading.rules;
    }

    /** All that is in the lines of a file, good or not. */
    public static Reading read(List<String> lines, Sites sites) {
        List<ScopeRule> rules = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        int expressions = 0;
        for (int i = 0; i < lines.size() && problems.size() < MOST_PROBLEMS; i++) {
            try {
                ScopeRule rule = ScopeLine.parse(i + 1, lines.get(i), sites);
                if (rule != null) {
                    rules.add(rule);
                    expressions += isTriedOneByOne(rule) ? 1 : 0;
                }
            } catch (IllegalArgumentException e) {
                problems.add(new Problem(i + 1, String.valueOf(e.getMessage())));
            }
            if (rules.size() > MOST_RULES || expressions > MOST_EXPRESSIONS) {
                problems.add(new Problem(
                        i + 1,
                        "a file has at most " + MOST_RULES + " rules, of them " + MOST_EXPRESSIONS
                                + " regular expressions and types"));
                break;
            }
        }
        return new Reading(rules.isEmpty() ? NONE : new ScopeRules(List.copyOf(rules)), List.copyOf(problems));
    }

    private static boolean isTriedOneByOne(ScopeRule rule) {
        return rule.about() instanceof ScopeRule.Expression || rule.about() instanceof ScopeRule.OfType;
    }

    /** How many there are. */
    public int size() {
        return all.size();
    }

    /** The first rule that lets in or keeps out a page at this depth that was not visited, null if none does. */
    public @Nullable ScopeRule first(WebUrl url, int depth, Sites sites) {
        return access.first(url, depth, "", sites);
    }

    /**
     * The same of a page that was visited.
     *
     * @param contentType as its last visit showed it, empty if it did not
     */
    public @Nullable ScopeRule first(WebUrl url, int depth, String contentType, Sites sites) {
        return access.first(url, depth, asksForTypes ? MediaType.of(contentType) : "", sites);
    }

    /** Whether a page is kept out for its type; as {@link #first}. */
    boolean isDeniedByType(WebUrl url, int depth, String contentType, Sites sites) {
        if (!asksForTypes || contentType.isEmpty()) {
            return false;
        }
        ScopeRule first = first(url, depth, contentType, sites);
        return first != null && !first.allows() && first.about() instanceof ScopeRule.OfType;
    }

    /** The first rule that bounds how often a page is visited again, null if none does; as {@link #first}. */
    public @Nullable ScopeRule interval(WebUrl url, int depth, String contentType, Sites sites) {
        return intervals.first(url, depth, MediaType.of(contentType), sites);
    }

    /** The interval between two visits, bounded as the rules say and not as the plan does, where they say so. */
    Recrawl bounded(Recrawl plan, WebUrl url, int depth, String contentType, Sites sites) {
        ScopeRule rule = interval(url, depth, contentType, sites);
        return rule != null && rule.says() instanceof ScopeRule.Every(Duration least, Duration most)
                ? plan.within(least, most)
                : plan;
    }

    /** Text that differs where it differs what they let in and keep out; comments and the places of lines do not count. */
    String accessDigest() {
        return digest(all.stream().filter(ScopeRules::isAccess).toList());
    }

    /** Text that differs where what they say differs; comments and the places of lines do not count. */
    public String digest() {
        return digest(all);
    }

    private static String digest(List<ScopeRule> rules) {
        if (rules.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        rules.forEach(rule -> text.append(rule.text()).append('\n'));
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        return Digest.of(bytes, bytes.length).toString();
    }
}
