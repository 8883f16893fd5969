package io.linkloom.builder.fold;

import com.google.re2j.Pattern;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.WebUrl;
import java.time.Duration;

/**
 * A line that lets pages in, keeps them out, or bounds how often they are visited again. {@link ScopeLine} reads it.
 *
 * @param line its number in the file, from 1
 * @param text the line without blanks around it
 * @param says what of the pages
 * @param about which pages
 * @param deeperThan only pages more links away from a seed; -1 for all
 */
public record ScopeRule(int line, String text, Says says, About about, int deeperThan) {

    /** What a rule says of pages. */
    sealed interface Says {}

    /** Whether they are fetched. */
    enum Access implements Says {
        ALLOW,
        DENY
    }

    /**
     * How often they are visited again, where they are.
     *
     * @param least no interval is shorter
     * @param most none is longer
     */
    record Every(Duration least, Duration most) implements Says {}

    /** Which pages a rule is about. */
    sealed interface About {
        /**
         * Whether that is so of a page, its depth aside.
         *
         * @param type as {@link MediaType} has it, empty if it is not known
         */
        boolean holds(WebUrl url, String type, Sites sites);
    }

    /** Pages of a site. */
    record Site(String site) implements About {
        @Override
        public boolean holds(WebUrl url, String type, Sites sites) {
            return sites.siteOf(url).equals(site);
        }
    }

    /** Pages of a host with its port. */
    record Host(String host) implements About {
        @Override
        public boolean holds(WebUrl url, String type, Sites sites) {
            return url.host().equals(host);
        }
    }

    /** Pages of hosts below a top-level domain. */
    record TopLevel(String label) implements About {
        @Override
        public boolean holds(WebUrl url, String type, Sites sites) {
            return topLevelOf(url).equals(label);
        }
    }

    /** Pages of a host whose path begins so, whatever the scheme. */
    record Prefix(String host, String path) implements About {
        @Override
        public boolean holds(WebUrl url, String type, Sites sites) {
            return url.host().equals(host) && url.pathAndQuery().startsWith(path);
        }
    }

    /** Pages in whose URL the expression is found. */
    record Expression(Pattern pattern) implements About {
        @Override
        public boolean holds(WebUrl url, String type, Sites sites) {
            return pattern.matcher(url.text()).find();
        }
    }

    /**
     * Pages of which a visit has shown that they are of a type.
     *
     * @param type in lower case, {@code image/*} for all images, and {@code *}{@code /*} for all types
     */
    record OfType(String type) implements About {
        @Override
        public boolean holds(WebUrl url, String shown, Sites sites) {
            int any = type.length() - 1;
            return type.endsWith("/*")
                    ? !shown.isEmpty() && (type.equals("*/*") || shown.startsWith(type.substring(0, any)))
                    : shown.equals(type);
        }
    }

    /** All pages. */
    record Anything() implements About {
        @Override
        public boolean holds(WebUrl url, String type, Sites sites) {
            return true;
        }
    }

    /** Whether it lets pages in. */
    public boolean allows() {
        return says == Access.ALLOW;
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
}
