package io.linkloom.builder.query;

import io.linkloom.common.model.LinkKind;
import io.linkloom.common.model.LostReason;
import io.linkloom.common.model.Place;
import io.linkloom.common.url.WebUrl;
import org.jspecify.annotations.Nullable;

/**
 * A link as the index has it.
 *
 * @param rel tokens as bits of {@code RelToken}
 * @param count how many links of the source have this target
 * @param firstSeenMillis first visit that showed it
 * @param lostAtMillis first visit that showed it gone, 0 while it is live
 * @param lostReason null while it is live
 * @param internal whether both pages are of one site
 */
public record Backlink(
        WebUrl source,
        WebUrl target,
        LinkKind kind,
        int rel,
        Place place,
        int count,
        String anchor,
        long firstSeenMillis,
        long lostAtMillis,
        @Nullable LostReason lostReason,
        boolean internal) {

    /** Whether the source has it, as far as is known. */
    public boolean isLive() {
        return lostReason == null;
    }
}
