package io.linkloom.testkit.web;

import static io.linkloom.testkit.web.Mix.mix;

import io.linkloom.testkit.web.Spelling.Base;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * Makes the answer to a request, bytes and manner: no sockets, threads or clock. Immutable, for any number of threads,
 * each with an {@link Exchange} of its own.
 */
final class Responder {

    /** How an answer is given. */
    enum Manner {
        AT_ONCE,
        /** After the spec's slow time. */
        LATE,
        /** What is there at once, and then a byte now and then for ever. */
        NEVER_ENDING,
        /** Not at all: the connection is closed. */
        SILENT_CLOSE
    }

    /** How a body's end is shown (RFC 9112, section 6). */
    private enum Framing {
        LENGTH,
        CHUNKED,
        CLOSE
    }

    private static final int CHUNK_BYTES = 4_000;
    private static final byte[] OK = Words.bytes("HTTP/1.1 200 OK\r\n");
    private static final byte[] CONTENT_TYPE = Words.bytes("Content-Type: ");
    private static final byte[] NEW_LINE = Words.bytes("\r\n");
    private static final byte[] HTML = Words.bytes("text/html; charset=utf-8");
    private static final byte[] PLAIN = Words.bytes("text/plain");

    private final InventedWeb web;
    private final long framingSalt;

    Responder(InventedWeb web) {
        this.web = web;
        this.framingSalt = mix(web.spec().seed(), 0xF4A3);
    }

    /**
     * Leaves the answer to a request in the exchange.
     *
     * @param isLast whether the connection is closed after the answer; it must be as well if the answer says so
     */
    Manner answer(RequestHead head, boolean isLast, Exchange exchange) {
        exchange.answer.clear();
        exchange.body.clear();
        if (head.isGet()) {
            return answerToGet(head, isLast, exchange);
        }
        if (!head.isHead()) {
            return error(exchange, "405 Method Not Allowed\r\nAllow: GET, HEAD", isLast);
        }
        Manner manner = answerToGet(head, isLast, exchange);
        dropBody(exchange.answer);
        return manner == Manner.NEVER_ENDING ? Manner.AT_ONCE : manner;
    }

    private Manner answerToGet(RequestHead head, boolean isLast, Exchange exchange) {
        byte[] bytes = head.buffer();
        int site = web.sites().findSite(bytes, head.hostStart(), head.hostEnd());
        int host =
                site < 0 ? -1 : web.sites().findHost(site, bytes, head.hostStart(), head.hostEnd(), exchange.scratch);
        if (host < 0) {
            return error(exchange, "404 Not Found", isLast);
        }
        if (isForRobots(head)) {
            return robots(site, host, isLast, exchange);
        }
        if (site == 0 && isTarget(head, RobotsFiles.SHARED_PATH)) {
            return text(exchange, RobotsFiles.RULES, isLast);
        }
        int page = web.addresses().find(site, host, bytes, head.targetStart(), head.targetEnd(), exchange.scratch);
        return page < 0 ? error(exchange, "404 Not Found", isLast) : page(head, site, page, isLast, exchange);
    }

    /** Leaves an answer to a request that cannot be read in the exchange. */
    static void refuse(Exchange exchange, String status) {
        exchange.answer.clear();
        exchange.body.clear();
        error(exchange, status, true);
    }

    private Manner robots(int site, int host, boolean isLast, Exchange exchange) {
        PageTable.Robots robots = web.pages().robots(site, host);
        long delayMillis = web.pages().crawlDelayMillis(site, host);
        if (delayMillis > 0) {
            boolean forbids = robots == PageTable.Robots.RULES;
            exchange.body.put(forbids ? RobotsFiles.RULES : RobotsFiles.ALLOW_ALL);
            return text(exchange, RobotsFiles.crawlDelay(delayMillis), isLast);
        }
        return switch (robots) {
            case RULES -> text(exchange, RobotsFiles.RULES, isLast);
            case ALLOW_ALL -> text(exchange, RobotsFiles.ALLOW_ALL, isLast);
            case EMPTY -> text(exchange, new byte[0], isLast);
            case MISSING -> error(exchange, "404 Not Found", isLast);
            case UNAVAILABLE -> error(exchange, "503 Service Unavailable", isLast);
            case REDIRECTED -> {
                exchange.url.clear();
                web.sites().writeOrigin(exchange.url, 0, 0);
                exchange.url.put(RobotsFiles.SHARED_PATH);
                yield redirect(exchange, 301, exchange.url, isLast);
            }
        };
    }

    private Manner page(RequestHead head, int site, int page, boolean isLast, Exchange exchange) {
        PageKind kind = web.pages().kind(site, page);
        return switch (kind) {
            case HTML, SLOW_HTML -> {
                html(head, site, page, isLast, exchange);
                yield kind == PageKind.HTML ? Manner.AT_ONCE : Manner.LATE;
            }
            case REDIRECT, LOOP -> redirect(site, page, isLast, exchange);
            case NOT_FOUND -> error(exchange, "404 Not Found", isLast);
            case GONE -> error(exchange, "410 Gone", isLast);
            case SERVER_ERROR -> error(exchange, "500 Internal Server Error", isLast);
            case PDF -> {
                exchange.body.ascii("%PDF-1.4\n% <a href=\"http://ghost-9.test/\">not HTML</a>\n");
                Filler.fillTo(exchange.body, 6_000, page, true);
                yield finish(exchange, Words.bytes("application/pdf"), isLast);
            }
            case PNG -> {
                exchange.body.put(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
                for (int i = 0; i < 500; i++) {
                    exchange.body.put((int) mix(page, i));
                }
                yield finish(exchange, Words.bytes("image/png"), isLast);
            }
            case SLOW_RIDER -> {
                exchange.answer.put(OK);
                exchange.answer.ascii("Content-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n");
                exchange.answer.ascii("6\r\n<html>\r\n");
                yield Manner.NEVER_ENDING;
            }
            case SILENT_CLOSE -> Manner.SILENT_CLOSE;
        };
    }

    private void html(RequestHead head, int site, int page, boolean isLast, Exchange exchange) {
        exchange.html.write(exchange.body, site, page);
        String tag = tag(exchange.body);
        if (!tag.isEmpty() && head.has(tag)) {
            exchange.answer.ascii("HTTP/1.1 304 Not Modified\r\nETag: \"" + tag + "\"\r\n");
            exchange.answer.ascii(isLast ? "Connection: close\r\n\r\n" : "\r\n");
            return;
        }
        boolean isGzip = web.pages().compresses(site, web.pages().host(site, page));
        ByteSink body = isGzip && head.acceptsGzip() ? exchange.gzip() : exchange.body;
        ByteSink out = exchange.answer;
        Framing framing = framing(site, page, isLast);
        out.put(OK);
        out.put(CONTENT_TYPE);
        out.ascii(exchange.html.charset(site, page).contentType);
        out.put(NEW_LINE);
        if (!tag.isEmpty()) {
            out.ascii("ETag: \"" + tag + "\"\r\n");
        }
        if (isGzip) {
            out.ascii("Vary: Accept-Encoding\r\n");
            out.ascii(body == exchange.body ? "" : "Content-Encoding: gzip\r\n");
        }
        if (isLast) {
            out.ascii("Connection: close\r\n");
        }
        switch (framing) {
            case LENGTH -> {
                out.ascii("Content-Length: ");
                out.decimal(body.length());
                out.ascii("\r\n\r\n");
                out.put(body);
            }
            case CHUNKED -> {
                out.ascii("Transfer-Encoding: chunked\r\n\r\n");
                putChunks(out, body);
            }
            case CLOSE -> {
                out.put(NEW_LINE);
                out.put(body);
            }
        }
    }

    /** The entity tag of a page, in lower case; webs that never change have none. */
    private String tag(ByteSink body) {
        if (web.spec().changes().equals(Changes.NONE)) {
            return "";
        }
        CRC32 sum = new CRC32();
        sum.update(body.array(), 0, body.length());
        return Long.toHexString(sum.getValue()) + "-" + Integer.toHexString(body.length());
    }

    private Framing framing(int site, int page, boolean isLast) {
        if (isLast) {
            return (page & 3) == 0 ? Framing.CLOSE : Framing.LENGTH;
        }
        return (mix(framingSalt, site, page) & 15) == 0 ? Framing.CHUNKED : Framing.LENGTH;
    }

    private static void putChunks(ByteSink out, ByteSink body) {
        for (int from = 0; from < body.length(); from += CHUNK_BYTES) {
            int to = Math.min(body.length(), from + CHUNK_BYTES);
            out.ascii(Integer.toHexString(to - from));
            out.put(NEW_LINE);
            out.put(body, from, to);
            out.put(NEW_LINE);
        }
        out.ascii("0\r\n\r\n");
    }

    private Manner redirect(int site, int page, boolean isLast, Exchange exchange) {
        long target = web.pages().redirectTarget(site, page);
        int targetSite = PageId.site(target);
        int targetPage = PageId.page(target);
        exchange.url.clear();
        exchange.baseUrl.clear();
        exchange.scratch.clear();
        int pathStart = web.addresses().write(exchange.url, targetSite, targetPage);
        int host = web.pages().host(site, page);
        Base base = new Base(site, host, exchange.baseUrl, web.addresses().write(exchange.baseUrl, site, page));
        boolean isSameOrigin = base.hasOrigin(targetSite, web.pages().host(targetSite, targetPage));
        long hash = mix(framingSalt, page, site);
        Spelling.write(exchange.scratch, exchange.url, pathStart, base, isSameOrigin, hash, false);
        return redirect(exchange, web.pages().redirectStatus(site, page), exchange.scratch, isLast);
    }

    private static Manner redirect(Exchange exchange, int status, ByteSink location, boolean isLast) {
        exchange.answer.ascii("HTTP/1.1 ");
        exchange.answer.decimal(status);
        exchange.answer.ascii(" Moved\r\nLocation: ");
        exchange.answer.put(location);
        exchange.answer.put(NEW_LINE);
        exchange.body.ascii("<html><body>Moved <a href=\"/ghost\">here</a></body></html>");
        return end(exchange, HTML, isLast);
    }

    private static Manner error(Exchange exchange, String status, boolean isLast) {
        exchange.answer.ascii("HTTP/1.1 ");
        exchange.answer.ascii(status);
        exchange.answer.put(NEW_LINE);
        exchange.body.ascii("<html><body><h1>");
        exchange.body.ascii(status);
        exchange.body.ascii("</h1><a href=\"/ghost\">Start</a></body></html>\n");
        return end(exchange, HTML, isLast);
    }

    private static Manner text(Exchange exchange, byte[] content, boolean isLast) {
        exchange.body.put(content);
        return finish(exchange, PLAIN, isLast);
    }

    private static Manner finish(Exchange exchange, byte[] contentType, boolean isLast) {
        exchange.answer.put(OK);
        return end(exchange, contentType, isLast);
    }

    /** Writes the last fields and the body behind a status line. */
    private static Manner end(Exchange exchange, byte[] contentType, boolean isLast) {
        ByteSink out = exchange.answer;
        out.put(CONTENT_TYPE);
        out.put(contentType);
        out.ascii(isLast ? "\r\nConnection: close\r\nContent-Length: " : "\r\nContent-Length: ");
        out.decimal(exchange.body.length());
        out.ascii("\r\n\r\n");
        out.put(exchange.body);
        return Manner.AT_ONCE;
    }

    private static void dropBody(ByteSink answer) {
        for (int i = 3; i < answer.length(); i++) {
            if (answer.at(i) == '\n' && answer.at(i - 1) == '\r' && answer.at(i - 2) == '\n') {
                answer.truncate(i + 1);
            }
        }
    }

    static boolean isForRobots(RequestHead head) {
        return isTarget(head, RobotsFiles.PATH);
    }

    private static boolean isTarget(RequestHead head, byte[] path) {
        return Arrays.equals(head.buffer(), head.targetStart(), head.targetEnd(), path, 0, path.length);
    }
}
