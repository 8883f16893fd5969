package io.linkloom.testkit.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class InventedWebMainTest {

    @Test
    void optionsMakeTheSpec() {
        InventedWebMain.Arguments asked = InventedWebMain.read(List.of(
                "--seed",
                "7",
                "--sites",
                "20",
                "--pages",
                "300",
                "--links",
                "12",
                "--filler",
                "100",
                "--port",
                "8081"));

        assertThat(asked.spec())
                .isEqualTo(InventedWebSpec.lifelike(20, 300, 12)
                        .withSeed(7)
                        .withFillerBytes(100)
                        .withPort(8081));
        assertThat(InventedWebMain.read(asked.spec().arguments()).spec()).isEqualTo(asked.spec());
    }

    @Test
    void aCalmWebIsAskedForByAFlag() {
        InventedWebSpec calm = InventedWebSpec.calm(2_000, 60_000, 20).withPort(1234);

        assertThat(InventedWebMain.read(calm.arguments()).spec()).isEqualTo(calm);
    }

    @Test
    void wrongOptionsAreNamed() {
        assertThatThrownBy(() -> InventedWebMain.read(List.of("--sights", "3"))).hasMessageContaining("--sights");
        assertThatThrownBy(() -> InventedWebMain.read(List.of("--sites", "three")))
                .hasMessageContaining("--sites must be a number, not three");
        assertThatThrownBy(() -> InventedWebMain.read(List.of("--sites"))).hasMessageContaining("--sites");
    }

    @Test
    void theProcessServesUntilItsInputEnds() throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        java, "-cp", System.getProperty("java.class.path"), InventedWebMain.class.getName(), "--calm")
                .start();
        try (BufferedReader out = process.inputReader()) {
            String line = out.readLine();
            assertThat(line).startsWith("listening on ");
            int port = Integer.parseInt(line.substring("listening on ".length()));
            InventedWebSpec spec =
                    InventedWebMain.read(List.of("--calm")).spec().withPort(port);
            String seed = spec.seeds().getFirst();
            try (RawHttp http = new RawHttp(port)) {
                String host = seed.substring("http://".length(), seed.length() - 1);
                assertThat(http.get(host, "/").status()).isEqualTo(200);
            }
            process.getOutputStream().close();
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }
}
