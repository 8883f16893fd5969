package io.linkloom.builder.query;

import io.linkloom.builder.store.InlinkRow;
import io.linkloom.common.model.LinkKind;
import io.linkloom.common.model.LostReason;
import io.linkloom.common.model.Place;
import io.linkloom.common.model.RelToken;
import io.linkloom.common.url.WebUrl;
import org.jspecify.annotations.Nullable;

/**
 * A link as the index has it.
 *
 * @param target the page that was asked about
 * @param via the address that the link has where that is another one, which leads to the target; else null
 * @param rel tokens as bits of {@code RelToken}
 * @param count how many links of the source have this target
 * @param firstSeenMillis first visit that showed it
 * @param lostAtMillis first visit that showed it gone, 0 while it is live
 * @param lostReason null while it is live
 * @param internal whether source and target are of one site
 */
public record Backlink(
        WebUrl source,
        WebUrl target,
        @Nullable WebUrl via,
        LinkKind kind,
        int rel,
        Place place,
        int count,
        String anchor,
        long firstSeenMillis,
        long lostAtMillis,
        @Nullable LostReason lostReason,
        boolean internal) {

    static Backlink of(WebUrl source, WebUrl target, @Nullable WebUrl via, InlinkRow row, boolean internal) {
        return new Backlink(
                source,
                target,
                via,
                row.kind(),
                row.rel(),
                row.place(),
                row.count(),
                row.anchor(),
                row.firstSeenMillis(),
                row.lostAtMillis(),
                row.lostReason(),
                internal);
    }

    /** Whether the source has it, as far as is known. */
    public boolean isLive() {
        return lostReason == null;
    }

    /** Whether neither the link nor its page says otherwise. */
    public boolean isFollow() {
        return RelToken.isFollow(rel);
    }
}
