package io.linkloom.standalone.output;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows on their way to the user; closing it writes what is still held back.
 *
 * <p>A cell is a {@link String}, a {@link Number}, a {@link Boolean}, an {@link java.time.Instant} or null for what is not
 * known. For one thread.
 */
public interface Listing extends AutoCloseable {

    /** Adds a row with a cell for each column. */
    void row(@Nullable Object... cells);

    @Override
    void close();

    /** A listing of these columns; a table keeps its rows until it is closed, the others write each at once. */
    static Listing of(Format format, List<Column> columns, Terminal terminal) {
        return switch (format) {
            case TABLE -> new Table(columns, terminal.out(), terminal.columns());
            case JSON -> new JsonLines(columns, terminal.out());
            case CSV -> new Csv(columns, terminal.out());
        };
    }
}
