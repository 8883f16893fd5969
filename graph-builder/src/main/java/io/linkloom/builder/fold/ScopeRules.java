package io.linkloom.builder.fold;

import io.linkloom.common.model.Digest;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.WebUrl;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rules that let pages in or keep them out, one a line; the first that is about a page decides, and where none is, the crawl's
 * {@link Scope} does. {@code docs/FRONTIER.md} has the grammar.
 *
 * <p>Sites, hosts and top-level domains are found by look-up, so that ten thousand of them cost what one does; prefixes are compared with those of the same
 * host; regular expressions are tried only where no earlier line decides, each in time linear in the URL. Immutable.
 */
public final class ScopeRules {
    /** No rules. */
    public static final ScopeRules NONE = new ScopeRules(List.of());

    /** Most rules of a file. */
    static final int MOST_RULES = 1_000_000;

    /** Most regular expressions of a file: each of them may be tried for each new page. */
    static final int MOST_EXPRESSIONS = 1_000;

    private final List<ScopeRule> all;
    private final Map<String, List<ScopeRule>> bySite = new HashMap<>();
    private final Map<String, List<ScopeRule>> byHost = new HashMap<>();
    private final Map<String, List<ScopeRule>> byTopLevel = new HashMap<>();
    private final Map<String, List<ScopeRule>> prefixesByHost = new HashMap<>();
    private final List<ScopeRule> anywhere = new ArrayList<>();

    private ScopeRules(List<ScopeRule> all) {
        this.all = all;
        for (ScopeRule rule : all) {
            listOf(rule).add(rule);
        }
    }

    private List<ScopeRule> listOf(ScopeRule rule) {
        return switch (rule.about()) {
            case ScopeRule.Site(String site) -> bySite.computeIfAbsent(site, _ -> new ArrayList<>(1));
            case ScopeRule.Host(String host) -> byHost.computeIfAbsent(host, _ -> new ArrayList<>(1));
            case ScopeRule.TopLevel(String label) -> byTopLevel.computeIfAbsent(label, _ -> new ArrayList<>(1));
            case ScopeRule.Prefix(String host, String _) ->
                prefixesByHost.computeIfAbsent(host, _ -> new ArrayList<>(1));
            case ScopeRule.Expression _, ScopeRule.Anything _ -> anywhere;
        };
    }

    /**
     * The rules in the lines of a file.
     *
     * @throws IllegalArgumentException naming the line and what is wrong with it
     */
    public static ScopeRules parse(List<String> lines, Sites sites) {
        List<ScopeRule> rules = new ArrayList<>();
        int expressions = 0;
        for (int i = 0; i < lines.size(); i++) {
            ScopeRule rule = ScopeRule.parse(i + 1, lines.get(i), sites);
            if (rule == null) {
                continue;
            }
            rules.add(rule);
            expressions += rule.about() instanceof ScopeRule.Expression ? 1 : 0;
            if (rules.size() > MOST_RULES || expressions > MOST_EXPRESSIONS) {
                throw new IllegalArgumentException("line " + (i + 1) + ": a file has at most " + MOST_RULES
                        + " rules, of them " + MOST_EXPRESSIONS + " regular expressions");
            }
        }
        return rules.isEmpty() ? NONE : new ScopeRules(List.copyOf(rules));
    }

    /** How many there are. */
    public int size() {
        return all.size();
    }

    /** The first rule that is about a page at this depth, null if none is. */
    public @Nullable ScopeRule first(WebUrl url, int depth, Sites sites) {
        if (all.isEmpty()) {
            return null;
        }
        String host = url.host();
        ScopeRule first = first(bySite.get(sites.siteOf(url)), depth, null);
        first = first(byHost.get(host), depth, first);
        if (!byTopLevel.isEmpty()) {
            first = first(byTopLevel.get(ScopeRule.topLevelOf(url)), depth, first);
        }
        first = firstOfAll(prefixesByHost.get(host), url, depth, sites, first);
        return firstOfAll(anywhere, url, depth, sites, first);
    }

    /** Of rules that are about the page, but for its depth. */
    private static @Nullable ScopeRule first(@Nullable List<ScopeRule> rules, int depth, @Nullable ScopeRule before) {
        if (rules != null) {
            for (ScopeRule rule : rules) {
                if (before != null && before.line() < rule.line()) {
                    return before;
                }
                if (rule.isFor(depth)) {
                    return rule;
                }
            }
        }
        return before;
    }

    private static @Nullable ScopeRule firstOfAll(
            @Nullable List<ScopeRule> rules, WebUrl url, int depth, Sites sites, @Nullable ScopeRule before) {
        if (rules != null) {
            for (ScopeRule rule : rules) {
                if (before != null && before.line() < rule.line()) {
                    return before;
                }
                if (rule.isFor(depth) && rule.about().holds(url, sites)) {
                    return rule;
                }
            }
        }
        return before;
    }

    /** Text that differs where what they say differs; comments and the places of lines do not count. */
    String digest() {
        StringBuilder text = new StringBuilder();
        all.forEach(rule -> text.append(rule.text()).append('\n'));
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        return Digest.of(bytes, bytes.length).toString();
    }
}
