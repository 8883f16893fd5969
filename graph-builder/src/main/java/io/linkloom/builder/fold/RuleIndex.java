package io.linkloom.builder.fold;

import io.linkloom.common.url.Sites;
import io.linkloom.common.url.WebUrl;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the first of some rules that is about a page.
 *
 * <p>Sites, hosts and top-level domains are found by look-up, so that ten thousand of them cost what one does; prefixes are compared with those of the same
 * host; regular expressions and types are tried only where no earlier line decides, each in time linear in the URL. Immutable.
 */
final class RuleIndex {
    private final boolean isEmpty;
    private final Map<String, List<ScopeRule>> bySite = new HashMap<>();
    private final Map<String, List<ScopeRule>> byHost = new HashMap<>();
    private final Map<String, List<ScopeRule>> byTopLevel = new HashMap<>();
    private final Map<String, List<ScopeRule>> prefixesByHost = new HashMap<>();
    private final List<ScopeRule> anywhere = new ArrayList<>();

    RuleIndex(List<ScopeRule> all) {
        isEmpty = all.isEmpty();
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
            case ScopeRule.Expression _, ScopeRule.OfType _, ScopeRule.Anything _ -> anywhere;
        };
    }

    /**
     * The first that is about a page at this depth, null if none is.
     *
     * @param type as {@link MediaType} has it, empty if it is not known
     */
    @Nullable
    ScopeRule first(WebUrl url, int depth, String type, Sites sites) {
        if (isEmpty) {
            return null;
        }
        String host = url.host();
        ScopeRule first = first(bySite.get(sites.siteOf(url)), depth, null);
        first = first(byHost.get(host), depth, first);
        if (!byTopLevel.isEmpty()) {
            first = first(byTopLevel.get(ScopeRule.topLevelOf(url)), depth, first);
        }
        first = firstOfAll(prefixesByHost.get(host), url, depth, type, sites, first);
        return firstOfAll(anywhere, url, depth, type, sites, first);
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
            @Nullable List<ScopeRule> rules,
            WebUrl url,
            int depth,
            String type,
            Sites sites,
            @Nullable ScopeRule before) {
        if (rules != null) {
            for (ScopeRule rule : rules) {
                if (before != null && before.line() < rule.line()) {
                    return before;
                }
                if (rule.isFor(depth) && rule.about().holds(url, type, sites)) {
                    return rule;
                }
            }
        }
        return before;
    }
}
