package io.linkloom.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class DemoCommandTest {

    /** Those of this process: other demonstrations may be running on the machine. */
    private static List<Path> demoDirectories() throws IOException {
        String ours = "pid " + ProcessHandle.current().pid() + "\n";
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries =
                Files.newDirectoryStream(Path.of(System.getProperty("java.io.tmpdir")), "linkloom-demo-*")) {
            for (Path entry : entries) {
                Path lock = entry.resolve("lock");
                if (Files.exists(lock) && Files.readString(lock).contains(ours)) {
                    found.add(entry);
                }
            }
        }
        return found;
    }

    @Test
    void demoProvesThatTheIndexIsTheWebAndLeavesNothingBehind() throws IOException {
        CommandRun run = CommandRun.of("demo", "--sites", "20", "--pages", "300", "--seed", "7");
        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        assertThat(run.out())
                .contains("20 sites and 300 pages", "OUTCOME", "fetched", "MOST LINKED SITE", "Who links to http://")
                .containsPattern("checked [0-9]+ pages: all equal")
                .containsPattern("checked [0-9,]+ links: all equal");
        assertThat(demoDirectories()).isEmpty();
    }

    @Test
    void webThatCannotBeIsWrongUsage() {
        CommandRun run = CommandRun.of("demo", "--sites", "100", "--pages", "3");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("pages must be at least the number of sites");
    }
}
