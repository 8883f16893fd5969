package io.linkloom.testkit.misbehaving;

import java.io.IOException;

/** Servers that never come to an end, as fast as the client takes it. */
final class EndlessActs {
    private static final String FILLER = "and on and on it goes \n".repeat(2_000);
    private static final String CHUNK = Integer.toHexString(FILLER.length()) + "\r\n" + FILLER + "\r\n";

    private EndlessActs() {}

    static void body(Request request, Wire wire) throws IOException {
        wire.send(Tame.openHead("Connection: close\r\n") + Tame.start("endless") + Tame.LINK);
        wire.flood(FILLER);
    }

    static void chunks(Request request, Wire wire) throws IOException {
        String first = Tame.start("endless") + Tame.LINK;
        wire.send(Tame.openHead("Transfer-Encoding: chunked\r\n"));
        wire.send(Integer.toHexString(first.length()) + "\r\n" + first + "\r\n");
        wire.flood(CHUNK);
    }

    static void chunkExtension(Request request, Wire wire) throws IOException {
        wire.send(Tame.openHead("Transfer-Encoding: chunked\r\n") + "5;");
        wire.flood("name=value;".repeat(1_000));
    }

    static void trailers(Request request, Wire wire) throws IOException {
        String page = Tame.start("trailers") + Tame.LINK;
        wire.send(Tame.openHead("Transfer-Encoding: chunked\r\n"));
        wire.send(Integer.toHexString(page.length()) + "\r\n" + page + "\r\n0\r\n");
        wire.flood("X-Trailer: and another one\r\n".repeat(1_000));
    }

    static void headerLine(Request request, Wire wire) throws IOException {
        wire.send("HTTP/1.1 200 OK\r\n" + Tame.HTML + "X-Long: ");
        wire.flood("x".repeat(10_000));
    }

    static void headers(Request request, Wire wire) throws IOException {
        wire.send("HTTP/1.1 200 OK\r\n" + Tame.HTML);
        wire.flood("X-Many: another one\r\n".repeat(1_000));
    }

    static void interimResponses(Request request, Wire wire) throws IOException {
        wire.flood("HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n".repeat(100));
    }
}
