package io.linkloom.worker.extract;

import io.linkloom.common.model.PageRobots;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The directives of robots meta tags and X-Robots-Tag headers that are for everybody or for this crawler. */
final class RobotsDirectives {
    private static final Pattern NAME = Pattern.compile("[a-z0-9_-]+");
    /** Directives that have a value behind a colon, and so look like the name of an agent. */
    private static final Set<String> WITH_VALUE =
            Set.of("unavailable_after", "max-snippet", "max-image-preview", "max-video-preview");

    private final String agent;

    /** @param agent this crawler's name in lower case */
    RobotsDirectives(String agent) {
        this.agent = agent;
    }

    /** Whether a meta tag of this name is for this crawler. */
    boolean isForUs(String metaName) {
        return metaName.equalsIgnoreCase("robots") || metaName.equalsIgnoreCase(agent);
    }

    /** The bits of a meta tag's content. */
    int ofMeta(String content) {
        int bits = 0;
        for (String directive : content.split(",", -1)) {
            bits |= bitsOf(directive.strip());
        }
        return bits;
    }

    /** The bits of a header: directives with commas between them, an agent's name with a colon in front of its own. */
    int ofHeader(String value) {
        int bits = 0;
        boolean forUs = true;
        for (String part : value.split(",", -1)) {
            String directive = part.strip();
            int colon = directive.indexOf(':');
            if (colon > 0) {
                String name = directive.substring(0, colon).strip().toLowerCase(Locale.ROOT);
                if (NAME.matcher(name).matches() && !WITH_VALUE.contains(name)) {
                    forUs = isForUs(name);
                    directive = directive.substring(colon + 1).strip();
                }
            }
            bits |= forUs ? bitsOf(directive) : PageRobots.NONE;
        }
        return bits;
    }

    private static int bitsOf(String directive) {
        return switch (directive.toLowerCase(Locale.ROOT)) {
            case "noindex" -> PageRobots.NOINDEX;
            case "nofollow" -> PageRobots.NOFOLLOW;
            case "noarchive" -> PageRobots.NOARCHIVE;
            case "none" -> PageRobots.NOINDEX | PageRobots.NOFOLLOW;
            default -> PageRobots.NONE;
        };
    }
}
