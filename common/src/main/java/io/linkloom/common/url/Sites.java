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
        int hash = hostName.hashCode();
        int slot = (hash ^ hash >>> 16) & SLOTS - 1;
        Known known = table.get(slot);
        if (known != null && known.hostName.equals(hostName)) {
            return known.site;
        }
        String registered = PublicSuffixes.registeredDomain(hostName);
        String site = registered == null ? hostName : registered;
        table.set(slot, new Known(hostName, site));
        return site;
    }

    /** The site of the host of a URL. */
    public String siteOf(WebUrl url) {
        return siteOf(url.hostName());
    }

    /** The digest of the public suffix list in use: 16 hexadecimal digits. Another list may give another site. */
    public static String listDigest() {
        return PublicSuffixes.digest();
    }
}
