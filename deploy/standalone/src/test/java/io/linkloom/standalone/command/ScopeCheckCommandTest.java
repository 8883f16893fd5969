package io.linkloom.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScopeCheckCommandTest {
    @TempDir
    private Path directory;

    private String rules(String text) throws IOException {
        return Files.writeString(directory.resolve("rules"), text).toString();
    }

    private static JsonNode decision(String... arguments) throws IOException {
        CommandRun run = CommandRun.of(arguments);
        assertThat(run.exitCode()).as(run.err()).isZero();
        return new ObjectMapper().readTree(run.out());
    }

    @Test
    void everyLineThatIsNoGoodIsNamed() throws IOException {
        String file = rules("# mine\ndney any\nallow any\ndeny type pdf\n");
        CommandRun run = CommandRun.of("scope", "check", file, "http://a.test/");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out().lines().toList())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith(file + ":2: \"dney\" is none of allow, deny and recrawl"),
                        line -> assertThat(line).startsWith(file + ":4: \"pdf\" is no type of content"));
    }

    @Test
    void goodFileIsSaidToBeGood() throws IOException {
        CommandRun run = CommandRun.of("scope", "check", rules("deny any deeper 3\n\nrecrawl any every 1h..1d\n"));
        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).contains("is good: 2 rules");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void decisionsNameTheirLines() throws IOException {
        String file = rules(
                "deny type application/pdf\ndeny host ads.a.test\nallow site a.test\nrecrawl site a.test every 1h..1d\n");
        JsonNode ads = decision("scope", "check", file, "--format", "json", "http://ads.a.test/");
        assertThat(ads.get("decision").asText()).isEqualTo("deny");
        assertThat(ads.get("line").asInt()).isEqualTo(2);
        assertThat(ads.get("rule").asText()).isEqualTo("deny host ads.a.test");
        assertThat(ads.get("recrawl_line").asInt()).isEqualTo(4);
        JsonNode paper =
                decision("scope", "check", file, "--format", "json", "--type", "Application/PDF", "http://a.test/x");
        assertThat(paper.get("line").asInt()).isEqualTo(1);
        JsonNode other = decision("scope", "check", file, "--format", "json", "http://b.test/");
        assertThat(other.get("decision").asText()).isEqualTo("left to --scope");
        assertThat(other.get("line").isNull()).isTrue();

        CommandRun table = CommandRun.of("scope", "check", file, "http://a.test/", "http://b.test/");
        assertThat(table.out()).contains("DECISION", "http://a.test/", "allow site a.test", "left to --scope");
    }

    @Test
    void depthCounts() throws IOException {
        String file = rules("deny any deeper 3\n");
        assertThat(decision("scope", "check", file, "--format", "json", "--depth", "4", "http://a.test/")
                        .get("decision")
                        .asText())
                .isEqualTo("deny");
        assertThat(CommandRun.of("scope", "check", file, "--depth", "-1", "http://a.test/")
                        .exitCode())
                .isEqualTo(2);
    }

    @Test
    void fileThatIsNotThereAndWhatIsNoUrlAreSaid() throws IOException {
        CommandRun missing =
                CommandRun.of("scope", "check", directory.resolve("none").toString());
        assertThat(missing.exitCode()).isEqualTo(1);
        assertThat(missing.err()).contains("none", "cannot be read");
        CommandRun noUrl = CommandRun.of("scope", "check", rules("deny any\n"), "mailto:a@b.test");
        assertThat(noUrl.exitCode()).isEqualTo(2);
        assertThat(noUrl.err()).contains("mailto:a@b.test");
    }
}
