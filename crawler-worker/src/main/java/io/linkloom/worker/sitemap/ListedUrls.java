package io.linkloom.worker.sitemap;

import io.linkloom.common.url.ParseResult;
import io.linkloom.common.url.WebUrl;
import java.util.LinkedHashSet;
import java.util.Set;

/** The URLs of a sitemap or an index: each once, those of other hosts and those beyond the limits only counted. */
final class ListedUrls {
    private final Set<String> hosts;
    private final int mostUrls;
    private final int mostBytes;
    private final Set<WebUrl> urls = new LinkedHashSet<>();
    private long bytes;
    private int foreign;
    private int dropped;
    private String last = "";

    ListedUrls(Set<String> hosts, int mostUrls, int mostBytes) {
        this.hosts = hosts;
        this.mostUrls = mostUrls;
        this.mostBytes = mostBytes;
    }

    /** Takes what stands where a URL belongs; what is none is nothing. */
    void add(String text) {
        String trimmed = text.strip();
        // crawler-commons shows a URL that it may not keep two or three times.
        if (trimmed.equals(last)) {
            return;
        }
        last = trimmed;
        // A URL is not that long, and a parser need not find that out.
        boolean plausible = !trimmed.isEmpty() && trimmed.length() <= 2 * WebUrl.MAX_LENGTH;
        if (plausible && WebUrl.tryParse(trimmed, null) instanceof ParseResult.Ok(WebUrl url)) {
            add(url);
        }
    }

    private void add(WebUrl url) {
        if (!hosts.contains(url.hostName())) {
            foreign++;
        } else if (urls.size() >= mostUrls || bytes + url.text().length() > mostBytes) {
            dropped += urls.contains(url) ? 0 : 1;
        } else if (urls.add(url)) {
            bytes += url.text().length();
        }
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
