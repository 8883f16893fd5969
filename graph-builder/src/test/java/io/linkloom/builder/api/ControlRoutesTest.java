package io.linkloom.builder.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.builder.fold.Scope;
import io.linkloom.builder.query.Backlinks;
import io.linkloom.builder.query.IndexOnPaper;
import io.linkloom.builder.query.Summaries;
import io.linkloom.builder.query.Why;
import io.linkloom.common.control.ControlDesk;
import io.linkloom.common.model.Control;
import io.linkloom.common.model.Controls;
import io.linkloom.common.runtime.Address;
import io.linkloom.common.runtime.Health;
import io.linkloom.common.runtime.Metrics;
import io.linkloom.common.runtime.ServiceServer;
import io.linkloom.common.runtime.Time;
import io.linkloom.common.topic.TopicException;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.WebUrl;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ControlRoutesTest {
    /** Keeps what is said as the topic would. */
    private static final class Memory implements ControlDesk {
        private final Map<String, Control> said = new LinkedHashMap<>();
        private final List<WebUrl> seeds = new ArrayList<>();
        private boolean away;

        @Override
        public Controls now() {
            List<Controls.Said<Control>> all = new ArrayList<>();
            said.values().forEach(each -> all.add(new Controls.Said<>(all.size(), each)));
            return Controls.of(all);
        }

        @Override
        public void say(Collection<? extends Control> more, Collection<String> takenBack) {
            if (away) {
                throw new TopicException("Kafka is away");
            }
            more.forEach(each -> said.put(each.key(), each));
            said.keySet().removeAll(takenBack);
        }

        @Override
        public void seed(Collection<WebUrl> more, long atMillis) {
            seeds.addAll(more);
        }
    }

    private final Memory desk = new Memory();
    private final Sites sites = new Sites();
    private final IndexOnPaper index = new IndexOnPaper().page("https://a.test/");
    private final HttpClient client = HttpClient.newHttpClient();
    private ServiceServer server;

    @BeforeEach
    void start() {
        server = start(new ControlRoutes(new ControlCommands(
                desk, () -> new Scope(Scope.Kind.SITE, Set.of("a.test"), 9), index, sites, Time.system())));
    }

    private ServiceServer start(ControlRoutes routes) {
        Api api = new Api(
                new Backlinks(index, sites),
                new Why(index, () -> Scope.EVERYTHING, () -> Controls.NONE, sites),
                new Summaries(index, sites),
                Time.system(),
                sites,
                () -> new ErrorJson(""));
        return ServiceServer.start(Address.loopback(0), new Metrics(Metrics.Service.BUILDER), new Health(), http -> {
            api.addTo(http);
            routes.addTo(http);
        });
    }

    @AfterEach
    void stop() {
        server.close();
        client.close();
        index.close();
    }

    private HttpResponse<String> post(String body, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.uri() + "/api/v1/control"))
                .POST(HttpRequest.BodyPublishers.ofString(body));
        return client.send(request.headers(headers).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> say(String body) throws IOException, InterruptedException {
        return post(body, "Content-Type", "application/json");
    }

    private ControlsJson done(String body) throws IOException, InterruptedException {
        HttpResponse<String> response = say(body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return Json.read(response.body(), ControlsJson.class);
    }

    @Test
    void whatIsSaidIsInForceUntilItIsTakenBack() throws Exception {
        assertThat(done("{\"action\":\"pause\"}").pausedSince()).isNotNull();
        done("{\"action\":\"block\",\"targets\":[\"www.Example.com\",\"https://b.test/x\"]}");
        done("{\"action\":\"block\",\"scope\":\"site\",\"targets\":[\"www.c.test\"]}");
        done("{\"action\":\"delay\",\"targets\":[\"d.test\"],\"delay\":\"1500ms\"}");
        ControlsJson listed = Json.read(
                client.send(
                                HttpRequest.newBuilder(URI.create(server.uri() + "/api/v1/control"))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString())
                        .body(),
                ControlsJson.class);
        assertThat(listed.blocked())
                .extracting(each -> each.scope() + " " + each.name())
                .containsExactly("host www.example.com", "host b.test", "site c.test");
        assertThat(listed.delays())
                .singleElement()
                .extracting(ControlsJson.Delay::seconds)
                .isEqualTo(1.5);
        assertThat(done("{\"action\":\"resume\"}").pausedSince()).isNull();
        ControlsJson left = done("{\"action\":\"unblock\",\"targets\":[\"b.test\",\"c.test\"]}");
        assertThat(left.refused()).containsExactly("host c.test was not blocked");
        assertThat(left.blockedCount()).isEqualTo(2);
        assertThat(done("{\"action\":\"delay\",\"targets\":[\"d.test\"],\"delay\":\"none\"}")
                        .delays())
                .isEmpty();
    }

    @Test
    void actsAreListedWithHowFarShardsAre() throws Exception {
        ControlsJson after = done("{\"action\":\"recrawl\",\"scope\":\"prefix\",\"targets\":[\"https://a.test/x\"]}");
        assertThat(after.acts()).singleElement().satisfies(act -> {
            assertThat(act.action() + " " + act.scope() + " " + act.target())
                    .isEqualTo("recrawl prefix https://a.test/x");
            assertThat(act.shardsDone()).isZero();
            assertThat(act.shards()).isPositive();
            assertThat(act.pages()).isZero();
        });
    }

    @Test
    void seedOutsideOfTheScopeWidensItOnceForEachSite() throws Exception {
        ControlsJson after = done(
                "{\"action\":\"seed\",\"targets\":[\"http://a.test/1\",\"http://b.test/1\",\"http://www.b.test/2\"]}");
        assertThat(after.scopeSeeds()).containsExactly("http://b.test/1");
        assertThat(desk.seeds)
                .extracting(WebUrl::text)
                .containsExactly("http://a.test/1", "http://b.test/1", "http://www.b.test/2");
        assertThat(after.acts())
                .singleElement()
                .extracting(ControlsJson.ActJson::count)
                .isEqualTo(3);
    }

    @Test
    void usualPortIsNoPartOfAHost() throws Exception {
        ControlsJson after = done("{\"action\":\"block\",\"targets\":[\"a.test:443\",\"b.test:80\",\"c.test:8443\"]}");
        assertThat(after.blocked())
                .extracting(ControlsJson.Hosts::name)
                .containsExactlyInAnyOrder("a.test", "b.test", "c.test:8443");
    }

    @Test
    void asManySeedsAsFitForSureAreTakenHoweverLongTheyAre() throws Exception {
        List<String> seeds = IntStream.range(0, ControlCommands.MOST_URLS)
                .mapToObj(i -> String.format("\"http://a.test/%s%04d\"", "x".repeat(WebUrl.MAX_LENGTH - 18), i))
                .toList();
        assertThat(WebUrl.parse(seeds.getFirst().replace("\"", "")).text()).hasSize(WebUrl.MAX_LENGTH);
        done("{\"action\":\"seed\",\"targets\":[" + String.join(",", seeds) + "]}");
        assertThat(desk.seeds).hasSize(ControlCommands.MOST_URLS);
    }

    @Test
    void wrongRequestIsRefusedWithASentenceAndNothingIsDone() throws Exception {
        for (String body : List.of(
                "",
                "no json",
                "{}",
                "null",
                "[]",
                "{\"action\":null}",
                "{\"action\":\"stop\"}",
                "{\"action\":\"block\",\"targets\":[null]}",
                "{\"action\":\"seed\",\"targets\":[null]}",
                "{\"action\":\"block\",\"targets\":[\"*.a.test\"]}",
                "{\"action\":\"block\",\"targets\":[\"a..test\"]}",
                "{\"action\":\"block\",\"targets\":[\"..\"]}",
                "{\"action\":\"block\"}",
                "{\"action\":\"block\",\"scope\":\"url\",\"targets\":[\"http://a.test/\"]}",
                "{\"action\":\"delay\",\"targets\":[\"a.test\"]}",
                "{\"action\":\"delay\",\"targets\":[\"a.test\"],\"delay\":\"31d\"}",
                "{\"action\":\"delay\",\"targets\":[\"a.test\"],\"delay\":\"PT-1S\"}",
                "{\"action\":\"drop\",\"targets\":[\"http://a.test/\",\"nonsense\"]}")) {
            HttpResponse<String> response = say(body);
            assertThat(response.statusCode()).as(body).isEqualTo(400);
            assertThat(Json.read(response.body(), ErrorJson.class).error())
                    .as(body)
                    .isNotBlank();
        }
        assertThat(desk.said).isEmpty();
    }

    @Test
    void webPageInTheBrowserOfAnOperatorCannotSayAnything() throws Exception {
        String pause = "{\"action\":\"pause\"}";
        assertThat(post(pause, "Content-Type", "text/plain").statusCode()).isEqualTo(415);
        assertThat(post(pause, "Content-Type", "application/x-www-form-urlencoded")
                        .statusCode())
                .isEqualTo(415);
        assertThat(post(pause, "Content-Type", "application/json", "Origin", "https://evil.example")
                        .statusCode())
                .isEqualTo(403);
        assertThat(post(pause, "Content-Type", "application/json", "Origin", "null")
                        .statusCode())
                .isEqualTo(403);
        String port = ":" + server.address().port();
        // A name that was made to point to this machine after its page was loaded.
        assertThat(raw("evil.example" + port, "http://evil.example" + port)).contains(" 403 ");
        assertThat(desk.said).isEmpty();
        assertThat(raw("127.0.0.1" + port, "http://127.0.0.1" + port))
                .as("a page of its own")
                .contains(" 200 ");
        assertThat(desk.said).hasSize(1);
    }

    /** The status line of an answer to a browser that was told another name. */
    private String raw(String host, String origin) throws IOException {
        String body = "{\"action\":\"pause\"}";
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.address().port())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream()
                    .write(("POST /api/v1/control HTTP/1.1\r\nHost: " + host + "\r\nOrigin: " + origin
                                    + "\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: "
                                    + body.length() + "\r\n\r\n" + body)
                            .getBytes(StandardCharsets.US_ASCII));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
        }
    }

    @Test
    void kafkaThatIsAwayIsSaidAsSuch() throws Exception {
        desk.away = true;
        HttpResponse<String> response = say("{\"action\":\"pause\"}");
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).contains("Kafka is away");
    }

    @Test
    void readReplicaRefusesWhatItWouldNotDo() throws Exception {
        server.close();
        server = start(new ControlRoutes(null));
        HttpResponse<String> response = say("{\"action\":\"pause\"}");
        assertThat(response.statusCode()).isEqualTo(409);
        assertThat(response.body()).contains("read replica");
    }
}
