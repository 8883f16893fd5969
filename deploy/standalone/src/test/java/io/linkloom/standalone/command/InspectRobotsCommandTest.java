package io.linkloom.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@ResourceLock(Resources.SYSTEM_OUT)
class InspectRobotsCommandTest {

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void writeFile() throws IOException {
        file = Files.writeString(directory.resolve("robots.txt"), """
                User-agent: googlebot
                Disallow: /

                User-agent: *
                Disallow: /private # here
                Allow: /private/*.html$
                """);
    }

    private static CommandRun run(String input, String... arguments) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        try {
            return CommandRun.of(arguments);
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void everyLineHasItsAnswerAndTheLineThatDecided() {
        CommandRun run = run(
                "/private/a\nhttps://www.example.com/private/b.html\n/ö\n\nmailto:x\n/private/%2e%2e/c\n/private",
                "inspect", "robots", file.toString());
        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines().toList())
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("disallowed\tDisallow: /private (line 5)"),
                        line -> assertThat(line).isEqualTo("allowed\tAllow: /private/*.html$ (line 6)"),
                        line -> assertThat(line).isEqualTo("allowed\tno rule"),
                        line -> assertThat(line).startsWith("! "),
                        line -> assertThat(line).startsWith("! "),
                        line -> assertThat(line).isEqualTo("allowed\tno rule"),
                        line -> assertThat(line).isEqualTo("disallowed\tDisallow: /private (line 5)"));
    }

    @Test
    void agentChoosesTheGroup() {
        assertThat(run("/x\n", "inspect", "robots", "--agent", "GoogleBot", file.toString())
                        .out())
                .isEqualTo("disallowed\tDisallow: / (line 2)\n");
        assertThat(run("/x\n", "inspect", "robots", "--agent", "*", file.toString())
                        .out())
                .isEqualTo("allowed\tno rule\n");
        CommandRun wrong = run("/x\n", "inspect", "robots", "--agent", "linkloom/1.0", file.toString());
        assertThat(wrong.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(wrong.err()).contains("without a version");
    }

    @Test
    void answersComeAsJsonToo() {
        CommandRun run = run("/private\n/\nmailto:x\n", "inspect", "robots", "--format", "json", file.toString());
        assertThat(run.out().lines()).hasSize(3);
        assertThat(run.out())
                .contains("{\"page\":\"/private\",\"allowed\":false,\"line\":5,\"rule\":\"Disallow: /private\"")
                .contains("{\"page\":\"/\",\"allowed\":true");
    }

    @Test
    void missingFileIsWrongUsage() {
        CommandRun run = run("", "inspect", "robots", directory.resolve("none").toString());
        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(run.err()).contains("there is no file");
    }
}
