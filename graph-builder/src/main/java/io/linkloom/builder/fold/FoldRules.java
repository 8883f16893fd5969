package io.linkloom.builder.fold;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What decides which links count. It decides with the visits what goes to other shards, so each shard keeps the rules that its visits
 * were folded by, and takes other ones only where a replay cannot go back behind. Immutable.
 *
 * @param grace how long a page may fail before its links are lost
 * @param linksOf whose links count
 * @param keepLost how long after it was lost a page remembers a link within its site
 */
public record FoldRules(Duration grace, LinksOf linksOf, Duration keepLost) {

    /** Whose links count. */
    public enum LinksOf {
        /** Those of pages that may be shown in results: not of pages that say noindex, or name another page as canonical. */
        INDEXABLE,
        /** Those of all pages. */
        ALL;

        private final String word = name().toLowerCase(Locale.ROOT);
    }

    /** What holds where nothing else is said. */
    public static final FoldRules USUAL = new FoldRules(Duration.ofDays(7), LinksOf.INDEXABLE, Duration.ofDays(365));

    private static final Pattern TEXT = Pattern.compile("grace (\\S+) links-of (\\w+) keep-lost (\\S+)");

    /** The rules as text, for a shard to keep. */
    public String text() {
        return "grace " + grace + " links-of " + linksOf.word + " keep-lost " + keepLost;
    }

    /** The rules in what {@link #text} gave, nothing if it is of another version. */
    public static Optional<FoldRules> ofText(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        for (LinksOf choice : LinksOf.values()) {
            if (choice.word.equals(parts.group(2))) {
                return Optional.of(
                        new FoldRules(Duration.parse(parts.group(1)), choice, Duration.parse(parts.group(3))));
            }
        }
        return Optional.empty();
    }
}
