package io.linkloom.standalone.bench;

import io.linkloom.standalone.output.Column;
import io.linkloom.standalone.output.Format;
import io.linkloom.standalone.output.Listing;
import io.linkloom.standalone.output.Terminal;
import java.util.ArrayList;
import java.util.List;

/** What {@code linkloom bench fold} found, in the order in which it is told. For one thread. */
public final class FoldFigures {
    private static final double MEBIBYTE = 1 << 20;

    private record Row(String what, double value, String unit) {}

    private final List<Row> rows = new ArrayList<>();

    FoldFigures() {}

    void rate(String what, long number, Stopwatch watch) {
        rows.add(new Row(what, number / watch.cpuSeconds(), "a second of one core"));
        rows.add(new Row(what, number / watch.wallSeconds(), "a second"));
    }

    /** How much of the processor time was this thread's; the rest is RocksDB's, the garbage collector's and the compiler's. */
    void share(String what, Stopwatch watch) {
        rows.add(new Row(what, watch.threadSeconds() / watch.cpuSeconds(), "of all"));
    }

    void add(String what, double value, String unit) {
        rows.add(new Row(what, value, unit));
    }

    void ratio(String what, double value) {
        rows.add(new Row(what, value, "times"));
    }

    void size(String what, long bytes) {
        rows.add(new Row(what, bytes / MEBIBYTE, "MiB"));
    }

    void bytesALink(String what, double bytes) {
        rows.add(new Row(what, bytes, "bytes"));
    }

    /** Adds the yardstick, and how much of its rate the fold has. */
    void yardstick(String what, long number, Stopwatch watch) {
        double folded = rows.getFirst().value;
        rate(what, number, watch);
        ratio("links folded to the yardstick", folded * watch.cpuSeconds() / number);
    }

    /** Writes all rows. */
    public void print(Format format, Terminal terminal) {
        List<Column> columns = List.of(Column.text("what"), Column.whole("value"), Column.whole("unit"));
        try (Listing listing = Listing.of(format, columns, terminal)) {
            for (Row row : rows) {
                listing.row(row.what, rounded(row.value), row.unit);
            }
        }
    }

    /** Three digits say all that a measurement can. */
    private static Number rounded(double value) {
        if (value >= 100) {
            return Math.round(value);
        }
        double scale = value >= 10 ? 10 : value >= 1 ? 100 : 1000;
        return Math.round(value * scale) / scale;
    }
}
