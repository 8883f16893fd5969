package io.linkloom.standalone.output;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table no wider than the terminal: where room is short the widest columns that may be cut give way. */
final class Table implements Listing {

    private static final String GAP = "  ";
    private static final int LEAST_WIDTH = 8;

    private final List<Column> columns;
    private final PrintWriter out;
    private final int room;
    private final List<String[]> rows = new ArrayList<>();
    private final boolean[] numeric;

    Table(List<Column> columns, PrintWriter out, int room) {
        this.columns = columns;
        this.out = out;
        this.room = room;
        this.numeric = new boolean[columns.size()];
        rows.add(columns.stream().map(Column::title).toArray(String[]::new));
    }

    @Override
    public void row(@Nullable Object... cells) {
        String[] row = new String[cells.length];
        for (int i = 0; i < cells.length; i++) {
            row[i] = text(cells[i]);
            numeric[i] |= cells[i] instanceof Number;
        }
        rows.add(row);
    }

    private static String text(@Nullable Object cell) {
        return switch (cell) {
            case null -> "-";
            case Long number -> Figures.count(number);
            case Integer number -> Figures.count(number);
            case Instant instant -> Figures.minute(instant);
            default -> TerminalText.harmless(cell.toString());
        };
    }

    @Override
    public void close() {
        int[] widths = widths();
        for (String[] row : rows) {
            out.println(line(row, widths).stripTrailing());
        }
        out.flush();
    }

    private int[] widths() {
        int[] widths = new int[columns.size()];
        for (String[] row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], TerminalText.width(row[i]));
            }
        }
        int total = Arrays.stream(widths).sum() + GAP.length() * (widths.length - 1);
        for (int tooMuch = total - room; tooMuch > 0; tooMuch--) {
            int widest = widestThatGives(widths);
            if (widest < 0) {
                break;
            }
            widths[widest]--;
        }
        return widths;
    }

    private int widestThatGives(int[] widths) {
        int widest = -1;
        for (int i = 0; i < widths.length; i++) {
            boolean gives = columns.get(i).fit() != Column.Fit.WHOLE && widths[i] > LEAST_WIDTH;
            if (gives && (widest < 0 || weighed(widths, i) > weighed(widths, widest))) {
                widest = i;
            }
        }
        return widest;
    }

    /** A URL may be twice as wide as other text: cut to a few characters it says nothing. */
    private int weighed(int[] widths, int column) {
        return columns.get(column).fit() == Column.Fit.CUT_MIDDLE ? widths[column] : 2 * widths[column];
    }

    private String line(String[] row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.length; i++) {
            String cell = switch (columns.get(i).fit()) {
                case WHOLE -> row[i];
                case CUT_END -> TerminalText.cut(row[i], widths[i]);
                case CUT_MIDDLE -> TerminalText.cutMiddle(row[i], widths[i]);
            };
            String blanks = " ".repeat(Math.max(0, widths[i] - TerminalText.width(cell)));
            line.append(i == 0 ? "" : GAP).append(numeric[i] ? blanks + cell : cell + blanks);
        }
        return line.toString();
    }
}
