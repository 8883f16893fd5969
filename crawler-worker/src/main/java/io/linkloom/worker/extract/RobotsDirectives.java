package io.linkloom.worker.extract;

import io.linkloom.common.model.PageRobots;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The directives of robots meta tags and X-Robots-Tag headers that are for everybody or for this crawler.
 *
 * <p>No standard defines them; this is how they are used. All that are for us add up, those for everybody and those for us by
 * name, of tags and of headers: nothing takes a restriction back. Names and directives have no case. Directives have
 * commas between them, or blanks where the comma was forgotten.
 */
public final class RobotsDirectives {
    private static final Pattern NAME = Pattern.compile("[a-z0-9_-]{1,100}");
    private static final String DATED = "unavailable_after";
    /** Directives that have a value behind a colon, and so look like the name of an agent. */
    private static final Set<String> WITH_VALUE =
            Set.of(DATED, "max-snippet", "max-image-preview", "max-video-preview");

    private final String agent;

    /** @param agent this crawler's name in lower case */
    public RobotsDirectives(String agent) {
        this.agent = agent;
    }

    /** Whether a meta tag of this name is for this crawler. */
    boolean isForUs(String metaName) {
        String name = metaName.strip();
        return name.equalsIgnoreCase("robots") || name.equalsIgnoreCase(agent);
    }

    /** The bits of a meta tag's content. */
    int ofMeta(String content) {
        int bits = PageRobots.NONE;
        for (String directive : content.split(",", -1)) {
            bits |= bitsOf(directive);
        }
        return bits;
    }

    /** The bits of a response's X-Robots-Tag headers. */
    public int ofHeaders(List<String> values) {
        int bits = PageRobots.NONE;
        for (String value : values) {
            bits |= ofHeader(value);
        }
        return bits;
    }

    /** The bits of a header: an agent's name with a colon stands in front of its own directives, up to the next name. */
    int ofHeader(String value) {
        int bits = PageRobots.NONE;
        boolean forUs = true;
        boolean date = false;
        for (String part : value.split(",", -1)) {
            String directive = part.strip();
            if (date && startsWithDigit(directive)) {
                // What follows the day's name in a date.
                continue;
            }
            if (isAgent(nameOf(directive))) {
                forUs = isForUs(nameOf(directive));
                directive = directive.substring(directive.indexOf(':') + 1).strip();
            }
            date = nameOf(directive).equals(DATED);
            bits |= forUs ? bitsOf(directive) : PageRobots.NONE;
        }
        return bits;
    }

    /** What stands before the colon, in lower case; empty without one. */
    private static String nameOf(String directive) {
        int colon = directive.indexOf(':');
        return colon < 0 ? "" : directive.substring(0, colon).strip().toLowerCase(Locale.ROOT);
    }

    private static boolean isAgent(String name) {
        return NAME.matcher(name).matches() && !WITH_VALUE.contains(name);
    }

    private static boolean startsWithDigit(String text) {
        return !text.isEmpty() && text.charAt(0) >= '0' && text.charAt(0) <= '9';
    }

    private static int bitsOf(String directives) {
        int bits = PageRobots.NONE;
        for (String directive : directives.strip().toLowerCase(Locale.ROOT).split("\\s+", -1)) {
            bits |= switch (directive) {
                case "noindex" -> PageRobots.NOINDEX;
                case "nofollow" -> PageRobots.NOFOLLOW;
                case "noarchive" -> PageRobots.NOARCHIVE;
                case "none" -> PageRobots.NOINDEX | PageRobots.NOFOLLOW;
                default -> PageRobots.NONE;
            };
        }
        return bits;
    }
}
