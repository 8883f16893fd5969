package io.linkloom.standalone.answer;

import io.linkloom.builder.api.BacklinkJson;
import io.linkloom.standalone.output.Column;
import io.linkloom.standalone.output.Format;
import io.linkloom.standalone.output.Listing;
import io.linkloom.standalone.output.Terminal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lists links. */
public final class BacklinkRows {

    /** What is shown of a link only where links may differ in it. */
    public enum Part {
        /** The page that is linked to. */
        TARGET,
        /** The address that leads to it. */
        VIA,
        /** Whether neither the link nor its page says otherwise. */
        FOLLOW,
        /** Since when the link is gone, and why. */
        LOST
    }

    private BacklinkRows() {}

    /**
     * Writes them.
     *
     * @param parts what is shown besides source, kind, rel, anchor and when it was first seen
     */
    public static void show(Iterable<BacklinkJson> rows, Format format, Terminal terminal, Set<Part> parts) {
        try (Listing listing = Listing.of(format, columns(parts), terminal)) {
            for (BacklinkJson row : rows) {
                listing.row(cells(row, parts).toArray());
            }
        }
    }

    private static List<Column> columns(Set<Part> parts) {
        List<Column> columns = new ArrayList<>();
        columns.add(Column.url("source"));
        if (parts.contains(Part.TARGET)) {
            columns.add(Column.url("target"));
        }
        if (parts.contains(Part.VIA)) {
            columns.add(Column.url("via"));
        }
        columns.add(Column.whole("kind"));
        columns.add(Column.text("rel"));
        columns.add(Column.text("anchor"));
        columns.add(Column.whole("first_seen"));
        if (parts.contains(Part.FOLLOW)) {
            columns.add(Column.whole("follow"));
        }
        if (parts.contains(Part.LOST)) {
            columns.add(Column.whole("lost_at"));
            columns.add(Column.whole("lost_reason"));
        }
        return columns;
    }

    private static List<@Nullable Object> cells(BacklinkJson row, Set<Part> parts) {
        List<@Nullable Object> cells = new ArrayList<>();
        cells.add(row.source());
        if (parts.contains(Part.TARGET)) {
            cells.add(row.target());
        }
        if (parts.contains(Part.VIA)) {
            cells.add(row.via());
        }
        cells.add(row.kind());
        cells.add(row.rel());
        cells.add(row.anchor());
        cells.add(Instant.parse(row.firstSeen()));
        if (parts.contains(Part.FOLLOW)) {
            cells.add(row.follow());
        }
        if (parts.contains(Part.LOST)) {
            String lostAt = row.lostAt();
            cells.add(lostAt == null ? null : Instant.parse(lostAt));
            cells.add(row.lostReason());
        }
        return cells;
    }
}
