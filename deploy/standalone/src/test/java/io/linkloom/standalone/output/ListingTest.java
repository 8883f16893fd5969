package io.linkloom.standalone.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ListingTest {

    private static final List<Column> COLUMNS =
            List.of(Column.url("source"), Column.text("anchor"), Column.whole("count"), Column.whole("first_seen"));
    private static final Instant SEEN = Instant.parse("2026-11-22T07:31:05Z");

    private static String written(Format format, int columns, @Nullable Object[]... rows) {
        CapturedTerminal captured = new CapturedTerminal(false, columns);
        try (Listing listing = Listing.of(format, COLUMNS, captured.terminal())) {
            for (@Nullable Object[] row : rows) {
                listing.row(row);
            }
        }
        return captured.out();
    }

    private static @Nullable Object[] row(@Nullable Object... cells) {
        return cells;
    }

    @Test
    void tableAlignsTextLeftAndNumbersRight() {
        assertThat(written(
                        Format.TABLE,
                        100,
                        row("http://a.test/", "one", 1L, SEEN),
                        row("http://long.test/x", "", 12_345L, null)))
                .isEqualTo("""
                        SOURCE              ANCHOR   COUNT  FIRST SEEN
                        http://a.test/      one          1  2026-11-22 07:31
                        http://long.test/x          12,345  -
                        """);
    }

    @Test
    void tableIsNeverWiderThanTheTerminal() {
        String url = "http://www.example.test/" + "deep/".repeat(30) + "page.html";
        String table = written(Format.TABLE, 70, row(url, "word ".repeat(40).strip(), 1L, SEEN));
        assertThat(table.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(70));
        assertThat(table).contains("http://", "…", "2026-11-22 07:31");
    }

    @Test
    void urlsAreShortenedInTheMiddle() {
        assertThat(TerminalText.cutMiddle("http://www.example.test/a/b/c/page.html", 21))
                .isEqualTo("http://www…/page.html");
    }

    @Test
    void wideCharactersTakeTwoColumns() {
        assertThat(TerminalText.width("日本")).isEqualTo(4);
        assertThat(TerminalText.width("e\u0301")).isEqualTo(1);
        assertThat(TerminalText.cut("日本語日本語", 7)).isEqualTo("日本語…");
    }

    @Test
    void pageCannotSteerTheTerminal() {
        String table = written(Format.TABLE, 100, row("http://a.test/", "\u001b[2Jgone\u202E\nnext", 1L, SEEN));
        assertThat(table).doesNotContain("\u001b", "\u202E").contains("\uFFFD[2Jgone\uFFFD next");
    }

    @Test
    void jsonIsOneObjectALine() {
        assertThat(written(Format.JSON, 100, row("http://a.test/", "\"x\"\n", 1L, SEEN), row("b", null, 2L, null)))
                .isEqualTo("""
                        {"source":"http://a.test/","anchor":"\\"x\\"\\n","count":1,"first_seen":"2026-11-22T07:31:05Z"}
                        {"source":"b","anchor":null,"count":2,"first_seen":null}
                        """);
    }

    @Test
    void csvIsAsRfc4180HasIt() {
        assertThat(written(Format.CSV, 100, row("http://a.test/", "say \"hi\", you", 12_345L, SEEN)))
                .isEqualTo("""
                        source,anchor,count,first_seen\r
                        http://a.test/,"say ""hi"", you",12345,2026-11-22T07:31:05Z\r
                        """);
    }

    @Test
    void tableWithoutRowsIsItsHeader() {
        assertThat(written(Format.TABLE, 100)).isEqualTo("SOURCE  ANCHOR  COUNT  FIRST SEEN\n");
    }
}
