package io.linkloom.testkit.misbehaving;

import java.io.IOException;

/** Servers that take their time. */
final class SlowActs {
    private SlowActs() {}

    static void head(Request request, Wire wire) throws IOException, InterruptedException {
        wire.drip("HTTP/1.1 200 OK\r\nX-Slow: ");
        wire.dripForEver("z");
    }

    static void body(Request request, Wire wire) throws IOException, InterruptedException {
        wire.send(Tame.head("200 OK", Tame.HTML, 1 << 20) + Tame.start("slow") + Tame.LINK);
        wire.dripForEver("z");
    }

    static void chunks(Request request, Wire wire) throws IOException, InterruptedException {
        wire.send(Tame.openHead("Transfer-Encoding: chunked\r\n"));
        wire.dripForEver("1\r\n \r\n");
    }

    static void chunkSize(Request request, Wire wire) throws IOException, InterruptedException {
        wire.send(Tame.openHead("Transfer-Encoding: chunked\r\n"));
        wire.dripForEver("0");
    }

    static void silence(Request request, Wire wire) throws IOException {
        wire.beSilent();
    }

    static void silenceInBody(Request request, Wire wire) throws IOException {
        wire.send(Tame.head("200 OK", Tame.HTML, 1 << 20) + Tame.start("silent") + Tame.LINK);
        wire.beSilent();
    }
}
