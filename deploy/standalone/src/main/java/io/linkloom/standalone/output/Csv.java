package io.linkloom.standalone.output;

import java.io.PrintWriter;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Comma-separated values as RFC 4180 has them: a header, lines that end in CR LF, quotes where needed. */
final class Csv implements Listing {

    private final PrintWriter out;

    Csv(List<Column> columns, PrintWriter out) {
        this.out = out;
        row(columns.stream().map(Column::name).toArray());
    }

    @Override
    public void row(@Nullable Object... cells) {
        StringJoiner line = new StringJoiner(",", "", "\r\n");
        for (Object cell : cells) {
            line.add(cell == null ? "" : quotedIfNeeded(cell.toString()));
        }
        out.print(line);
    }

    private static String quotedIfNeeded(String text) {
        boolean needed = text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        return needed ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }

    @Override
    public void close() {
        out.flush();
    }
}
