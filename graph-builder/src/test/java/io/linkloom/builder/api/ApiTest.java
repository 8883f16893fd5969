package io.linkloom.builder.api;

import static io.linkloom.builder.query.IndexOnPaper.a;
import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.builder.fold.Scope;
import io.linkloom.builder.query.Backlinks;
import io.linkloom.builder.query.IndexOnPaper;
import io.linkloom.builder.query.Summaries;
import io.linkloom.builder.query.Why;
import io.linkloom.common.model.Controls;
import io.linkloom.common.runtime.Address;
import io.linkloom.common.runtime.Health;
import io.linkloom.common.runtime.Metrics;
import io.linkloom.common.runtime.ServiceServer;
import io.linkloom.common.runtime.Time;
import io.linkloom.common.url.Sites;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ApiTest {
    record Status(long pages, String lastWord) {}

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final IndexOnPaper INDEX = new IndexOnPaper()
            .page("https://a.test/")
            .page("https://b.test/", a("https://a.test/", "an \"anchor\""), a("https://b.test/2", "next"));
    private static ServiceServer server;

    @BeforeAll
    static void start() {
        Sites sites = new Sites();
        Api api = new Api(
                new Backlinks(INDEX, sites),
                new Why(INDEX, () -> Scope.EVERYTHING, () -> Controls.NONE, sites),
                new Summaries(INDEX, sites),
                Time.system(),
                sites,
                () -> new Status(2, "fine"));
        server = ServiceServer.start(
                Address.loopback(0), new Metrics(Metrics.Service.BUILDER), new Health(), api::addTo);
    }

    @AfterAll
    static void stop() {
        server.close();
        INDEX.close();
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + server.address().port() + path);
        return CLIENT.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void backlinksAreJson() throws Exception {
        var response = get("/api/v1/backlinks?target=https://a.test/");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(response.body())
                .isEqualTo("{\"target\":\"https://a.test/\",\"scope\":\"url\",\"external\":\"site\","
                        + "\"state\":\"live\",\"resolve\":\"none\",\"known\":true,"
                        + "\"more\":false,\"incomplete\":[],\"rows\":[{\"source\":\"https://b.test/\","
                        + "\"target\":\"https://a.test/\",\"kind\":\"a\",\"rel\":\"\",\"follow\":true,"
                        + "\"anchor\":\"an \\\"anchor\\\"\",\"place\":\"other\",\"links\":1,\"internal\":false,"
                        + "\"first_seen\":\"2023-11-14T22:13:20Z\"}]}");
        assertThat(Json.read(response.body(), BacklinksJson.class).rows())
                .extracting(BacklinkJson::anchor)
                .containsExactly("an \"anchor\"");
    }

    @Test
    void parametersAreHeeded() throws Exception {
        assertThat(get("/api/v1/backlinks?target=b.test&scope=site").body()).doesNotContain("hidden");
        assertThat(get("/api/v1/backlinks?target=b.test&scope=site&explain=true")
                        .body())
                .contains("\"hidden_internal\":1");
        assertThat(get("/api/v1/backlinks?target=b.test&scope=site&external=all&limit=1")
                        .body())
                .contains("\"internal\":true");
        var everything = "/api/v1/backlinks?target=b.test&scope=site&external=all&state=all&resolve=all";
        assertThat(get(everything).body()).contains("\"state\":\"all\",\"resolve\":\"all\"");
        assertThat(get("/api/v1/backlinks?target=https://nobody.test/").body()).contains("\"known\":false");
    }

    @Test
    void numbersOfASiteAreJson() throws Exception {
        assertThat(get("/api/v1/summary?target=a.test").body())
                .isEqualTo("{\"target\":\"a.test\",\"scope\":\"site\",\"known\":true,"
                        + "\"links\":{\"live\":1,\"follow\":1,\"ever\":1},"
                        + "\"referring_hosts\":{\"live\":1,\"follow\":1,\"ever\":1},"
                        + "\"referring_sites\":{\"live\":1,\"follow\":1,\"ever\":1},"
                        + "\"site\":\"a.test\",\"history_days\":30,\"history\":[]}");
        assertThat(get("/api/v1/summary?target=https://a.test/&scope=prefix").statusCode())
                .isEqualTo(400);
    }

    @Test
    void wrongParametersGetASentence() throws Exception {
        assertThat(get("/api/v1/backlinks")).satisfies(response -> {
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(response.body())
                    .isEqualTo("{\"error\":\"parameter target is missing: the URL, host or site that is linked to\"}");
        });
        assertThat(get("/api/v1/backlinks?target=https://a.test/&scope=galaxy").body())
                .contains("parameter scope is \\\"galaxy\\\"; it can be url, prefix, host, site");
        assertThat(get("/api/v1/backlinks?target=https://a.test/&limit=0").body())
                .contains("parameter limit is \\\"0\\\"; it can be 1 to 100000");
        assertThat(get("/api/v1/backlinks?target=https://a.test/&state=gone").body())
                .contains("parameter state is", "live, lost, moved, all");
        assertThat(get("/api/v1/backlinks?target=https://a.test/&explain=yes").body())
                .contains("parameter explain is", "true, false");
        assertThat(get("/api/v1/backlinks?target=https://a.test/&cursor=AbC").body())
                .contains("\\\"AbC\\\" is no cursor");
        assertThat(get("/api/v1/backlinks?target=mailto:x").statusCode()).isEqualTo(400);
    }

    @Test
    void pageIsExplained() throws Exception {
        assertThat(get("/api/v1/why?url=https://a.test/").body())
                .isEqualTo("{\"url\":\"https://a.test/\",\"state\":\"visited\",\"depth\":2,\"origin\":\"link\","
                        + "\"first_seen\":\"2023-11-14T22:13:20Z\","
                        + "\"last_visit\":{\"fetched_at\":\"2023-11-14T22:13:20Z\",\"outcome\":\"fetched\","
                        + "\"status\":200,\"detail\":\"\",\"content_type\":\"text/html\",\"failures\":0},"
                        + "\"path\":[{\"url\":\"https://a.test/\",\"origin\":\"link\",\"depth\":2}],"
                        + "\"path_complete\":true}");
        assertThat(get("/api/v1/why?url=https://nobody.test/").body()).contains("\"state\":\"unknown\"");
        assertThat(get("/api/v1/why").statusCode()).isEqualTo(400);
        assertThat(get("/api/v1/why?url=a.test").statusCode()).isEqualTo(400);
    }

    @Test
    void statusIsWhatTheProcessSays() throws Exception {
        assertThat(get("/api/v1/status").body()).isEqualTo("{\"pages\":2,\"last_word\":\"fine\"}");
    }
}
