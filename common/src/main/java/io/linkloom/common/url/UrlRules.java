package io.linkloom.common.url;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which {@link UrlRule}s hold in an index. Applied to a URL they give the one that stands for it: always one of the same
 * site, and always one to which they change nothing more. Immutable.
 */
public final class UrlRules {
    /** No rule: every URL stands for itself. */
    public static final UrlRules NONE = new UrlRules(Set.of(), new Sites());

    private static final Set<String> INDEX_FILES = Set.of(
            "index.html",
            "index.htm",
            "index.shtml",
            "index.xhtml",
            "index.php",
            "index.asp",
            "index.aspx",
            "index.jsp",
            "index.cgi",
            "default.html",
            "default.htm",
            "default.asp",
            "default.aspx");

    private static final String WWW_PREFIX = "www.";

    private final EnumSet<UrlRule> rules;
    private final Sites sites;

    private UrlRules(Set<UrlRule> rules, Sites sites) {
        this.rules = EnumSet.noneOf(UrlRule.class);
        this.rules.addAll(rules);
        this.sites = sites;
    }

    /** These rules. */
    public static UrlRules of(Set<UrlRule> rules, Sites sites) {
        return rules.isEmpty() ? NONE : new UrlRules(rules, sites);
    }

    /** Whether there is any. */
    public boolean any() {
        return !rules.isEmpty();
    }

    /**
     * What tells indexes apart that take different URLs for the same page: {@code none}, or the rules and the version of their
     * lists, such as {@code session-ids www lists-1}.
     */
    public String name() {
        return any()
                ? rules.stream().map(UrlRule::word).collect(Collectors.joining(" ")) + " lists-"
                        + KnownParameters.VERSION
                : "none";
    }

    /** The rules that a {@link #name()} names, whatever the version of its lists. */
    public static UrlRules named(String name, Sites sites) {
        Set<String> words = Set.of(name.split(" ", -1));
        Set<UrlRule> rules = EnumSet.noneOf(UrlRule.class);
        for (UrlRule rule : UrlRule.values()) {
            if (words.contains(rule.word())) {
                rules.add(rule);
            }
        }
        return of(rules, sites);
    }

    /** The URL that stands for this one. */
    public WebUrl apply(WebUrl url) {
        WebUrl now = url;
        // What one rule leaves can be a case for another, as "/.;jsessionid=1/". Each turn but the last makes it
        // shorter
        // or sorts it, so there are few.
        for (WebUrl next = any() ? once(now) : now; !next.equals(now); next = once(now)) {
            now = next;
        }
        return now;
    }

    /** The host that stands for this one, which may have a port. */
    public String applyToHost(String host) {
        String bare = host;
        while (rules.contains(UrlRule.WWW) && bare.startsWith(WWW_PREFIX) && isOfSameSite(bare)) {
            bare = bare.substring(WWW_PREFIX.length());
        }
        return bare;
    }

    private boolean isOfSameSite(String host) {
        return siteOf(host).equals(siteOf(host.substring(WWW_PREFIX.length())));
    }

    /** Empty where a host is none without its {@code www.}. */
    private String siteOf(String host) {
        return WebUrl.tryParse("http://" + host, null) instanceof ParseResult.Ok(WebUrl url) ? sites.siteOf(url) : "";
    }

    private WebUrl once(WebUrl url) {
        String path = url.path();
        String query = url.pathAndQuery().substring(path.length());
        String newPath = rules.contains(UrlRule.SESSION_IDS) ? withoutSessionIds(path) : path;
        String newQuery = query.length() > 1 ? parameters(query.substring(1)) : query;
        if (newQuery.isEmpty() && rules.contains(UrlRule.INDEX_FILES)) {
            newPath = withoutIndexFile(newPath);
        }
        String host = applyToHost(url.host());
        if (host.equals(url.host()) && newPath.equals(path) && newQuery.equals(query)) {
            return url;
        }
        return WebUrl.tryParse(url.scheme() + "://" + host + newPath + newQuery, null)
                        instanceof ParseResult.Ok(WebUrl now)
                ? now
                : url;
    }

    /** The query with its question mark, without parameters that do not count, or nothing if none is left. */
    private String parameters(String query) {
        List<String> kept = new ArrayList<>();
        for (String parameter : query.split("&", -1)) {
            boolean dropped = (rules.contains(UrlRule.TRACKING) && KnownParameters.isTracking(parameter))
                    || (rules.contains(UrlRule.SESSION_IDS) && KnownParameters.isSessionId(parameter));
            if (!dropped) {
                kept.add(parameter);
            }
        }
        if (rules.contains(UrlRule.SORTED_PARAMETERS)) {
            kept.sort(Comparator.comparing(parameter -> parameter.split("=", 2)[0]));
        }
        return kept.isEmpty() ? "" : "?" + String.join("&", kept);
    }

    /** Without {@code ;jsessionid=…} in a segment, and without segments such as ASP.NET's {@code (S(…))}. */
    private static String withoutSessionIds(String path) {
        StringBuilder out = new StringBuilder(path.length());
        for (String segment : path.substring(1).split("/", -1)) {
            if (!isCookieless(segment)) {
                out.append('/').append(withoutPathParameter(segment));
            }
        }
        return out.isEmpty() ? "/" : out.toString();
    }

    private static boolean isCookieless(String segment) {
        return segment.length() > 5
                && segment.charAt(0) == '('
                && Ascii.isAlpha(segment.charAt(1))
                && segment.charAt(2) == '('
                && segment.endsWith("))");
    }

    private static String withoutPathParameter(String segment) {
        String[] parts = segment.split(";", -1);
        StringBuilder out = new StringBuilder(parts[0]);
        for (int i = 1; i < parts.length; i++) {
            if (parts[i].indexOf('=') < 0 || !KnownParameters.isSessionId(parts[i])) {
                out.append(';').append(parts[i]);
            }
        }
        return out.toString();
    }

    private static String withoutIndexFile(String path) {
        int slash = path.lastIndexOf('/');
        return INDEX_FILES.contains(path.substring(slash + 1).toLowerCase(Locale.ROOT))
                ? path.substring(0, slash + 1)
                : path;
    }

    @Override
    public String toString() {
        return name();
    }
}
