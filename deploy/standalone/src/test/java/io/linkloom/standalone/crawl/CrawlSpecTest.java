package io.linkloom.standalone.crawl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.linkloom.builder.fold.Scope;
import io.linkloom.common.runtime.StartException;
import io.linkloom.common.url.WebUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrawlSpecTest {

    private static final WebUrl A = WebUrl.parse("https://a.example/x");
    private static final WebUrl B = WebUrl.parse("http://b.example/");

    @TempDir
    private Path directory;

    @Test
    void laterRunKnowsWhatTheFirstWasStartedWith() throws IOException {
        Path file = directory.resolve("crawl");
        CrawlSpec first = CrawlSpec.NONE.merge(Scope.Kind.HOST, 3, null, List.of(A, B));
        first.write(file);
        assertThat(Files.readString(file)).isEqualTo("""
                linkloom-crawl 1
                scope host
                max-depth 3
                seed https://a.example/x
                seed http://b.example/
                """);
        assertThat(CrawlSpec.read(file)).isEqualTo(first);
        assertThat(directory.toFile().list()).containsExactly("crawl");
    }

    @Test
    void laterRunAddsSeedsAndReplacesWhatItNames() {
        CrawlSpec first = CrawlSpec.NONE.merge(Scope.Kind.HOST, 3, null, List.of(A));
        assertThat(first.merge(null, null, null, List.of(B, A)))
                .isEqualTo(CrawlSpec.NONE.merge(Scope.Kind.HOST, 3, null, List.of(A, B)));
        assertThat(first.merge(Scope.Kind.ANY, 5, null, List.of()))
                .isEqualTo(CrawlSpec.NONE.merge(Scope.Kind.ANY, 5, null, List.of(A)));
    }

    @Test
    void withoutAFileThereIsNothing() {
        assertThat(CrawlSpec.read(directory.resolve("crawl"))).isEqualTo(CrawlSpec.NONE);
    }

    @Test
    void otherVersionIsRefusedWithBoth() throws IOException {
        Path file = Files.writeString(directory.resolve("crawl"), "linkloom-crawl 2\nscope any\n");
        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> CrawlSpec.read(file))
                .withMessageContaining("linkloom-crawl 2")
                .withMessageContaining("linkloom-crawl 1");
    }

    @Test
    void lineThatIsNotUnderstoodIsNamed() throws IOException {
        Path file = Files.writeString(directory.resolve("crawl"), "linkloom-crawl 1\nscope any\nscope galaxy\n");
        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> CrawlSpec.read(file))
                .withMessageContaining("line 3")
                .withMessageContaining("scope galaxy");
    }
}
