package io.linkloom.standalone.answer;

import io.linkloom.builder.api.BacklinkJson;
import io.linkloom.standalone.output.Column;
import io.linkloom.standalone.output.Format;
import io.linkloom.standalone.output.Listing;
import io.linkloom.standalone.output.Terminal;
import java.time.Instant;
import java.util.List;

/** Lists links. */
public final class BacklinkRows {

    private static final List<Column> TO_ONE = List.of(
            Column.url("source"),
            Column.whole("kind"),
            Column.text("rel"),
            Column.text("anchor"),
            Column.whole("first_seen"));
    private static final List<Column> TO_MANY = List.of(
            Column.url("source"),
            Column.url("target"),
            Column.whole("kind"),
            Column.text("rel"),
            Column.text("anchor"),
            Column.whole("first_seen"));

    private BacklinkRows() {}

    /**
     * Writes them.
     *
     * @param withTarget whether the targets are to be seen, because they differ
     */
    public static void show(Iterable<BacklinkJson> rows, Format format, Terminal terminal, boolean withTarget) {
        try (Listing listing = Listing.of(format, withTarget ? TO_MANY : TO_ONE, terminal)) {
            for (BacklinkJson row : rows) {
                Instant firstSeen = Instant.parse(row.firstSeen());
                if (withTarget) {
                    listing.row(row.source(), row.target(), row.kind(), row.rel(), row.anchor(), firstSeen);
                } else {
                    listing.row(row.source(), row.kind(), row.rel(), row.anchor(), firstSeen);
                }
            }
        }
    }
}
