package io.linkloom.builder.export;

import static io.linkloom.builder.query.IndexOnPaper.a;
import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.builder.query.IndexOnPaper;
import io.linkloom.common.url.Sites;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TsvExportTest {
    @TempDir
    Path directory;

    @Test
    void everyLinkAndPageIsWrittenSorted() throws IOException {
        try (var index = new IndexOnPaper()
                .page("https://b.test/", a("https://a.test/", "to\ta"), a("https://b.test/x", "own"))
                .page("https://c.test/", a("https://a.test/", "Ä"))
                .page("https://a.test/")
                .lost("https://d.test/", "https://a.test/")) {
            var written = new TsvExport(new Sites(), directory.resolve("out"), _ -> {}).write(List.of(index.shard(0)));
            assertThat(written).isEqualTo(new TsvExport.Written(4, 3));
        }
        String seen = "2023-11-14T22:13:20Z";
        assertThat(lines("out/links.tsv.gz"))
                .containsExactly(
                        "source\ttarget\tkind\trel\tanchor\tfirst_seen\tlost_at\tlost_reason\tfollow",
                        "https://b.test/\thttps://a.test/\ta\t\tto a\t" + seen + "\t\t\ttrue",
                        "https://c.test/\thttps://a.test/\ta\t\tÄ\t" + seen + "\t\t\ttrue",
                        "https://d.test/\thttps://a.test/\ta\t\tgone\t" + seen + "\t2023-11-14T22:13:21Z"
                                + "\tlink_removed\ttrue",
                        "https://b.test/\thttps://b.test/x\ta\t\town\t" + seen + "\t\t\ttrue");
        assertThat(lines("out/pages.tsv.gz"))
                .containsExactly(
                        "url\tstate\toutcome\tstatus\tfetched_at\tdepth",
                        "https://a.test/\tvisited\tfetched\t200\t" + seen + "\t2",
                        "https://b.test/\tvisited\tfetched\t200\t" + seen + "\t2",
                        "https://c.test/\tvisited\tfetched\t200\t" + seen + "\t2");
        try (var files = Files.list(directory.resolve("out"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("links.tsv.gz", "pages.tsv.gz");
        }
    }

    @Test
    void moreThanFitsInMemoryIsSortedAsWell() throws IOException {
        var random = new Random(7);
        List<String> expected = new ArrayList<>();
        List<String> actual = new ArrayList<>();
        try (var sorted = new SortedLines(directory, 2_000)) {
            for (int i = 0; i < 1_000; i++) {
                String key = Integer.toString(random.nextInt(100_000), 36);
                expected.add(key + " line");
                sorted.add(key, key + " line");
            }
            sorted.drainTo(actual::add);
        }
        expected.sort(null);
        assertThat(actual).isEqualTo(expected);
        assertThat(directory).isEmptyDirectory();
    }

    private List<String> lines(String name) throws IOException {
        try (var in = new GZIPInputStream(Files.newInputStream(directory.resolve(name)))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }
}
