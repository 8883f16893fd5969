package io.linkloom.worker.sitemap;

import io.linkloom.common.model.PageHint;
import io.linkloom.common.url.ParseResult;
import io.linkloom.common.url.WebUrl;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The URLs of a sitemap or an index: each once, those of other hosts and those beyond the limits only counted. */
final class ListedUrls {
    private final Set<String> hosts;
    private final int mostUrls;
    private final int mostBytes;
    private final Set<WebUrl> urls = new LinkedHashSet<>();
    private final Map<WebUrl, PageHint> hints = new HashMap<>();
    private long bytes;
    private int foreign;
    private int dropped;
    private String last = "";

    ListedUrls(Set<String> hosts, int mostUrls, int mostBytes) {
        this.hosts = hosts;
        this.mostUrls = mostUrls;
        this.mostBytes = mostBytes;
    }

    /**
     * Takes what stands where a URL belongs; what is none is nothing.
     *
     * @return the URL if it is new and kept, else null
     */
    @Nullable
    WebUrl add(String text) {
        String trimmed = text.strip();
        // crawler-commons shows a URL that it may not keep two or three times.
        if (trimmed.equals(last)) {
            return null;
        }
        last = trimmed;
        // A URL is not that long, and a parser need not find that out.
        boolean plausible = !trimmed.isEmpty() && trimmed.length() <= 2 * WebUrl.MAX_LENGTH;
        return plausible && WebUrl.tryParse(trimmed, null) instanceof ParseResult.Ok(WebUrl url) && add(url)
                ? url
                : null;
    }

    private boolean add(WebUrl url) {
        if (!hosts.contains(url.hostName())) {
            foreign++;
            return false;
        }
        if (urls.size() >= mostUrls || bytes + url.text().length() > mostBytes) {
            dropped += urls.contains(url) ? 0 : 1;
            return false;
        }
        if (!urls.add(url)) {
            return false;
        }
        bytes += url.text().length();
        return true;
    }

    /** Notes what is said of a URL that was kept. */
    void say(WebUrl url, PageHint hint) {
        if (!hint.equals(PageHint.NONE)) {
            hints.put(url, hint);
        }
    }

    Map<WebUrl, PageHint> hints() {
        return hints;
    }

    Set<WebUrl> urls() {
        return urls;
    }

    int foreign() {
        return foreign;
    }

    int dropped() {
        return dropped;
    }
}
