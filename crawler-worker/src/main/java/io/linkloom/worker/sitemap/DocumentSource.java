package io.linkloom.worker.sitemap;

import io.linkloom.common.url.WebUrl;
import io.linkloom.worker.extract.PageSource;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A document as it was fetched.
 *
 * @param page its URL, bytes and headers
 * @param cut whether there was more, which was not read
 * @param namedAsSitemap whether somebody named it as a sitemap, so that it may be bare lines or a gzip file
 * @param namedBy the robots.txt, page or sitemap index that did, null if nobody
 */
public record DocumentSource(
        PageSource page,
        boolean cut,
        boolean namedAsSitemap,
        @Nullable WebUrl namedBy) {

    /** The names of the hosts that a sitemap there speaks for: its own, and one of which a robots.txt or a page names it. */
    Set<String> hosts() {
        Set<String> hosts = new HashSet<>();
        hosts.add(page.url().hostName());
        if (namedBy != null) {
            hosts.add(namedBy.hostName());
        }
        return hosts;
    }
}
