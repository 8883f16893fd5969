package io.linkloom.standalone.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One JSON object a line. */
final class JsonLines implements Listing {

    private final JsonFactory json = new JsonFactory();
    private final List<Column> columns;
    private final PrintWriter out;

    JsonLines(List<Column> columns, PrintWriter out) {
        this.columns = columns;
        this.out = out;
    }

    @Override
    public void row(@Nullable Object... cells) {
        StringWriter line = new StringWriter();
        try (JsonGenerator object = json.createGenerator(line)) {
            object.writeStartObject();
            for (int i = 0; i < cells.length; i++) {
                object.writeFieldName(columns.get(i).name());
                write(object, cells[i]);
            }
            object.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a StringWriter does not fail", e);
        }
        out.print(line.append('\n'));
    }

    private static void write(JsonGenerator object, @Nullable Object cell) throws IOException {
        switch (cell) {
            case null -> object.writeNull();
            case Long number -> object.writeNumber(number);
            case Integer number -> object.writeNumber(number);
            case Double number -> object.writeNumber(number);
            case Boolean bool -> object.writeBoolean(bool);
            default -> object.writeString(cell.toString());
        }
    }

    @Override
    public void close() {
        out.flush();
    }
}
