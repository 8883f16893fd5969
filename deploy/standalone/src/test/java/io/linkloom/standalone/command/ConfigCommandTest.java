package io.linkloom.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigCommandTest {

    @TempDir
    private Path directory;

    @Test
    void everyValueSaysWhereItCameFrom() throws IOException {
        Path file =
                Files.writeString(directory.resolve("linkloom.conf"), "worker.delay = 3s\nworker.concurrency = 7\n");
        CommandRun run = CommandRun.with(
                Map.of("LINKLOOM_WORKER_CONCURRENCY", "9"),
                "config",
                "--config",
                file.toString(),
                "--set",
                "worker.queue-max=500",
                "--format",
                "json");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains(
                        "{\"key\":\"worker.delay\",\"value\":\"3s\",\"from\":\"" + file + " line 1\"",
                        "{\"key\":\"worker.concurrency\",\"value\":\"9\",\"from\":\"environment LINKLOOM_WORKER_CONCURRENCY\"",
                        "{\"key\":\"worker.queue-max\",\"value\":\"500\",\"from\":\"flag --set\"",
                        "{\"key\":\"kafka.partitions\",\"value\":\"8\",\"from\":\"default\",\"is_default\":true");
    }

    @Test
    void servicesHaveSettingsOfTheirOwn() {
        CommandRun run = CommandRun.of("config", "--of", "services", "--format", "csv");
        assertThat(run.out())
                .startsWith("key,value,from,is_default,accepts,meaning\r\n")
                .contains(
                        "kafka.bootstrap-servers,127.0.0.1:9092,default",
                        "kafka.partitions,256,default",
                        "scope.kind,any");
    }

    @Test
    void tableFitsTheTerminal() {
        CommandRun run = CommandRun.of("config");
        assertThat(run.out().lines())
                .hasSizeGreaterThan(20)
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
    }
}
