package io.linkloom.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InspectLinksCommandTest {
    @TempDir
    private Path directory;

    private Path page(String html) throws IOException {
        return Files.writeString(directory.resolve("page.html"), html);
    }

    @ParameterizedTest
    @ValueSource(strings = {"scanner", "jsoup"})
    void eachLinkIsALineOfJson(String engine) throws IOException {
        Path file = page("<nav><a href=a rel='nofollow ugc' hreflang=de>An &quot;ä&quot;</a> then</nav><a href=/b>b</a>"
                + "<a href=/b>again</a><img src=/i>");
        CommandRun run = CommandRun.of(
                "inspect", "links", "--engine", engine, "--base", "https://www.example.com/x/y", file.toString());
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .isEqualTo("{\"file\":\"" + file + "\",\"target\":\"https://www.example.com/x/a\",\"kind\":\"a\","
                        + "\"rel\":\"nofollow ugc\",\"anchor\":\"An \\\"ä\\\"\",\"place\":\"nav\",\"position\":0,"
                        + "\"text_before\":\"\",\"text_after\":\"then\",\"hreflang\":\"de\",\"count\":1}\n"
                        + "{\"file\":\"" + file
                        + "\",\"target\":\"https://www.example.com/b\",\"kind\":\"a\",\"rel\":\"\","
                        + "\"anchor\":\"b\",\"place\":\"other\",\"position\":1,\"text_before\":\"\",\"text_after\":\"again\","
                        + "\"hreflang\":\"\",\"count\":2}\n");
    }

    @Test
    void kindsAreThoseAskedFor() throws IOException {
        Path file = page("<a href=/a>a</a><img src=/i>");
        assertThat(CommandRun.of("inspect", "links", "--kinds", "img", "--base", "https://e.example/", file.toString())
                        .out())
                .contains("\"kind\":\"img\"")
                .doesNotContain("\"kind\":\"a\"");
        CommandRun wrong =
                CommandRun.of("inspect", "links", "--kinds", "video", "--base", "https://e.example/", file.toString());
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err()).contains("--kinds", "video", "meta_refresh");
    }

    @Test
    void contentTypeSaysTheEncoding() throws IOException {
        Path file = Files.write(
                directory.resolve("page.html"), "<a href=/a>Grüße</a>".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(CommandRun.of(
                                "inspect",
                                "links",
                                "--content-type",
                                "text/html; charset=iso-8859-1",
                                "--base",
                                "https://e.example/",
                                file.toString())
                        .out())
                .contains("\"anchor\":\"Grüße\"");
    }

    @Test
    void whatIsWrongIsSaidInASentence() {
        CommandRun base = CommandRun.of("inspect", "links", "--base", "mailto:a@b", "-");
        assertThat(base.exitCode()).isEqualTo(2);
        assertThat(base.err()).contains("--base is \"mailto:a@b\"");
        CommandRun file = CommandRun.of("inspect", "links", "--base", "https://e.example/", "/no/such/file");
        assertThat(file.exitCode()).isEqualTo(2);
        assertThat(file.err()).contains("there is no file /no/such/file");
    }
}
