package io.linkloom.standalone.crawl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.linkloom.common.runtime.StartException;
import io.linkloom.common.url.WebUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeedListTest {

    @TempDir
    private Path directory;

    private SeedList read(String text) throws IOException {
        SeedList seeds = new SeedList();
        seeds.addFile(Files.writeString(directory.resolve("seeds.txt"), text));
        return seeds;
    }

    @Test
    void goodLinesAreUsedAndBadOnesNamedWithTheirNumber() throws IOException {
        SeedList seeds = read("""
                \uFEFF# where to begin
                https://www.example.com/#top

                mailto:someone@example.com
                 http://b.example/x\s
                www.example.org/start
                https://www.example.com/
                """);
        assertThat(seeds.urls())
                .extracting(WebUrl::text)
                .containsExactly("https://www.example.com/", "http://b.example/x");
        assertThat(seeds.problems()).hasSize(2);
        assertThat(seeds.problems().getFirst())
                .contains("seeds.txt line 4:", "\"mailto:someone@example.com\"", "mailto");
        assertThat(seeds.problems().getLast()).contains("line 6:", "no scheme", "https://www.example.org/start");
    }

    @Test
    void thousandsOfBadLinesAreNotToldOneByOne() throws IOException {
        SeedList seeds = read("nonsense\n".repeat(5000));
        assertThat(seeds.urls()).isEmpty();
        assertThat(seeds.problems()).hasSize(SeedList.MOST_PROBLEMS + 1);
        assertThat(seeds.problems().getLast()).isEqualTo("and 4980 more such lines");
    }

    @Test
    void argumentsAreNamedAsTheyWereWritten() {
        SeedList seeds = new SeedList();
        seeds.addArguments(List.of("http://a.example/", "ftp://a.example/\u001b[31m"));
        assertThat(seeds.urls()).hasSize(1);
        assertThat(seeds.problems())
                .singleElement()
                .asString()
                .startsWith("\"ftp://a.example/")
                .doesNotContain("\u001b");
    }

    @Test
    void missingFileIsASentence() {
        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> new SeedList().addFile(directory.resolve("absent")))
                .withMessageContaining("does not exist");
    }
}
