package io.linkloom.common.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigTest {

    private static final Setting<Integer> CONCURRENCY =
            Setting.ofInt("worker.concurrency", 256, 1, 100_000, "Pages fetched at the same time.");
    private static final Setting<Integer> PORT = Setting.ofInt("worker.port", 8080, 0, 65_535, "Where to listen.");
    private static final Setting<Long> MAX_BODY =
            Setting.ofBytes("fetch.max-body", 2 << 20, 1024, 1 << 30, "Bytes of a body that are read.");
    private static final Setting<Boolean> TLS_VERIFY =
            Setting.ofBoolean("fetch.tls-verify", true, "Whether certificates are checked.");
    private static final Setting<Duration> DELAY =
            Setting.ofDuration("host.delay", Duration.ofSeconds(1), "Gap between two fetches of a host.");
    private static final Setting<Optional<String>> CONTACT =
            Setting.ofOptionalText("user-agent.contact", "Where to complain.");
    private static final Settings WORKER = Settings.of(CONCURRENCY, PORT);
    private static final Settings KNOWN = WORKER.plus(MAX_BODY, TLS_VERIFY, DELAY, CONTACT);

    @TempDir
    private Path dir;

    @Test
    void defaultsAreAllListedOnceInTheOrderOfTheirDeclaration() {
        assertThat(Config.defaults(KNOWN).entries())
                .extracting(
                        Config.Entry::key,
                        Config.Entry::value,
                        Config.Entry::isDefault,
                        e -> e.origin().text())
                .containsExactly(
                        tuple("worker.concurrency", "256"),
                        tuple("worker.port", "8080"),
                        tuple("fetch.max-body", "2MiB"),
                        tuple("fetch.tls-verify", "true"),
                        tuple("host.delay", "1s"),
                        tuple("user-agent.contact", ""));
    }

    private static org.assertj.core.groups.Tuple tuple(String key, String value) {
        return org.assertj.core.groups.Tuple.tuple(key, value, true, "default");
    }

    @Test
    void laterSourcesOverrideEarlierOnesAndEachValueKnowsItsOrigin() throws IOException {
        Path file = file("# my crawler\n\nworker.concurrency = 10\nhost.delay=5s  # be kind\nfetch.max-body = 1MiB\n");
        Config config = Config.load(
                KNOWN,
                List.of(
                        Source.file(file),
                        Source.environment(Map.of("LINKLOOM_HOST_DELAY", "6s", "LINKLOOM_WORKER_CONCURRENCY", "20")),
                        Source.flags(List.of(
                                Flag.option("--delay", DELAY, "7s"),
                                Flag.set("user-agent.contact=https://example.org/#bot?a=b")))));

        assertThat(config.get(DELAY)).isEqualTo(Duration.ofSeconds(7));
        assertThat(config.originOf(DELAY)).hasToString("flag --delay");
        assertThat(config.get(CONTACT)).contains("https://example.org/#bot?a=b");
        assertThat(config.originOf(CONTACT)).hasToString("flag --set");
        assertThat(config.get(CONCURRENCY)).isEqualTo(20);
        assertThat(config.originOf(CONCURRENCY)).hasToString("environment LINKLOOM_WORKER_CONCURRENCY");
        assertThat(config.get(MAX_BODY)).isEqualTo(1 << 20);
        assertThat(config.originOf(MAX_BODY)).hasToString(file + " line 5");
        assertThat(config.originOf(PORT).kind()).isEqualTo(Origin.Kind.DEFAULT);
    }

    @Test
    void allProblemsOfAllSourcesAreReportedAtOnce() throws IOException {
        Path file =
                file("fetch.max-boddy = 1MiB\nworker.concurrency = 0\nnonsense\nworker.port = 1\nworker.port = 2\n");
        List<Source> sources = List.of(
                Source.file(file),
                Source.environment(
                        Map.of("LINKLOOM_FETCH_MAX_BODY", "lots", "LINKLOOM_FETCH_TLS_VERFY", "no", "PATH", "/")),
                Source.flags(List.of(
                        Flag.option("--delay", DELAY, "soon"),
                        Flag.set("tls-verify=no"),
                        Flag.set("fetch.tls-verify"),
                        Flag.set("completely.different=1"))));

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> Config.load(KNOWN, sources))
                .satisfies(e -> assertThat(e.problems())
                        .containsExactlyInAnyOrder(
                                file + " line 1: unknown setting \"fetch.max-boddy\"; did you mean fetch.max-body?",
                                file + " line 2: worker.concurrency: \"0\" is out of bounds;"
                                        + " it takes a whole number from 1 to 100000",
                                file + " line 3: \"nonsense\" is no setting; write key = value",
                                file + " line 5: worker.port was already set in line 4",
                                "environment LINKLOOM_FETCH_MAX_BODY: fetch.max-body:"
                                        + " \"lots\" is no size; write for example 2MiB",
                                "environment LINKLOOM_FETCH_TLS_VERFY: unknown setting;"
                                        + " did you mean LINKLOOM_FETCH_TLS_VERIFY?",
                                "flag --delay: host.delay: \"soon\" is no duration; write for example 10s",
                                "flag --set: unknown setting \"tls-verify\"; did you mean fetch.tls-verify?",
                                "flag --set: \"fetch.tls-verify\" has no value; write --set key=value",
                                "flag --set: unknown setting \"completely.different\""))
                .satisfies(e -> assertThat(e).hasMessage(String.join("\n", e.problems())));
    }

    @Test
    void badValueThatALaterSourceOverridesIsReportedAllTheSame() throws IOException {
        Path file = file("worker.port = x");
        List<Source> sources = List.of(Source.file(file), Source.flags(List.of(Flag.option("--port", PORT, "1"))));
        assertThat(problems(sources)).singleElement().asString().contains("line 1: worker.port: \"x\"");
    }

    @Test
    void fileThatCannotBeReadIsOneProblemAmongOthers() throws IOException {
        Path missing = dir.resolve("missing.conf");
        Path binary = dir.resolve("binary.conf");
        Files.write(binary, new byte[] {'a', '=', (byte) 0xFF});
        Path huge = dir.resolve("huge.conf");
        Files.write(huge, new byte[ConfigFile.MAX_BYTES + 1]);
        List<Source> sources = List.of(
                Source.file(missing), Source.file(binary), Source.file(huge), Source.flags(List.of(Flag.set("x=1"))));
        assertThat(problems(sources))
                .containsExactly(
                        "configuration file " + missing + " does not exist",
                        "configuration file " + binary + " is not UTF-8 text",
                        "configuration file " + huge + " is larger than 1MiB and so no configuration",
                        "flag --set: unknown setting \"x\"");
        assertThat(problems(List.of(Source.file(dir))))
                .singleElement()
                .asString()
                .contains("cannot be read");
    }

    @Test
    void fileOfAnotherSystemIsReadWithRightLineNumbers() throws IOException {
        Path file = file("\uFEFFworker.port = 1\r\n# ü\r\nworker.concurrency = x\r\n");
        assertThat(problems(List.of(Source.file(file))))
                .singleElement()
                .asString()
                .startsWith(file + " line 3:");
    }

    @Test
    void variablesThatAContainerPlatformAddsAreNoSettings() {
        Map<String, String> variables = Map.of(
                "LINKLOOM_API_SERVICE_HOST", "10.0.0.1",
                "LINKLOOM_API_SERVICE_PORT_HTTP", "80",
                "LINKLOOM_WORKER_PORT", "tcp://10.0.0.1:80",
                "LINKLOOM_WORKER_PORT_80_TCP_ADDR", "10.0.0.1",
                "LINKLOOM_JAVA_OPTS", "-Xmx1g");
        assertThat(Config.load(KNOWN, List.of(Source.environment(variables))).get(PORT))
                .isEqualTo(8080);
    }

    @Test
    void namesOfTheLauncherAreIgnoredWhereItSaysSo() {
        Map<String, String> variables = Map.of("LINKLOOM_HOME", "/opt");
        assertThat(problems(List.of(Source.environment(variables)))).hasSize(1);
        Config config = Config.load(KNOWN, List.of(new Source.Environment(variables, Set.of("LINKLOOM_HOME"))));
        assertThat(config.get(PORT)).isEqualTo(8080);
    }

    @Test
    void aTestChangesOneValueAndKeepsTheRest() {
        Config config = Config.defaults(KNOWN).with(PORT, 0);
        assertThat(config.get(PORT)).isZero();
        assertThat(config.originOf(PORT)).hasToString("program");
        assertThat(config.get(CONCURRENCY)).isEqualTo(256);
        assertThatIllegalArgumentException().isThrownBy(() -> config.with(PORT, 65_536));
    }

    @Test
    void valueEqualToTheDefaultIsMarkedAsSuchWhereverItCameFrom() {
        Config config = Config.load(KNOWN, List.of(Source.flags(List.of(Flag.set("worker.port=8080")))));
        Config.Entry port = config.entries().get(1);
        assertThat(port.isDefault()).isTrue();
        assertThat(port.origin()).hasToString("flag --set");
        assertThat(port.doc()).isEqualTo("Where to listen.");
        assertThat(port.accepts()).isEqualTo("a whole number from 0 to 65535");
    }

    @Test
    void settingOfAnotherProcessIsAProgrammingError() {
        Config config = Config.defaults(WORKER);
        assertThatIllegalArgumentException().isThrownBy(() -> config.get(DELAY));
        Setting<Integer> twin = Setting.ofInt("worker.port", 1, 0, 2, "Another.");
        assertThatIllegalArgumentException().isThrownBy(() -> config.get(twin));
    }

    @Test
    void twoSettingsOfOneNameAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> KNOWN.plus(WORKER));
        Setting<Boolean> sameVariable = Setting.ofBoolean("worker-port", true, "Something.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WORKER.plus(sameVariable))
                .withMessage("two settings share a name: worker.port and worker-port");
    }

    @Test
    void swappedLettersAreOneMistake() {
        assertThat(Suggestions.distance("delay", "dleay")).isEqualTo(1);
        assertThat(Suggestions.distance("", "abc")).isEqualTo(3);
        assertThat(Suggestions.distance("kitten", "sitting")).isEqualTo(3);
    }

    private Path file(String text) throws IOException {
        return Files.writeString(dir.resolve("linkloom.conf"), text, StandardCharsets.UTF_8);
    }

    private static List<String> problems(List<Source> sources) {
        try {
            Config.load(KNOWN, sources);
        } catch (ConfigException e) {
            return e.problems();
        }
        throw new AssertionError("accepted");
    }
}
