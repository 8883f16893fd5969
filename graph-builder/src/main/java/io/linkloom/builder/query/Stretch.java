package io.linkloom.builder.query;

import io.linkloom.builder.store.InlinkKey;
import io.linkloom.builder.store.PageKey;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.UrlKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Pages of one site that are asked about and follow each other in the order of keys.
 *
 * @param pages the keys of the pages; those of other sites in between are not meant
 * @param inlinks the keys of the links to them
 * @param page the one page that it is, null if it is a range
 * @param leadsTo the page of the target that links to {@code page} count for, null if it is of the target itself
 */
record Stretch(
        String site,
        UrlKey.Range pages,
        UrlKey.Range inlinks,
        @Nullable PageKey page,
        @Nullable PageKey leadsTo) {

    /** The target as it is. */
    static Stretch of(Target target) {
        PageKey page = target.scope() == TargetScope.URL
                ? PageKey.ofBytes(target.pages().from())
                : null;
        return new Stretch(target.site(), target.pages(), target.inlinks(), page, null);
    }

    /** One page whose links count for another. */
    static Stretch of(PageKey page, PageKey leadsTo, Sites sites) {
        return new Stretch(sites.siteOf(page.url()), pages(page), InlinkKey.to(page), page, leadsTo);
    }

    private static UrlKey.Range pages(PageKey page) {
        return new UrlKey.Range(page.bytes(), Arrays.copyOf(page.bytes(), page.length() + 1));
    }

    /** The target and the addresses that lead to it, in the order of keys and without overlaps. */
    static List<Stretch> of(Target target, SortedMap<PageKey, PageKey> aliases, Sites sites) {
        List<Stretch> stretches = new ArrayList<>();
        Stretch rest = of(target);
        boolean placed = false;
        for (Map.Entry<PageKey, PageKey> alias : aliases.entrySet()) {
            PageKey key = alias.getKey();
            if (!placed && rest.pages.contains(key.bytes())) {
                // A page of a site whose keys lie within those of the target's site, see UrlKey.site.
                stretches.add(rest.before(key));
                rest = rest.behind(key);
            } else if (!placed && Arrays.compareUnsigned(rest.pages.from(), key.bytes()) < 0) {
                stretches.add(rest);
                placed = true;
            }
            stretches.add(of(key, alias.getValue(), sites));
        }
        if (!placed) {
            stretches.add(rest);
        }
        return stretches;
    }

    private Stretch before(PageKey key) {
        UrlKey.Range range = new UrlKey.Range(pages.from(), key.bytes());
        return new Stretch(site, range, range, null, null);
    }

    private Stretch behind(PageKey key) {
        byte[] from = Arrays.copyOf(key.bytes(), key.length() + 1);
        from[key.length()] = 1;
        UrlKey.Range range = new UrlKey.Range(from, pages.to());
        return new Stretch(site, range, range, null, null);
    }
}
