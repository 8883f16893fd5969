package io.linkloom.builder.fold;

import io.linkloom.builder.store.KnownReason;
import io.linkloom.common.model.Digest;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.WebUrl;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which pages a crawl takes in: what it follows to, relative to its seeds, and how deep. Immutable.
 *
 * @param kind how rules are read
 * @param rules sites, hosts or prefixes, see {@link #ruleOf}; none for {@link Kind#ANY}
 * @param maxDepth most links between a seed and a page that is fetched
 * @param exceptions what is let in or kept out whatever the rules say
 */
public record Scope(Kind kind, Set<String> rules, int maxDepth, ScopeRules exceptions) {
    /** No limit. */
    public static final int ANY_DEPTH = Integer.MAX_VALUE;

    /** Everything. */
    public static final Scope EVERYTHING = new Scope(Kind.ANY, Set.of(), ANY_DEPTH);

    /** What of a seed a page must share. */
    public enum Kind {
        /** Nothing. */
        ANY,
        /** The site. */
        SITE,
        /** The host with its port; the scheme may differ. */
        HOST,
        /** The host, and the path up to its last slash; the scheme may differ. */
        PREFIX
    }

    /** Without exceptions. */
    public Scope(Kind kind, Set<String> rules, int maxDepth) {
        this(kind, rules, maxDepth, ScopeRules.NONE);
    }

    public Scope {
        rules = Set.copyOf(rules);
        if (maxDepth < 0) {
            throw new IllegalArgumentException("a depth is 0 or more, not " + maxDepth);
        }
    }

    /** The scope around {@code seeds}. */
    public static Scope around(Collection<WebUrl> seeds, Kind kind, int maxDepth, Sites sites) {
        Set<String> rules = new TreeSet<>();
        if (kind != Kind.ANY) {
            seeds.forEach(seed -> rules.add(ruleOf(seed, kind, sites)));
        }
        return new Scope(kind, rules, maxDepth);
    }

    /** The rule that a seed makes: a site, a host, a prefix without scheme such as {@code example.com/docs/}, or nothing. */
    public static String ruleOf(WebUrl seed, Kind kind, Sites sites) {
        return switch (kind) {
            case ANY -> "";
            case SITE -> sites.siteOf(seed);
            case HOST -> seed.host();
            case PREFIX -> seed.host() + seed.path().substring(0, seed.path().lastIndexOf('/') + 1);
        };
    }

    /** The same, around these seeds too. */
    public Scope with(Collection<WebUrl> seeds, Sites sites) {
        Set<String> all = new TreeSet<>(rules);
        all.addAll(around(seeds, kind, maxDepth, sites).rules);
        return new Scope(kind, all, maxDepth, exceptions);
    }

    /** The same with other exceptions. */
    public Scope with(ScopeRules others) {
        return new Scope(kind, rules, maxDepth, others);
    }

    /** Why a page at this depth is not to be fetched, null if it is. */
    public @Nullable KnownReason refusal(WebUrl url, int depth, Sites sites) {
        return refusal(url, depth, "", sites);
    }

    /**
     * Why a page that was visited is not to be fetched again, null if it may be.
     *
     * @param contentType as its last visit showed it, empty if it did not
     */
    public @Nullable KnownReason refusal(WebUrl url, int depth, String contentType, Sites sites) {
        ScopeRule exception = exceptions.first(url, depth, contentType, sites);
        if (exception != null && !exception.allows()) {
            return KnownReason.DENIED;
        }
        if (exception == null && !contains(url, sites)) {
            return KnownReason.OUT_OF_SCOPE;
        }
        return depth > maxDepth ? KnownReason.TOO_DEEP : null;
    }

    private boolean contains(WebUrl url, Sites sites) {
        return switch (kind) {
            case ANY -> true;
            case SITE -> rules.contains(sites.siteOf(url));
            case HOST -> rules.contains(url.host());
            case PREFIX -> hasPrefix(url);
        };
    }

    /** Rules end with a slash, so that each slash of the path is one look-up, however many rules there are. */
    private boolean hasPrefix(WebUrl url) {
        String host = url.host();
        String path = url.path();
        for (int slash = path.lastIndexOf('/'); slash >= 0; slash = path.lastIndexOf('/', slash - 1)) {
            if (rules.contains(host + path.substring(0, slash + 1))) {
                return true;
            }
        }
        return false;
    }

    /** Text that differs where scopes let in and keep out other pages; kept in every shard so that pages are judged again then. */
    public String digest() {
        StringBuilder all = new StringBuilder();
        new TreeSet<>(rules).forEach(rule -> all.append(rule).append('\n'));
        byte[] bytes = all.toString().getBytes(StandardCharsets.UTF_8);
        String base = kind.name().toLowerCase(Locale.ROOT) + ' ' + maxDepth + ' ' + Digest.of(bytes, bytes.length);
        return (base + ' ' + exceptions.accessDigest()).strip();
    }
}
