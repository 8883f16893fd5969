package io.linkloom.common.url;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Finds the site of a host: its registered domain under the public suffix list with the private section.
 *
 * <p>{@code user.github.io} is a site of its own. An IP address, a single label and a public suffix are their own sites.
 * A top-level domain that is not on the list counts as a suffix: the site of {@code a.b.example.test} is
 * {@code example.test}. A trailing dot is kept: {@code www.example.com.} is of the site {@code example.com.}.
 *
 * <p>Safe for any thread. The last answers are kept in a table of fixed size, one host a slot; a host that falls into
 * the slot of another displaces it, which is policy enough for a value that costs less than a microsecond to find again.
 */
public final class Sites {
    private static final int SLOTS = 1 << 16;

    private final AtomicReferenceArray<@Nullable Known> table = new AtomicReferenceArray<>(SLOTS);

    private record Known(String hostName, String site) {}

    /** A finder with an empty table of a quarter of a megabyte; a full one has about ten. */
    public Sites() {}

    /**
     * The site of a host.
     *
     * @param hostName as {@link WebUrl#hostName()} gives it, without a port
     */
    public String siteOf(String hostName) {
        int slot = slot(hostName.hashCode());
        Known known = table.get(slot);
        return known != null && known.hostName.equals(hostName) ? known.site : find(hostName, slot);
    }

    private static int slot(int hash) {
        return (hash ^ hash >>> 16) & SLOTS - 1;
    }

    private String find(String hostName, int slot) {
        String registered = PublicSuffixes.registeredDomain(hostName);
        String site = registered == null ? hostName : registered;
        table.set(slot, new Known(hostName, site));
        return site;
    }

    /** The site of the host of a URL. */
    public String siteOf(WebUrl url) {
        String text = url.text();
        int start = url.hostStart();
        int length = url.hostEnd() - start;
        // As String.hashCode has it, of what is not a string of its own yet and seldom has to be.
        int hash = 0;
        for (int i = start; i < start + length; i++) {
            hash = 31 * hash + text.charAt(i);
        }
        int slot = slot(hash);
        Known known = table.get(slot);
        boolean found = known != null
                && known.hostName.length() == length
                && text.regionMatches(start, known.hostName, 0, length);
        return found ? known.site : find(url.hostName(), slot);
    }

    /** The digest of the public suffix list in use: 16 hexadecimal digits. Another list may give another site. */
    public static String listDigest() {
        return PublicSuffixes.digest();
    }
}
