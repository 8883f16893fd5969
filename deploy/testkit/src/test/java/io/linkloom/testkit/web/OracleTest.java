package io.linkloom.testkit.web;

import static org.assertj.core.api.Assertions.assertThat;

import crawlercommons.robots.SimpleRobotRules;
import crawlercommons.robots.SimpleRobotRulesParser;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Crawls an invented web over HTTP with other people's parsers, and compares what it finds with the oracle. */
class OracleTest {

    private static final InventedWebSpec SPEC = InventedWebSpec.lifelike(30, 700, 60)
            .withFeatures(InventedWebSpec.Features.lifelike().withSlow(0.01, 20));

    @Test
    void aCrawlWithJsoupFindsExactlyTheTrueGraph() throws IOException {
        try (InventedWebServer server = InventedWebServer.start(SPEC);
                Crawl crawl = new Crawl(server.port())) {
            TrueGraph truth = TrueGraph.of(server.spec());
            crawl.from(server.spec().seeds());

            Map<String, String> outcomes = new TreeMap<>();
            truth.pages().forEach(page -> outcomes.put(page.url(), page.outcome() + " " + page.status()));
            assertThat(crawl.outcomes).isEqualTo(outcomes);
            assertThat(crawl.links).isEqualTo(bySource(truth));
            assertThat(truth.linkCount())
                    .isEqualTo(truth.links().count())
                    .isEqualTo(
                            crawl.links.values().stream().mapToLong(List::size).sum());
        }
    }

    @Test
    void aWebThatChangesIsWhatTheOracleSaysInEveryEpoch() throws IOException {
        InventedWebSpec spec = InventedWebSpec.calm(20, 500, 25).withChanges(Changes.lively());
        try (InventedWebServer server = InventedWebServer.start(spec)) {
            for (int epoch = 0; epoch < 4; epoch++) {
                server.setEpoch(epoch);
                try (Crawl crawl = new Crawl(server.port())) {
                    crawl.from(server.spec().seeds());
                    TrueGraph truth = TrueGraph.of(server.spec());
                    assertThat(server.spec().epoch()).isEqualTo(epoch);
                    assertThat(crawl.links).as("epoch %d", epoch).isEqualTo(bySource(truth));
                }
            }
        }
    }

    @Test
    void pagesGainAndLoseLinksAndVanishAndMoveAndComeBack() {
        InventedWebSpec spec = InventedWebSpec.calm(20, 500, 25).withChanges(Changes.lively());
        TrueGraph first = TrueGraph.of(spec);
        TrueGraph second = TrueGraph.of(spec.atEpoch(1));
        TrueGraph third = TrueGraph.of(spec.atEpoch(2));
        assertThat(first.outcomes()).containsOnlyKeys("fetched");
        assertThat(second.outcomes()).containsKeys("fetched", "gone", "redirected");
        assertThat(second.pages()
                        .filter(page -> page.outcome().equals("gone"))
                        .filter(page -> third.page(page.url()).orElseThrow().status() == 200))
                .isNotEmpty();
        List<TruePage> moved = second.pages()
                .filter(page -> page.outcome().equals("redirected"))
                .toList();
        for (TruePage page : moved) {
            String to = second.linksOf(page.url()).getFirst().target();
            assertThat(page.status()).isIn(301, 308);
            assertThat(first.page(to)).as("known before anything led there").isEmpty();
            assertThat(second.linksOf(to)).isNotEmpty();
        }
        assertThat(bySource(second)).isNotEqualTo(bySource(first));
        assertThat(second.linkCount()).isBetween(first.linkCount() * 8 / 10, first.linkCount() * 11 / 10);
    }

    @Test
    void everyKindOfOutcomeOccurs() {
        assertThat(TrueGraph.of(SPEC).outcomes())
                .containsOnlyKeys(
                        "fetched",
                        "redirected",
                        "gone",
                        "server_error",
                        "robots_disallowed",
                        "robots_unreachable",
                        "dns_failure",
                        "connect_failure",
                        "timeout",
                        "wrong_type",
                        "malformed_response");
    }

    private static Map<String, List<TrueLink>> bySource(TrueGraph truth) {
        Map<String, List<TrueLink>> links = new HashMap<>();
        truth.links()
                .forEach(link -> links.computeIfAbsent(link.source(), source -> new ArrayList<>())
                        .add(link));
        return links;
    }

    /** The plainest crawler there is. */
    private static final class Crawl implements AutoCloseable {

        final Map<String, String> outcomes = new TreeMap<>();
        final Map<String, List<TrueLink>> links = new HashMap<>();
        private final Map<String, @Nullable SimpleRobotRules> robots = new HashMap<>();
        private final Deque<String> waiting = new ArrayDeque<>();
        private final int port;
        private RawHttp http;

        Crawl(int port) {
            this.port = port;
            this.http = new RawHttp(port);
        }

        void from(List<String> seeds) throws IOException {
            waiting.addAll(seeds);
            while (!waiting.isEmpty()) {
                String url = waiting.remove();
                if (!outcomes.containsKey(url)) {
                    outcomes.put(url, visit(url));
                    for (TrueLink link : links.getOrDefault(url, List.of())) {
                        waiting.add(link.target());
                    }
                }
            }
        }

        private String visit(String url) throws IOException {
            URI uri = URI.create(url);
            if (uri.getHost().endsWith(".invalid")) {
                return "dns_failure 0";
            }
            if (uri.getPort() != port) {
                return "connect_failure 0";
            }
            SimpleRobotRules rules = rules(uri);
            if (rules != null && !rules.isAllowed(url)) {
                return rules.isDeferVisits() ? "robots_unreachable 0" : "robots_disallowed 0";
            }
            try {
                return read(url, get(url));
            } catch (EOFException e) {
                reconnect();
                return "malformed_response 0";
            } catch (SocketTimeoutException e) {
                reconnect();
                return "timeout 0";
            }
        }

        private String read(String url, RawHttp.Response response) throws IOException {
            int status = response.status();
            String location = response.field("location");
            if (location != null) {
                String target = HtmlReading.resolve(url, location).orElseThrow();
                links.put(url, List.of(new TrueLink(url, target, "redirect", Collections.emptySortedSet(), "", 1)));
                return "redirected " + status;
            }
            if (status != 200) {
                return (status == 500 ? "server_error " : "gone ") + status;
            }
            String type = response.field("content-type");
            if (type == null || !type.regionMatches(true, 0, "text/html", 0, 9)) {
                return "wrong_type 200";
            }
            links.put(url, HtmlReading.links(url, response.body(), type));
            return "fetched 200";
        }

        private @Nullable SimpleRobotRules rules(URI uri) throws IOException {
            String origin = uri.getHost();
            if (!robots.containsKey(origin)) {
                robots.put(origin, readRobots("http://" + uri.getAuthority() + "/robots.txt"));
            }
            return robots.get(origin);
        }

        private @Nullable SimpleRobotRules readRobots(String url) throws IOException {
            RawHttp.Response response = get(url);
            String location = response.field("location");
            if (location != null) {
                return readRobots(location);
            }
            SimpleRobotRulesParser parser = new SimpleRobotRulesParser();
            return switch (response.status()) {
                case 200 -> parser.parseContent(url, response.body(), "text/plain", List.of("testbot"));
                case 404 -> null;
                default -> parser.failedFetch(response.status());
            };
        }

        private RawHttp.Response get(String url) throws IOException {
            int pathStart = url.indexOf('/', "http://".length());
            return http.get(url.substring("http://".length(), pathStart), url.substring(pathStart));
        }

        private void reconnect() throws IOException {
            http.close();
            http = new RawHttp(port);
        }

        @Override
        public void close() throws IOException {
            http.close();
        }
    }
}
