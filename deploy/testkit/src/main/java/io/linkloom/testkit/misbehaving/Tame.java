package io.linkloom.testkit.misbehaving;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** The answers of hosts that behave well, which misbehaving ones give too where they do nothing odd. */
final class Tame {
    static final String HTML = "Content-Type: text/html; charset=utf-8\r\n";
    static final String NO_CACHE = "Cache-Control: no-cache\r\n";

    /** Every page has this link, and so a reader of the page has understood something if it has found it. */
    static final String LINK = "<p>Then <a href=\"/after\">what comes after</a>.\n";

    private static final String ALLOW_ALL = "User-agent: *\nDisallow:\n";
    private static final int PAGES = 9;

    private Tame() {}

    static void robots(Wire wire) throws IOException {
        robots(ALLOW_ALL, wire);
    }

    static void robots(long crawlDelayMillis, Wire wire) throws IOException {
        robots("User-agent: *\nCrawl-delay: " + crawlDelayMillis / 1000.0 + "\n", wire);
    }

    static void robots(String rules, Wire wire) throws IOException {
        ok("Content-Type: text/plain\r\n", rules, wire);
    }

    /** A page with the link, and links to a few others of the host. */
    static void page(Request request, Wire wire) throws IOException {
        StringBuilder links = new StringBuilder(LINK);
        for (int i = 1; i <= PAGES; i++) {
            links.append("<a href=\"/").append(i).append("\">page ").append(i).append("</a>\n");
        }
        ok(HTML, start(request.host() + request.path()) + links, wire);
    }

    static void late(Request request, long millis, Wire wire) throws IOException, InterruptedException {
        TimeUnit.MILLISECONDS.sleep(millis);
        page(request, wire);
    }

    static void ok(String fields, String body, Wire wire) throws IOException {
        status("200 OK", fields, body, wire);
    }

    static void status(String status, String fields, String body, Wire wire) throws IOException {
        wire.send(head(status, fields, body.getBytes(StandardCharsets.UTF_8).length));
        wire.send(body.getBytes(StandardCharsets.UTF_8));
    }

    static String head(String status, String fields, long length) {
        return "HTTP/1.1 " + status + "\r\n" + fields + "Content-Length: " + length + "\r\n\r\n";
    }

    /** The head of a response whose body's length is not said. */
    static String openHead(String fields) {
        return "HTTP/1.1 200 OK\r\n" + HTML + fields + "\r\n";
    }

    static String start(String title) {
        return "<!DOCTYPE html>\n<title>" + title + "</title>\n";
    }
}
