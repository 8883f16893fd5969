package io.linkloom.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.standalone.Linkloom;
import io.linkloom.standalone.crawl.DataDirectory;
import io.linkloom.testkit.web.InventedWebServer;
import io.linkloom.testkit.web.InventedWebSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command as its users run it: a process that can be killed, or told to stop. */
@Timeout(150)
class CrawlInAnotherProcessTest {

    @TempDir
    private Path directory;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void endAll() {
        started.forEach(Process::destroyForcibly);
    }

    private Process linkloom(String name, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx700m",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Linkloom.class.getName()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(directory.resolve(name + ".out").toFile())
                .redirectError(directory.resolve(name + ".err").toFile())
                .start();
        started.add(process);
        return process;
    }

    private Process crawl(String name, InventedWebSpec web) throws IOException {
        web.hostsFile(directory.resolve("hosts"));
        List<String> arguments = new ArrayList<>(List.of(
                "crawl", "--hosts", "hosts", "--allow-address", "127.0.0.0/8", "--delay", "0s", "--scope", "any"));
        arguments.addAll(web.seeds());
        return linkloom(name, arguments);
    }

    private static void awaitRequests(long number, InventedWebServer server, Process client) {
        while (server.requests() < number) {
            assertThat(client.isAlive()).as("the crawl goes on").isTrue();
            LockSupport.parkNanos(5_000_000);
        }
    }

    private String read(String file) throws IOException {
        return Files.readString(directory.resolve(file));
    }

    @Test
    void crawlGoesOnAfterAKillAndAfterAStop() throws IOException, InterruptedException {
        InventedWebSpec spec = InventedWebSpec.lifelike(60, 1500, 25);
        spec = spec.withFeatures(spec.features().withSlowRiders(0));
        try (InventedWebServer server = InventedWebServer.start(spec)) {
            Process first = crawl("first", server.spec());
            awaitRequests(400, server, first);
            first.destroyForcibly().waitFor();

            Process second = crawl("second", server.spec());
            awaitRequests(server.requests() + 400, server, second);
            second.destroy();
            assertThat(second.waitFor(20, TimeUnit.SECONDS))
                    .as("ends when told to")
                    .isTrue();
            assertThat(read("second.err")).contains("stopped after", "the same command goes on from here");

            Process third = crawl("third", server.spec());
            assertThat(third.waitFor()).as(read("third.err")).isZero();
            assertThat(read("third.out")).contains("nothing is left to fetch", "MOST LINKED SITE", "fetched ");
            IndexAssert.assertIndexIsTheWeb(new DataDirectory(directory.resolve("linkloom-data")), server.spec());
        }
    }
}
