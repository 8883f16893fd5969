package io.linkloom.builder.fold;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.WebUrl;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A line that lets pages in or keeps them out.
 *
 * @param line its number in the file, from 1
 * @param text the line without blanks around it
 * @param allows whether it lets in
 * @param about which pages
 * @param deeperThan only pages more links away from a seed; -1 for all
 */
public record ScopeRule(int line, String text, boolean allows, About about, int deeperThan) {
    private static final int MOST_CHARACTERS = 4_096;
    private static final String EXAMPLE = "a rule is for example \"deny host ads.example.com\"";
    private static final String DEEPER = " deeper ";
    private static final Set<String> WORDS = Set.of("site", "host", "prefix", "regex", "tld", "any");

    /** Which pages a rule is about. */
    sealed interface About {
        /** Whether that is so of a page, its depth aside. */
        boolean holds(WebUrl url, Sites sites);
    }

    /** Pages of a site. */
    record Site(String site) implements About {
        @Override
        public boolean holds(WebUrl url, Sites sites) {
            return sites.siteOf(url).equals(site);
        }
    }

    /** Pages of a host with its port. */
    record Host(String host) implements About {
        @Override
        public boolean holds(WebUrl url, Sites sites) {
            return url.host().equals(host);
        }
    }

    /** Pages of hosts below a top-level domain. */
    record TopLevel(String label) implements About {
        @Override
        public boolean holds(WebUrl url, Sites sites) {
            return topLevelOf(url).equals(label);
        }
    }

    /** Pages of a host whose path begins so, whatever the scheme. */
    record Prefix(String host, String path) implements About {
        @Override
        public boolean holds(WebUrl url, Sites sites) {
            return url.host().equals(host) && url.pathAndQuery().startsWith(path);
        }
    }

    /** Pages in whose URL the expression is found. */
    record Expression(Pattern pattern) implements About {
        @Override
        public boolean holds(WebUrl url, Sites sites) {
            return pattern.matcher(url.text()).find();
        }
    }

    /** All pages. */
    record Anything() implements About {
        @Override
        public boolean holds(WebUrl url, Sites sites) {
            return true;
        }
    }

    /** Whether it is about pages at this depth. */
    boolean isFor(int depth) {
        return depth > deeperThan;
    }

    /** The last label of the host's name, without a dot at its end; an address for hosts that have no name. */
    static String topLevelOf(WebUrl url) {
        String name = url.hostName();
        int end = name.endsWith(".") ? name.length() - 1 : name.length();
        return name.substring(name.lastIndexOf('.', end - 1) + 1, end);
    }

    /** The rule in a line, null if there is none in it. */
    static @Nullable ScopeRule parse(int number, String line, Sites sites) {
        String text = line.strip();
        if (text.isEmpty() || text.startsWith("#")) {
            return null;
        }
        try {
            return parsed(number, text, sites);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("line " + number + ": " + e.getMessage(), e);
        }
    }

    private static ScopeRule parsed(int number, String text, Sites sites) {
        if (text.length() > MOST_CHARACTERS) {
            throw new IllegalArgumentException("a rule has at most " + MOST_CHARACTERS + " characters");
        }
        String[] words = text.split("\\s+", 3);
        boolean allows = words[0].equals("allow");
        if (!allows && !words[0].equals("deny")) {
            throw new IllegalArgumentException("\"" + words[0] + "\" is neither allow nor deny; " + EXAMPLE);
        }
        String kind = words.length > 1 ? words[1] : "";
        if (!WORDS.contains(kind)) {
            throw new IllegalArgumentException(
                    "\"" + kind + "\" is none of site, host, prefix, regex, tld and any; " + EXAMPLE);
        }
        // So that "any deeper 3" reads as the others do.
        String rest = " " + (words.length > 2 ? words[2] : "");
        int deeper = rest.lastIndexOf(DEEPER);
        String argument = (deeper < 0 ? rest : rest.substring(0, deeper)).strip();
        int depth = deeper < 0 ? -1 : depth(rest.substring(deeper + DEEPER.length()));
        return new ScopeRule(number, text, allows, about(kind, argument, sites), depth);
    }

    private static int depth(String text) {
        String number = text.strip();
        if (!number.matches("\\d{1,9}")) {
            throw new IllegalArgumentException("deeper takes a number of links, not \"" + number + "\"");
        }
        return Integer.parseInt(number);
    }

    private static About about(String kind, String argument, Sites sites) {
        if (kind.equals("any")) {
            if (!argument.isEmpty()) {
                throw new IllegalArgumentException("any is about all pages and takes no \"" + argument + "\"");
            }
            return new Anything();
        }
        if (argument.isEmpty()) {
            throw new IllegalArgumentException(kind + " takes what it is about; " + EXAMPLE);
        }
        return switch (kind) {
            case "site" -> site(argument, sites);
            case "host" -> new Host(onHost(argument).host());
            case "prefix" -> prefix(argument);
            case "tld" -> topLevel(argument);
            default -> expression(argument);
        };
    }

    private static WebUrl onHost(String host) {
        WebUrl url = parsedOrNull("http://" + host + "/");
        if (url == null || !url.pathAndQuery().equals("/") || !host.matches("[^/?#@\\\\]+")) {
            throw new IllegalArgumentException("\"" + host + "\" is no host, such as www.example.com");
        }
        return url;
    }

    private static About site(String name, Sites sites) {
        WebUrl url = onHost(name);
        String site = sites.siteOf(url);
        if (!site.equals(url.host())) {
            throw new IllegalArgumentException("\"" + name + "\" is a host of the site " + site + "; write \"site "
                    + site + "\" or \"host " + name + "\"");
        }
        return new Site(site);
    }

    private static About prefix(String text) {
        String absolute = text.contains("://") ? text : "http://" + text;
        WebUrl url = parsedOrNull(absolute);
        // What looks like a user is a mistake, such as another scheme.
        if (url == null || !absolute.matches("https?://[^/?#@\\\\]+([/?].*)?")) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no beginning of a URL, such as example.com/private/");
        }
        return new Prefix(url.host(), url.pathAndQuery());
    }

    private static @Nullable WebUrl parsedOrNull(String text) {
        try {
            return WebUrl.parse(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static About topLevel(String text) {
        String label = (text.startsWith(".") ? text.substring(1) : text).toLowerCase(Locale.ROOT);
        if (!label.matches("[a-z0-9-]{2,63}")) {
            throw new IllegalArgumentException("\"" + text + "\" is no top-level domain, such as .cn or .xn--p1ai");
        }
        return new TopLevel(label);
    }

    private static About expression(String text) {
        try {
            return new Expression(Pattern.compile(text));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no regular expression of RE2: " + e.getMessage(), e);
        }
    }
}
