package io.linkloom.testkit.misbehaving;

import java.io.IOException;

/** What comes instead of a TLS handshake. */
final class TlsActs {
    private TlsActs() {}

    static void plain(Request request, Wire wire) throws IOException {
        wire.send("HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
        wire.close();
    }

    /** The head of a handshake record of 4,096 bytes (RFC 8446, section 5.1), of a ServerHello, and then its content. */
    static void slow(Request request, Wire wire) throws IOException, InterruptedException {
        wire.drip("\u0016\u0003\u0003\u0010\0\u0002\0\u000F\u00FC");
        wire.dripForEver("\0");
    }

    static void garbage(Request request, Wire wire) throws IOException {
        wire.send("\u00DE\u00AD\u00BE\u00EF".repeat(100));
        wire.close();
    }
}
