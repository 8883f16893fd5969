package io.linkloom.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher in a source tree of its own, with a {@code java} that says how it was called and an {@code mvn} that only
 * makes what a build leaves behind.
 */
final class LauncherTest {
    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final List<String> TOOLS =
            List.of("cat", "dirname", "find", "head", "mkdir", "readlink", "rm", "sed", "sh", "sleep", "tail", "touch");
    private static final String NO_JDK = "linkloom: Linkloom needs JDK 25 or newer and found none: install one"
            + " (for example Eclipse Temurin 25) or set JAVA_HOME to it.\n";
    private static final String BUILDING = "building linkloom (first run takes a minute or two)…\n";

    @TempDir
    Path dir;

    private Path root;
    private Path path;
    private Path jdks;

    @BeforeEach
    void makeSourceTree() throws IOException {
        dir = dir.toRealPath();
        root = Files.createDirectories(dir.resolve("source tree"));
        path = Files.createDirectories(dir.resolve("path"));
        jdks = Files.createDirectories(dir.resolve("jdks"));
        Files.copy(Path.of("..", "..", "linkloom"), root.resolve("linkloom"));
        makeExecutable(root.resolve("linkloom"));
        source("pom.xml");
        source("common/src/main/java/A.java");
        source("deploy/standalone/pom.xml");
        for (String tool : TOOLS) {
            script(path.resolve(tool), "exec " + find(tool) + " \"$@\"");
        }
        script(path.resolve("mvn"), """
                echo "$*" >> "%1$s/mvn calls"
                mkdir -p deploy/standalone/target/dist/lib
                touch deploy/standalone/target/dist/lib/linkloom.jar deploy/standalone/target/dist/built
                """.formatted(dir));
    }

    @Test
    void missingJdkIsSaidInOneSentence() throws Exception {
        assertThat(launch("--help")).isEqualTo(new Outcome(1, "", NO_JDK));
    }

    @Test
    void olderJdkIsPassedOver() throws Exception {
        Path old = jdk("jdks/old", "21.0.4");
        jdk("jdks/new", "25.0.3");
        assertThat(launcher("--version").javaHome(old).run().out()).startsWith(jdks.resolve("new") + ": ");
    }

    @Test
    void onlyAnOlderJdkIsLikeNone() throws Exception {
        jdk("jdks/old", "17.0.15");
        assertThat(launch("--help").err()).isEqualTo(NO_JDK);
    }

    @Test
    void javaHomeGoesBeforeThePathAndThePathBeforeFolders() throws Exception {
        jdk("jdks/a", "25");
        Path chosen = jdk("chosen", "26-ea");
        Path onPath = jdk("on path", "25.0.1");
        Files.createSymbolicLink(path.resolve("java"), Path.of("../on path/bin/java"));
        assertThat(launcher("--version").javaHome(chosen).run().out()).startsWith(chosen + ": ");
        assertThat(launch("--version").out()).startsWith(onPath + ": ");
    }

    @Test
    void jdkWithoutAReleaseFileIsAsked() throws Exception {
        Path jdk = jdk("jdks/bare", "25.0.3");
        Files.delete(jdk.resolve("release"));
        script(jdk.resolve("bin/java"), "[ \"$1\" = -version ] && echo 'openjdk version \"25.0.3\" 2026-04-21' >&2");
        assertThat(launch("--version").err()).isEqualTo(BUILDING);
    }

    @Test
    void argumentsArePassedExactlyFromAnywhereAlsoThroughALink() throws Exception {
        jdk("jdks/new", "25.0.3");
        Path link = Files.createSymbolicLink(dir.resolve("ll"), Path.of("source tree/linkloom"));
        Outcome outcome =
                launcher("crawl", "a b", "", "*", "\"'$HOME").script(link).run();
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).endsWith("linkloom.jar|crawl|a b||*|\"'$HOME|\n");
    }

    @Test
    void javaOptionsOfTheUserComeLast() throws Exception {
        jdk("jdks/new", "25.0.3");
        assertThat(launcher("status").javaOptions("-Xmx2g -Da=b").run().out())
                .contains("|-Xmx2g|-Da=b|-jar|" + root + "/deploy/standalone/target/dist/lib/linkloom.jar|status|");
    }

    @Test
    void buildsOnceAndAgainWhenASourceChanges() throws Exception {
        jdk("jdks/new", "25.0.3");
        assertThat(launch("status").err()).isEqualTo(BUILDING);
        assertThat(launch("status").err()).isEmpty();
        Files.writeString(root.resolve("common/src/main/java/A.java"), "changed");
        assertThat(launch("status").err()).isEqualTo(BUILDING);
        assertThat(launch("status").err()).isEmpty();
        assertThat(mvnCalls())
                .hasSize(2)
                .containsOnly("-B -q -pl deploy/standalone -am package -Dquick -Dmaven.test.skip=true");
    }

    @Test
    void archiveOfARunThatOnlyHelpedDoesNotSlowLaterOnes() throws Exception {
        jdk("jdks/new", "25.0.3");
        assertThat(launch("crawl").code()).isZero();
        Path ofHelp = Files.write(root.resolve("deploy/standalone/target/dist/crawl-25.0.3.jsa"), new byte[2_500_000]);
        Path ofDemo =
                Files.write(root.resolve("deploy/standalone/target/dist/demo-25.0.3.jsa"), new byte[21 * 1024 * 1024]);
        assertThat(launch("crawl").code()).isZero();
        assertThat(launch("demo").code()).isZero();
        assertThat(ofHelp).doesNotExist();
        assertThat(ofDemo).exists();
    }

    @Test
    void missingMavenIsSaidInOneSentence() throws Exception {
        jdk("jdks/new", "25.0.3");
        Files.delete(path.resolve("mvn"));
        assertThat(launch("status"))
                .isEqualTo(new Outcome(
                        1,
                        "",
                        "linkloom: building needs Maven 3.8 or newer, and there is no mvn on the PATH:"
                                + " install it (Debian: apt install maven, macOS: brew install maven).\n"));
    }

    @Test
    void failedBuildShowsWhyAndIsTriedAgain() throws Exception {
        jdk("jdks/new", "25.0.3");
        String mvn = Files.readString(path.resolve("mvn"));
        script(path.resolve("mvn"), "echo '[ERROR] no space left'; exit 1");
        Outcome outcome = launch("status");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err())
                .isEqualTo(BUILDING + "[ERROR] no space left\nlinkloom: the build failed; all it said is in "
                        + root.resolve("target/linkloom-build.log") + ".\n");
        Files.writeString(path.resolve("mvn"), mvn);
        assertThat(launch("status")).extracting(Outcome::code, Outcome::err).containsExactly(0, BUILDING);
    }

    @Test
    void twoAtOnceBuildOnce() throws Exception {
        jdk("jdks/new", "25.0.3");
        Files.writeString(path.resolve("mvn"), Files.readString(path.resolve("mvn")) + "sleep 1\n");
        Process first = launcher("status").start();
        Process second = launcher("status").start();
        assertThat(List.of(Outcome.of(first).code(), Outcome.of(second).code())).containsOnly(0);
        assertThat(mvnCalls()).hasSize(1);
    }

    @Test
    void lockOfADeadBuilderIsTakenOver() throws Exception {
        jdk("jdks/new", "25.0.3");
        Process dead = new ProcessBuilder(path.resolve("sh").toString(), "-c", "exit").start();
        dead.waitFor();
        Path lock = Files.createDirectories(root.resolve("target/linkloom-build.lock"));
        Files.writeString(lock.resolve("pid"), dead.pid() + "\n");
        assertThat(launch("status").err()).isEqualTo(BUILDING);
        assertThat(lock).doesNotExist();
    }

    private Path jdk(String name, String version) throws IOException {
        Path home = dir.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(
                home.resolve("release"),
                "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"" + version + "\"\nJAVA_VERSION_DATE=\"2026-04-21\"\n");
        script(home.resolve("bin/java"), "printf '%s: ' \"" + home + "\"; printf '%s|' \"$@\"; echo");
        script(home.resolve("bin/javac"), "exit 0");
        return home;
    }

    private void source(String name) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "source");
        age(file);
        for (Path folder = file.getParent(); folder != null && folder.startsWith(root); folder = folder.getParent()) {
            age(folder);
        }
    }

    private static void age(Path file) throws IOException {
        Instant before = Files.getLastModifiedTime(file).toInstant();
        Files.setLastModifiedTime(file, FileTime.from(before.minus(Duration.ofHours(1))));
    }

    private List<String> mvnCalls() throws IOException {
        return Files.readAllLines(dir.resolve("mvn calls"));
    }

    private static Path find(String tool) {
        return Stream.of("/usr/bin", "/bin")
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }

    private static void script(Path file, String body) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        makeExecutable(file);
    }

    private static void makeExecutable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Outcome launch(String... args) throws Exception {
        return launcher(args).run();
    }

    private Launcher launcher(String... args) {
        return new Launcher(args);
    }

    /** One call of the launcher, with nothing of this process's surroundings. */
    private final class Launcher {
        private final ProcessBuilder builder;

        Launcher(String... args) {
            List<String> command =
                    new ArrayList<>(List.of(root.resolve("linkloom").toString()));
            command.addAll(List.of(args));
            builder = new ProcessBuilder(command).directory(dir.toFile());
            builder.environment().clear();
            builder.environment().put("PATH", path.toString());
            builder.environment().put("HOME", dir.toString());
            builder.environment().put("LINKLOOM_JDK_FOLDERS", dir.resolve("none") + "/*:" + jdks + "/*");
        }

        Launcher script(Path script) {
            builder.command().set(0, script.toString());
            return this;
        }

        Launcher javaHome(Path home) {
            builder.environment().put("JAVA_HOME", home.toString());
            return this;
        }

        Launcher javaOptions(String options) {
            builder.environment().put("LINKLOOM_JAVA_OPTS", options);
            return this;
        }

        Process start() throws IOException {
            return builder.start();
        }

        Outcome run() throws Exception {
            return Outcome.of(start());
        }
    }

    private record Outcome(int code, String out, String err) {
        static Outcome of(Process process) throws Exception {
            if (!process.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("the launcher did not end in time");
            }
            return new Outcome(
                    process.exitValue(),
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8),
                    new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
