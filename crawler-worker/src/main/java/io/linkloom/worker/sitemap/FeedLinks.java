package io.linkloom.worker.sitemap;

import io.linkloom.common.model.Link;
import io.linkloom.common.model.LinkKind;
import io.linkloom.common.model.PageHint;
import io.linkloom.common.model.Place;
import io.linkloom.common.url.WebUrl;
import io.linkloom.worker.extract.ExtractLimits;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The links of a feed: one per target, for which the first one speaks; no more than the limits, the others counted. */
final class FeedLinks {
    private final ExtractLimits limits;
    private final String host;
    private final Map<WebUrl, Link> links = new LinkedHashMap<>();
    private final Map<WebUrl, PageHint> hints = new HashMap<>();
    private long bytes;
    private int found;
    private int dropped;

    /** @param host of the feed, which speaks of no other's pages */
    FeedLinks(ExtractLimits limits, String host) {
        this.limits = limits;
        this.host = host;
    }

    /** @param modifiedAtMillis when the target was changed, 0 if that is not known */
    void add(WebUrl target, String anchor, String hreflang, long modifiedAtMillis) {
        Link known = links.get(target);
        if (known != null) {
            links.put(target, known.withCount(known.count() + 1));
            return;
        }
        int length = target.text().length() + anchor.getBytes(StandardCharsets.UTF_8).length;
        if (links.size() >= limits.links() || bytes + length > limits.textBytes()) {
            dropped++;
            return;
        }
        bytes += length;
        links.put(target, new Link(target, LinkKind.A, 0, anchor, Place.OTHER, found, "", "", hreflang, 1));
        if (modifiedAtMillis > 0 && target.host().equals(host)) {
            hints.put(target, new PageHint(modifiedAtMillis, PageHint.USUAL));
        }
        found++;
    }

    List<Link> links() {
        return List.copyOf(links.values());
    }

    Map<WebUrl, PageHint> hints() {
        return hints;
    }

    int dropped() {
        return dropped;
    }
}
