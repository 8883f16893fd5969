package io.linkloom.standalone.bench;

import io.linkloom.testkit.web.InventedWebMain;
import io.linkloom.testkit.web.InventedWebSpec;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The invented web, served by a process of its own, so that its processor time is not the crawler's. */
public final class WebProcess implements AutoCloseable {
    private static final String READY = "listening on ";

    private final Process process;
    private final InventedWebSpec web;

    private WebProcess(Process process, InventedWebSpec web) {
        this.process = process;
        this.web = web;
    }

    /** Starts it and waits until it listens. */
    public static WebProcess start(int sites, int pages, int linksPerPage) throws IOException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        InventedWebMain.class.getName(),
                        "--calm",
                        "--sites",
                        Integer.toString(sites),
                        "--pages",
                        Integer.toString(pages),
                        "--links",
                        Integer.toString(linksPerPage)))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String said = out.readLine();
        if (said == null || !said.startsWith(READY)) {
            process.destroyForcibly();
            throw new IOException("the invented web did not start: " + said);
        }
        int port = Integer.parseInt(said.substring(READY.length()).strip());
        return new WebProcess(
                process, InventedWebSpec.calm(sites, pages, linksPerPage).withPort(port));
    }

    /** The web as it is served. */
    public InventedWebSpec web() {
        return web;
    }

    /** Processor time of the web's process so far. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Ends the process; its standard input is its lease. */
    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
