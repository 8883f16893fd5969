package io.linkloom.worker.sitemap;

import io.linkloom.common.model.Link;
import io.linkloom.common.url.ParseResult;
import io.linkloom.common.url.WebUrl;
import io.linkloom.worker.extract.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;

/** An entry of a feed, or the feed itself, while it is being read. */
final class FeedItem {
    private static final int MOST_LINKS = 100;

    /** A link as found. */
    private record Found(WebUrl target, String hreflang) {}

    private final List<Found> links = new ArrayList<>();
    private @Nullable WebUrl guid;
    boolean guidIsLink = true;
    boolean titleIsHtml = true;
    String title = "";
    private long modifiedAtMillis;

    /** The first one counts: the others are those of media in the entry. */
    void title(String content) {
        title = title.isEmpty() ? content : title;
    }

    /** When it was published or changed; the last of these counts. */
    void date(String content) {
        modifiedAtMillis = Math.max(modifiedAtMillis, FeedDate.millis(content));
    }

    void atomLink(WebUrl base, Attributes attributes) {
        String rel = attributes.getValue("rel");
        if (rel == null || isAlternate(rel)) {
            String hreflang = attributes.getValue("hreflang");
            add(base.resolve(attributes.getValue("href").strip()), hreflang == null ? "" : hreflang);
        }
    }

    private static boolean isAlternate(String rel) {
        return rel.isBlank() || rel.strip().toLowerCase(Locale.ROOT).equals("alternate");
    }

    void rssLink(WebUrl base, String content) {
        if (!content.isBlank()) {
            add(base.resolve(content.strip()), "");
        }
    }

    void guid(String content) {
        if (guidIsLink && WebUrl.tryParse(content.strip(), null) instanceof ParseResult.Ok(WebUrl url)) {
            guid = url;
        }
    }

    private void add(@Nullable WebUrl target, String hreflang) {
        if (target != null && links.size() < MOST_LINKS) {
            boolean tag = hreflang.length() <= 35 && hreflang.chars().allMatch(c -> c > ' ' && c < 0x7F);
            links.add(new Found(target, tag ? hreflang.toLowerCase(Locale.ROOT) : ""));
        }
    }

    void addTo(FeedLinks all) {
        if (links.isEmpty() && guid != null) {
            links.add(new Found(guid, ""));
        }
        String anchor =
                titleIsHtml ? PlainText.ofHtml(title, Link.MAX_ANCHOR) : PlainText.folded(title, Link.MAX_ANCHOR);
        links.forEach(link -> all.add(link.target, anchor, link.hreflang, modifiedAtMillis));
    }
}
