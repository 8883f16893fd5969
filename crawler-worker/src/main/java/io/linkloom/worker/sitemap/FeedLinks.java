package io.linkloom.worker.sitemap;

import io.linkloom.common.model.Link;
import io.linkloom.common.model.LinkKind;
import io.linkloom.common.model.Place;
import io.linkloom.common.url.WebUrl;
import io.linkloom.worker.extract.ExtractLimits;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The links of a feed: one per target, for which the first one speaks; no more than the limits, the others counted. */
final class FeedLinks {
    private final ExtractLimits limits;
    private final Map<WebUrl, Link> links = new LinkedHashMap<>();
    private long bytes;
    private int found;
    private int dropped;

    FeedLinks(ExtractLimits limits) {
        this.limits = limits;
    }

    void add(WebUrl target, String anchor, String hreflang) {
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
        found++;
    }

    List<Link> links() {
        return List.copyOf(links.values());
    }

    int dropped() {
        return dropped;
    }
}
