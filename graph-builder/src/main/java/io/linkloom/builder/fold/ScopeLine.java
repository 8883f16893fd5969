package io.linkloom.builder.fold;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.linkloom.common.config.Durations;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.WebUrl;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a line of a file of rules; {@code docs/FRONTIER.md} has the grammar. */
final class ScopeLine {
    private static final int MOST_CHARACTERS = 4_096;
    private static final String EXAMPLE = "a rule is for example \"deny host ads.example.com\"";
    private static final String RECRAWL_EXAMPLE = "for example \"recrawl site example.com every 1h..7d\"";
    private static final String DEEPER = " deeper ";
    private static final String EVERY = " every ";
    private static final Duration LEAST = Duration.ofSeconds(1);
    private static final Duration MOST = Duration.ofDays(3650);
    private static final Set<String> VERBS = Set.of("allow", "deny", "recrawl");
    private static final Set<String> WORDS = Set.of("site", "host", "prefix", "regex", "tld", "type", "any");

    /** RFC 9110, section 8.3.1: two tokens, either both any or the second. */
    private static final Pattern TYPE =
            Pattern.compile("\\*/\\*|[a-z0-9!#$%&'+.^_`|~-]{1,100}/(\\*|[a-z0-9!#$%&'+.^_`|~-]{1,100})");

    private ScopeLine() {}

    /**
     * The rule in a line, null if there is none in it.
     *
     * @throws IllegalArgumentException that says what is wrong with it
     */
    static @Nullable ScopeRule parse(int number, String line, Sites sites) {
        String text = line.strip();
        if (text.isEmpty() || text.startsWith("#")) {
            return null;
        }
        return parsed(number, text, sites);
    }

    private static ScopeRule parsed(int number, String text, Sites sites) {
        if (text.length() > MOST_CHARACTERS) {
            throw new IllegalArgumentException("a rule has at most " + MOST_CHARACTERS + " characters");
        }
        String[] words = text.split("\\s+", 3);
        if (!VERBS.contains(words[0])) {
            throw new IllegalArgumentException("\"" + words[0] + "\" is none of allow, deny and recrawl; " + EXAMPLE);
        }
        String kind = words.length > 1 ? words[1] : "";
        if (!WORDS.contains(kind)) {
            throw new IllegalArgumentException(
                    "\"" + kind + "\" is none of site, host, prefix, regex, tld, type and any; " + EXAMPLE);
        }
        // So that "any deeper 3" reads as the others do.
        String rest = " " + (words.length > 2 ? words[2] : "");
        ScopeRule.Says says = words[0].equals("allow") ? ScopeRule.Access.ALLOW : ScopeRule.Access.DENY;
        if (words[0].equals("recrawl")) {
            int every = rest.lastIndexOf(EVERY);
            if (every < 0) {
                throw new IllegalArgumentException("recrawl takes how often; " + RECRAWL_EXAMPLE);
            }
            says = every(rest.substring(every + EVERY.length()));
            rest = rest.substring(0, every);
        }
        int deeper = rest.lastIndexOf(DEEPER);
        String argument = (deeper < 0 ? rest : rest.substring(0, deeper)).strip();
        int depth = deeper < 0 ? -1 : depth(rest.substring(deeper + DEEPER.length()));
        return new ScopeRule(number, text, says, about(kind, argument, sites), depth);
    }

    private static ScopeRule.Every every(String text) {
        String[] bounds = text.strip().split("\\.\\.", -1);
        Duration least = Durations.parse(bounds[0].strip());
        Duration most = Durations.parse(bounds[bounds.length - 1].strip());
        if (bounds.length > 2 || least == null || most == null || isNoInterval(least) || isNoInterval(most)) {
            throw new IllegalArgumentException("every takes two durations from " + Durations.text(LEAST) + " to "
                    + Durations.text(MOST) + ", or one, not \"" + text.strip() + "\"; " + RECRAWL_EXAMPLE);
        }
        if (least.compareTo(most) > 0) {
            throw new IllegalArgumentException("every takes the shorter duration first, not \"" + text.strip() + "\"");
        }
        return new ScopeRule.Every(least, most);
    }

    private static boolean isNoInterval(Duration duration) {
        return duration.compareTo(LEAST) < 0 || duration.compareTo(MOST) > 0;
    }

    private static int depth(String text) {
        String number = text.strip();
        if (!number.matches("\\d{1,9}")) {
            throw new IllegalArgumentException("deeper takes a number of links, not \"" + number + "\"");
        }
        return Integer.parseInt(number);
    }

    private static ScopeRule.About about(String kind, String argument, Sites sites) {
        if (kind.equals("any")) {
            if (!argument.isEmpty()) {
                throw new IllegalArgumentException("any is about all pages and takes no \"" + argument + "\"");
            }
            return new ScopeRule.Anything();
        }
        if (argument.isEmpty()) {
            throw new IllegalArgumentException(kind + " takes what it is about; " + EXAMPLE);
        }
        return switch (kind) {
            case "site" -> site(argument, sites);
            case "host" -> new ScopeRule.Host(onHost(argument).host());
            case "prefix" -> prefix(argument);
            case "tld" -> topLevel(argument);
            case "type" -> type(argument);
            default -> expression(argument);
        };
    }

    private static WebUrl onHost(String host) {
        WebUrl url = parsedOrNull("http://" + host + "/");
        boolean isHost = url != null && url.pathAndQuery().equals("/") && host.matches("[^/?#@\\\\*]+");
        if (url == null
                || !isHost
                || url.hostName().startsWith(".")
                || url.hostName().contains("..")) {
            throw new IllegalArgumentException(
                    "\"" + host + "\" is no host, such as www.example.com; \"site example.com\" is all its hosts");
        }
        return url;
    }

    private static ScopeRule.About site(String name, Sites sites) {
        WebUrl url = onHost(name);
        String site = sites.siteOf(url);
        if (!site.equals(url.host())) {
            throw new IllegalArgumentException("\"" + name + "\" is a host of the site " + site + "; write \"site "
                    + site + "\" or \"host " + name + "\"");
        }
        return new ScopeRule.Site(site);
    }

    private static ScopeRule.About prefix(String text) {
        String absolute = text.contains("://") ? text : "http://" + text;
        WebUrl url = parsedOrNull(absolute);
        // What looks like a user is a mistake, such as another scheme.
        if (url == null || !absolute.matches("https?://[^/?#@\\\\]+([/?].*)?")) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no beginning of a URL, such as example.com/private/");
        }
        return new ScopeRule.Prefix(url.host(), url.pathAndQuery());
    }

    private static @Nullable WebUrl parsedOrNull(String text) {
        try {
            return WebUrl.parse(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static ScopeRule.About topLevel(String text) {
        String label = (text.startsWith(".") ? text.substring(1) : text).toLowerCase(Locale.ROOT);
        if (!label.matches("[a-z0-9-]{2,63}")) {
            throw new IllegalArgumentException("\"" + text + "\" is no top-level domain, such as .cn or .xn--p1ai");
        }
        return new ScopeRule.TopLevel(label);
    }

    private static ScopeRule.About type(String text) {
        String type = text.toLowerCase(Locale.ROOT);
        if (!TYPE.matcher(type).matches()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no type of content, such as application/pdf or image/*");
        }
        return new ScopeRule.OfType(type);
    }

    private static ScopeRule.About expression(String text) {
        try {
            return new ScopeRule.Expression(Pattern.compile(text));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no regular expression of RE2: " + e.getMessage(), e);
        }
    }
}
