package io.linkloom.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WrongUsageTest {

    @TempDir
    private Path directory;

    /** One sentence that begins with our name, perhaps a hint where to read on, and no stack trace. */
    private static void assertSentence(CommandRun run, int exitCode, String... parts) {
        assertThat(run.err()).contains(parts).doesNotContain("\tat ", "Exception");
        assertThat(run.err().lines().filter(line -> line.startsWith("linkloom: ")))
                .hasSize(1);
        assertThat(run.exitCode()).isEqualTo(exitCode);
        assertThat(run.out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "crawl",
                "demo",
                "backlinks",
                "status",
                "export",
                "worker",
                "builder",
                "seed",
                "broker",
                "config",
                ""
            })
    void helpTeachesOnEveryLevel(String command) {
        CommandRun run = command.isEmpty() ? CommandRun.of("--help") : CommandRun.of(command, "--help");
        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("Usage: linkloom", "  linkloom " + command);
        assertThat(run.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
    }

    @Test
    void helpNamesAllCommands() {
        assertThat(CommandRun.of("--help").out())
                .contains(
                        "crawl",
                        "demo",
                        "backlinks",
                        "status",
                        "export",
                        "worker",
                        "builder",
                        "seed",
                        "broker",
                        "config");
    }

    @Test
    void versionIsOneLine() {
        CommandRun run = CommandRun.of("--version");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("linkloom ").hasLineCount(1);
    }

    @Test
    void publicCrawlWithoutContactIsRefusedBeforeAnythingStarts() {
        Path data = directory.resolve("data");
        assertSentence(
                CommandRun.of("crawl", "--data", data.toString(), "https://www.example.com/"),
                2,
                "--user-agent-contact",
                "owners of its sites");
        assertThat(data).doesNotExist();
    }

    @Test
    void nothingToDoIsWrongUsage() {
        assertSentence(CommandRun.of(), 2, "linkloom demo", "--help");
    }

    @Test
    void brokerSaysThatItsPortIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            String port = Integer.toString(taken.getLocalPort());
            assertSentence(
                    CommandRun.of("broker", "--data", directory.toString(), "--port", port),
                    1,
                    "Port " + port + " of 127.0.0.1 cannot be had");
        }
        assertSentence(CommandRun.of("broker", "--data", directory.toString(), "--port", "70000"), 2, "--port takes");
    }

    @Test
    void unknownCommandsAndOptionsAreWrongUsage() {
        assertSentence(CommandRun.of("crwal"), 2, "there is no command \"crwal\"");
        assertSentence(CommandRun.of("config", "more"), 2, "\"more\" is one argument too many");
        assertSentence(CommandRun.of("backlinks", "http://a.test/", "b"), 2, "\"b\" is one argument too many");
        assertSentence(CommandRun.of("crawl", "--max-page", "3"), 2, "--max-page");
        assertSentence(
                CommandRun.of("crawl", "--max-pages", "many", "http://a.test/"),
                2,
                "--max-pages is \"many\"; it takes a whole number");
        assertSentence(
                CommandRun.of("crawl", "--max-bytes", "0", "http://a.test/"),
                2,
                "--max-bytes is \"0\"; it takes a size, for example 10GiB");
        assertSentence(
                CommandRun.of("crawl", "--max-duration", "-PT1S", "http://a.test/"),
                2,
                "--max-duration is \"-PT1S\"; it takes a duration, for example 8h");
        assertSentence(CommandRun.of("backlinks", "--scope", "galaxy", "http://a.test/"), 2, "galaxy", "prefix");
        assertSentence(CommandRun.of("export", "--format", "tsv"), 2, "--out");
    }

    @Test
    void targetThatIsNoUrlIsWrongUsage() {
        assertSentence(CommandRun.of("backlinks", "mailto:a@b.test"), 2, "mailto:a@b.test");
        assertSentence(CommandRun.of("backlinks", "www.example.com"), 2, "--scope host");
        assertSentence(CommandRun.of("backlinks", "--limit", "0", "http://a.test/"), 2, "--limit");
        assertSentence(CommandRun.of("backlinks", "--cursor", "x", "http://a.test/"), 2, "\"x\" is no cursor");
        assertSentence(CommandRun.of("backlinks", "--state", "gone", "http://a.test/"), 2, "gone", "moved");
        assertSentence(CommandRun.of("backlinks", "--resolve", "yes", "http://a.test/"), 2, "yes", "canonical");
        assertSentence(CommandRun.of("backlinks", "--api", "nowhere", "http://a.test/"), 2, "--api");
        assertSentence(CommandRun.of("backlinks", "--api", "http://[", "http://a.test/"), 2, "--api", "it takes a URL");
        assertSentence(
                CommandRun.of("status", "--api", "http://127.0.0.1:1", "--data", "x"),
                2,
                "--api",
                "--data",
                "do not go together");
    }

    @Test
    void missingDataDirectoryFails() {
        String absent = directory.resolve("absent").toString();
        assertSentence(CommandRun.of("backlinks", "--data", absent, "http://a.test/"), 1, absent, "linkloom crawl");
        assertSentence(CommandRun.of("status", "--data", absent), 1, absent);
        assertSentence(
                CommandRun.of(
                        "export",
                        "--format",
                        "tsv",
                        "--data",
                        absent,
                        "--out",
                        directory.resolve("out").toString()),
                1,
                absent);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void apiWhereNothingListensFails() {
        assertSentence(
                CommandRun.of("status", "--api", "http://127.0.0.1:1"), 1, "http://127.0.0.1:1", "cannot be reached");
    }

    @Test
    void crawlWithoutSeedsIsWrongUsageAndLeavesNothingBehind() throws IOException {
        Path seeds = Files.writeString(directory.resolve("seeds.txt"), "# none\nnonsense\n");
        Path data = directory.resolve("data");
        CommandRun run = CommandRun.of("crawl", "--data", data.toString(), "--seeds", seeds.toString());
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("line 2: \"nonsense\"", "there is no URL to begin with");
        assertThat(data).doesNotExist();
    }

    @Test
    void missingSeedFileFails() {
        String absent = directory.resolve("seeds.txt").toString();
        assertSentence(CommandRun.of("crawl", "--seeds", absent), 1, absent, "does not exist");
    }

    @Test
    void allProblemsOfTheConfigurationAreToldAtOnce() {
        CommandRun run = CommandRun.with(
                Map.of("LINKLOOM_WORKER_DELAY", "soon"),
                "crawl",
                "--connections-per-host",
                "0",
                "--set",
                "fetch.max-bodies=1MiB",
                "http://a.test/");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().lines())
                .hasSize(3)
                .allSatisfy(line -> assertThat(line).startsWith("linkloom: "));
        assertThat(run.err())
                .contains("environment LINKLOOM_WORKER_DELAY", "flag --connections-per-host", "fetch.max-body");
    }

    @Test
    void debugShowsWhereItComesFrom() {
        CommandRun run = CommandRun.of(
                "status", "--debug", "--data", directory.resolve("x").toString());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("\tat ", "linkloom: there is no crawl in");
    }

    @Test
    void clusterThatDoesNotAnswerIsASentence() {
        CommandRun run = CommandRun.of(
                "seed",
                "--set",
                "kafka.bootstrap-servers=127.0.0.1:1",
                "--set",
                "kafka.answer-within=1s",
                "http://a.test/");
        assertSentence(run, 1, "Kafka at 127.0.0.1:1 did not answer");
    }

    @Test
    void publicWorkerWithoutContactIsRefusedBeforeItLooksForKafka() {
        assertSentence(
                CommandRun.of("worker", "--set", "kafka.bootstrap-servers=127.0.0.1:1"), 1, "fetch.user-agent-contact");
    }

    @Test
    void servicesRefuseAddressesThatAreNone() {
        assertSentence(
                CommandRun.of("builder", "--set", "builder.http-address=everywhere"),
                1,
                "builder.http-address",
                "host:port");
    }
}
