package io.linkloom.common.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.javalin.config.JavalinConfig;
import io.micrometer.core.instrument.Counter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ServiceServerTest {

    private final Metrics metrics = new Metrics(Metrics.Service.WORKER);
    private final Health health = new Health();
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void closeAll() {
        client.close();
        metrics.close();
    }

    @Test
    void metricsAreShownAsPrometheusText() throws Exception {
        Counter.builder("pages.fetched").register(metrics.registry()).increment(3);
        try (ServiceServer server = start(ServiceServerTest::noRoutes)) {
            HttpResponse<String> response = get(server, "/metrics");
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type")).contains(Metrics.CONTENT_TYPE);
            assertThat(response.body())
                    .contains("pages_fetched_total{service=\"worker\"} 3.0")
                    .contains("# TYPE jvm_memory_used_bytes gauge")
                    .contains("jvm_threads_live_threads{service=\"worker\"}")
                    .contains("process_cpu_time_ns_total")
                    .contains("process_uptime_seconds");
            if (ProcessMemory.residentBytes().isPresent()) {
                assertThat(response.body()).contains("process_resident_memory_bytes{service=\"worker\"}");
            }
        }
    }

    @Test
    void healthIs200WhileAllIsWellAnd503WhileSomethingIsDown() throws Exception {
        try (ServiceServer server = start(ServiceServerTest::noRoutes)) {
            health.up("fetch", "running");
            HttpResponse<String> well = get(server, "/health");
            assertThat(well.statusCode()).isEqualTo(200);
            assertThat(well.headers().firstValue("Content-Type")).contains("application/json");
            health.down("fetch", "no \"network\"");
            HttpResponse<String> ill = get(server, "/health");
            assertThat(ill.statusCode()).isEqualTo(503);
            assertThat(ill.body()).isEqualTo(health.json());
        }
    }

    @Test
    void routesOfTheProcessRunOnVirtualThreads() throws Exception {
        try (ServiceServer server = start(config -> config.routes.get(
                "/api/v1/thread/{name}",
                context -> context.result(
                        context.pathParam("name") + Thread.currentThread().isVirtual())))) {
            assertThat(get(server, "/api/v1/thread/is-virtual-").body()).isEqualTo("is-virtual-true");
            assertThat(get(server, "/nothing/here").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void manySlowRequestsAreAnsweredAtTheSameTime() {
        try (ServiceServer server = start(config -> config.routes.get("/slow", context -> Thread.sleep(200)))) {
            long start = Time.system().nanos();
            List<CompletableFuture<HttpResponse<String>>> responses = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                responses.add(client.sendAsync(request(server, "/slow").build(), HttpResponse.BodyHandlers.ofString()));
            }
            assertThat(responses)
                    .allSatisfy(
                            response -> assertThat(response.join().statusCode()).isEqualTo(200));
            assertThat(Duration.ofNanos(Time.system().nanos() - start)).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void requestsBeyondTheLimitsAreRefused() throws Exception {
        try (ServiceServer server =
                start(config -> config.routes.post("/echo", context -> context.result(context.body())))) {
            assertThat(post(server, "x".repeat(1000)).body()).hasSize(1000);
            assertThat(post(server, "x".repeat(ServiceServer.MAX_REQUEST_BYTES + 1))
                            .statusCode())
                    .isEqualTo(413);
            HttpRequest longHeader = request(server, "/health")
                    .header("X-Long", "x".repeat(ServiceServer.MAX_HEADER_BYTES))
                    .build();
            assertThat(client.send(longHeader, HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(431);
        }
    }

    @Test
    void portInUseIsOneClearSentence() {
        try (ServiceServer first = start(ServiceServerTest::noRoutes)) {
            int port = first.address().port();
            assertThatExceptionOfType(StartException.class)
                    .isThrownBy(() ->
                            ServiceServer.start(Address.loopback(port), metrics, health, ServiceServerTest::noRoutes))
                    .withMessage("port " + port + " on 127.0.0.1 is already in use; choose another");
        }
    }

    @Test
    void addressThatIsNotOursIsOneClearSentence() {
        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() ->
                        ServiceServer.start(new Address("192.0.2.1", 0), metrics, health, ServiceServerTest::noRoutes))
                .withMessage("192.0.2.1 is no address of this machine");
        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> ServiceServer.start(
                        new Address("no.such.invalid", 0), metrics, health, ServiceServerTest::noRoutes))
                .withMessage("the host name no.such.invalid has no address to listen on");
    }

    @Test
    void portIsFreeAgainAfterClose() throws IOException {
        ServiceServer server = start(ServiceServerTest::noRoutes);
        int port = server.address().port();
        server.close();
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(socket.isBound()).isTrue();
        }
    }

    @Test
    void secondServerOfAProcessStartsFast() {
        start(ServiceServerTest::noRoutes).close();
        long start = Time.system().nanos();
        start(ServiceServerTest::noRoutes).close();
        assertThat(Duration.ofNanos(Time.system().nanos() - start)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void addressIsWrittenAsInAUrl() {
        assertThat(Address.loopback(80)).hasToString("127.0.0.1:80");
        assertThat(new Address("::1", 8080).uri()).hasToString("http://[::1]:8080");
        assertThatIllegalArgumentException().isThrownBy(() -> Address.loopback(65_536));
        assertThatIllegalArgumentException().isThrownBy(() -> new Address(" ", 1));
    }

    private static void noRoutes(JavalinConfig config) {
        assertThat(config).isNotNull();
    }

    private ServiceServer start(Consumer<JavalinConfig> routes) {
        return ServiceServer.start(Address.loopback(0), metrics, health, routes);
    }

    private static HttpRequest.Builder request(ServiceServer server, String path) {
        return HttpRequest.newBuilder(server.uri().resolve(path)).timeout(Duration.ofSeconds(10));
    }

    private HttpResponse<String> get(ServiceServer server, String path) throws Exception {
        return client.send(request(server, path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(ServiceServer server, String body) throws Exception {
        HttpRequest request = request(server, "/echo")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
