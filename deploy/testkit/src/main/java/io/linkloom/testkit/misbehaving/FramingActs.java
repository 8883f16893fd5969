package io.linkloom.testkit.misbehaving;

import java.io.IOException;

/** Answers that do not begin, go on or end as HTTP has it, and connections that break. */
final class FramingActs {
    private static final String PAGE = Tame.start("framing") + Tame.LINK;
    private static final String CHUNKED = Tame.openHead("Transfer-Encoding: chunked\r\n");

    private FramingActs() {}

    static void resetAtOnce(Request request, Wire wire) throws IOException {
        wire.reset();
    }

    static void closeAtOnce(Request request, Wire wire) throws IOException {
        wire.close();
    }

    /** What was sent before the reset may or may not reach the client. */
    static void resetInBody(Request request, Wire wire) throws IOException {
        wire.send(Tame.head("200 OK", Tame.HTML, 1 << 20) + PAGE);
        wire.reset();
    }

    static void closeInHead(Request request, Wire wire) throws IOException {
        wire.send("HTTP/1.1 200 OK\r\nContent-Ty");
        wire.close();
    }

    static void halfClosed(Request request, Wire wire) throws IOException {
        wire.send(Tame.head("200 OK", Tame.HTML, 1 << 20) + PAGE);
        wire.closeHalf();
    }

    static void badChunkSize(Request request, Wire wire) throws IOException {
        wire.send(CHUNKED + Integer.toHexString(PAGE.length()) + "\r\n" + PAGE + "\r\nmany\r\n");
        wire.close();
    }

    static void chunksCut(Request request, Wire wire) throws IOException {
        wire.send(CHUNKED + Integer.toHexString(PAGE.length() + 100) + "\r\n" + PAGE);
        wire.close();
    }

    static void noLastChunk(Request request, Wire wire) throws IOException {
        wire.send(CHUNKED + Integer.toHexString(PAGE.length()) + "\r\n" + PAGE + "\r\n");
        wire.close();
    }

    static void hugeChunkSize(Request request, Wire wire) throws IOException {
        wire.send(CHUNKED + "FFFFFFFFFFFFFFFFFFFF\r\n" + PAGE);
        wire.close();
    }

    /** The rest of the page would be taken for the next answer, if the connection were kept. */
    static void lengthTooShort(Request request, Wire wire) throws IOException {
        wire.send(Tame.head("200 OK", Tame.HTML, PAGE.length()) + PAGE + "<a href=/behind>behind the end</a>");
    }

    static void lengthTooLong(Request request, Wire wire) throws IOException {
        wire.send(Tame.head("200 OK", Tame.HTML, PAGE.length() + 100L) + PAGE);
        wire.close();
    }

    static void lengthIsNoNumber(Request request, Wire wire) throws IOException {
        wire.send(Tame.openHead("Content-Length: plenty\r\nConnection: close\r\n") + PAGE);
        wire.close();
    }

    static void twoLengths(Request request, Wire wire) throws IOException {
        wire.send(Tame.openHead("Content-Length: 10\r\nContent-Length: " + PAGE.length() + "\r\n") + PAGE);
        wire.close();
    }

    /** The second answer would be taken for that of the next request, if the connection were kept. */
    static void extraAnswer(Request request, Wire wire) throws IOException {
        String own = Tame.head("200 OK", Tame.HTML, PAGE.length()) + PAGE;
        String nobodyAsked = PAGE + "<a href=/nobody-asked>unasked for</a>";
        wire.send(own + Tame.head("200 OK", Tame.HTML, nobodyAsked.length()) + nobodyAsked);
    }

    /** Says nothing of closing, and closes. */
    static void closesAfterEach(Request request, Wire wire) throws IOException {
        Tame.page(request, wire);
        wire.close();
    }

    static void http09(Request request, Wire wire) throws IOException {
        wire.send("<html><a href=/after>after</a></html>\r\n");
        wire.close();
    }

    static void notHttp(Request request, Wire wire) throws IOException {
        wire.send("220 mail.example.com ESMTP ready\r\n");
        wire.beSilent();
    }

    static void bareLineFeeds(Request request, Wire wire) throws IOException {
        wire.send("HTTP/1.1 200 OK\nContent-Type: text/html\nContent-Length: " + PAGE.length() + "\n\n" + PAGE);
    }

    /** As HTTP allowed it once (RFC 9112, section 5.2). */
    static void foldedHeaders(Request request, Wire wire) throws IOException {
        wire.send("HTTP/1.1 200 OK\r\nContent-Type:\r\n text/html;\r\n\tcharset=utf-8\r\nContent-Length: "
                + PAGE.length() + "\r\n\r\n" + PAGE);
    }

    static void headerWithoutColon(Request request, Wire wire) throws IOException {
        wire.send("HTTP/1.1 200 OK\r\nthis is no header\r\n" + Tame.HTML + "Content-Length: " + PAGE.length()
                + "\r\n\r\n" + PAGE);
    }

    static void noReason(Request request, Wire wire) throws IOException {
        wire.send("HTTP/1.1 200\r\n" + Tame.HTML + "Content-Length: " + PAGE.length() + "\r\n\r\n" + PAGE);
    }

    static void unknownStatus(Request request, Wire wire) throws IOException {
        Tame.status("799 Whatever", Tame.HTML, PAGE, wire);
    }

    static void unaskedNotModified(Request request, Wire wire) throws IOException {
        wire.send("HTTP/1.1 304 Not Modified\r\nETag: \"x\"\r\n\r\n");
    }

    static void otherProtocol(Request request, Wire wire) throws IOException {
        wire.send("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n");
        wire.beSilent();
    }
}
