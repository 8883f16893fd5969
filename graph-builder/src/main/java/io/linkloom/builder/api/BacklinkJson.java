package io.linkloom.builder.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.linkloom.builder.query.Backlink;
import io.linkloom.common.model.LostReason;
import io.linkloom.common.model.RelToken;
import io.linkloom.common.url.WebUrl;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A link as the API and {@code --format json} show it. Times are ISO 8601 in UTC.
 *
 * @param via absent unless the link has another address, which leads to the target
 * @param rel known tokens, separated by spaces
 * @param follow whether none of nofollow, ugc, sponsored is among them, and the page does not say nofollow of all its links, and the page itself does not say nofollow
 * @param links how many links of the source have this target
 * @param internal whether both pages are of one site
 * @param lostAt absent while the link is live
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BacklinkJson(
        String source,
        String target,
        @Nullable String via,
        String kind,
        String rel,
        boolean follow,
        String anchor,
        String place,
        int links,
        boolean internal,
        String firstSeen,
        @Nullable String lostAt,
        @Nullable String lostReason) {

    /** The link as JSON has it. */
    public static BacklinkJson of(Backlink link) {
        LostReason lost = link.lostReason();
        WebUrl via = link.via();
        return new BacklinkJson(
                link.source().text(),
                link.target().text(),
                via == null ? null : via.text(),
                link.kind().label(),
                RelToken.text(link.rel()),
                link.isFollow(),
                link.anchor(),
                link.place().label(),
                link.count(),
                link.internal(),
                Instant.ofEpochMilli(link.firstSeenMillis()).toString(),
                lost == null ? null : Instant.ofEpochMilli(link.lostAtMillis()).toString(),
                lost == null ? null : lost.label());
    }
}
