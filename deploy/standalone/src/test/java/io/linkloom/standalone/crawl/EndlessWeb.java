package io.linkloom.standalone.crawl;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Hosts whose every page links to two more of the host, so that a crawl of them never ends; it notes who was asked when. */
public final class EndlessWeb implements AutoCloseable {
    /**
     * A request for a page.
     *
     * @param host without its port
     */
    public record Request(String host, String path, long nanos) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Request> requests = new ArrayList<>();

    private EndlessWeb(HttpServer server) {
        this.server = server;
    }

    /** Begins to answer on a free port of the loopback address. */
    public static EndlessWeb start() throws IOException {
        EndlessWeb web =
                new EndlessWeb(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        web.server.createContext("/", web::answer);
        web.server.setExecutor(web.threads);
        web.server.start();
        return web;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String host = exchange.getRequestHeaders().getFirst("Host");
        if (path.equals("/robots.txt")) {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
            return;
        }
        synchronized (requests) {
            requests.add(new Request(host.substring(0, host.indexOf(':')), path, System.nanoTime()));
        }
        byte[] page = "<p>nothing</p>".getBytes(StandardCharsets.UTF_8);
        if (path.matches("/\\d+")) {
            long number = Long.parseLong(path.substring(1));
            page = ("<a href='/" + (2 * number + 1) + "'>a</a> <a href='/" + (2 * number + 2) + "'>b</a>")
                    .getBytes(StandardCharsets.UTF_8);
        }
        exchange.getResponseHeaders().set("Content-Type", "text/html");
        exchange.sendResponseHeaders(200, page.length);
        try (exchange) {
            exchange.getResponseBody().write(page);
        }
    }

    /** The URL of a path of a host. */
    public String url(String host, String path) {
        return "http://" + at(host) + path;
    }

    /** A host with the server's port. */
    public String at(String host) {
        return host + ":" + server.getAddress().getPort();
    }

    /** All requests so far but for those of robots.txt. */
    public List<Request> requests() {
        synchronized (requests) {
            return List.copyOf(requests);
        }
    }

    /** Those of a host. */
    public List<Request> requests(String host) {
        return requests().stream().filter(each -> each.host().equals(host)).toList();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
