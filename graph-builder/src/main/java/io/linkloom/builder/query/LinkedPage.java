package io.linkloom.builder.query;

import static java.util.Objects.requireNonNull;

import io.linkloom.builder.store.InlinkKey;
import io.linkloom.builder.store.PageKey;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.UrlKey;
import io.linkloom.common.url.WebUrl;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The page that a row of a stretch is a link to; rows to one page follow each other, and it is looked at once. Not thread-safe. */
final class LinkedPage {
    private final Stretch stretch;
    private final Sites sites;
    private byte[] last = {};
    private int length;
    private @Nullable WebUrl url;
    private boolean meant;

    LinkedPage(Stretch stretch, Sites sites) {
        this.stretch = stretch;
        this.sites = sites;
        PageKey page = stretch.page();
        if (page != null) {
            last = page.bytes();
            length = page.length();
            url = page.url();
            meant = true;
        }
    }

    /**
     * Turns to another row: whether its page is of the stretch. Below some sites lie public suffixes, whose sites are in the same
     * range of keys and are not meant.
     */
    boolean isMeant(byte[] key) {
        if (stretch.page() == null) {
            int end = InlinkKey.targetLength(key);
            if (!Arrays.equals(last, 0, length, key, 0, end)) {
                last = key;
                length = end;
                url = UrlKey.toUrl(key, 0, end);
                meant = sites.siteOf(url).equals(stretch.site());
            }
        }
        return meant;
    }

    /** The number of bytes of the page's key. */
    int length() {
        return length;
    }

    WebUrl url() {
        return requireNonNull(url);
    }
}
