package io.linkloom.testkit.misbehaving;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Pages that are proper HTTP, and hard to read. */
final class PageActs {
    private static final int HUGE_ATTRIBUTE = 4 << 20;
    private static final int MANY_LINKS = 100_000;
    private static final int DEPTH = 100_000;

    private PageActs() {}

    static void hugeAttribute(Request request, Wire wire) throws IOException {
        Tame.ok(
                Tame.HTML,
                Tame.start("huge") + Tame.LINK + "<img alt=\"" + "y".repeat(HUGE_ATTRIBUTE)
                        + "\"><a href=/last>last</a>",
                wire);
    }

    static void manyLinks(Request request, Wire wire) throws IOException {
        StringBuilder page = new StringBuilder(Tame.start("many") + Tame.LINK);
        for (int i = 0; i < MANY_LINKS; i++) {
            page.append("<a href=\"/n/").append(i).append("\">").append(i).append("</a>\n");
        }
        Tame.ok(Tame.HTML, page.toString(), wire);
    }

    static void deepNesting(Request request, Wire wire) throws IOException {
        Tame.ok(Tame.HTML, Tame.start("deep") + Tame.LINK + "<div><b>".repeat(DEPTH) + "<a href=/last>last</a>", wire);
    }

    /** In a charset that is not the one declared. */
    static Act charset(String declared, Charset real) {
        byte[] body =
                (Tame.start("caf\u00E9") + Tame.LINK + "<p>d\u00E9j\u00E0 vu, na\u00EFve, fa\u00E7ade").getBytes(real);
        return (_, wire) -> {
            wire.send(Tame.head("200 OK", "Content-Type: text/html; charset=" + declared + "\r\n", body.length));
            wire.send(body);
        };
    }

    static void noType(Request request, Wire wire) throws IOException {
        Tame.ok("", Tame.start("no type") + Tame.LINK, wire);
    }

    /** Nothing says that it is not HTML but the body itself. */
    static void noTypeBinary(Request request, Wire wire) throws IOException {
        byte[] body = ("\u0089PNG\r\n\u001A\n" + "\0\u00FF\u0007".repeat(1_000)).getBytes(StandardCharsets.ISO_8859_1);
        wire.send(Tame.head("200 OK", "", body.length));
        wire.send(body);
    }

    static void wrongType(Request request, Wire wire) throws IOException {
        Tame.ok("Content-Type: image/png\r\n", Tame.start("a page after all") + Tame.LINK, wire);
    }

    static void binaryAsHtml(Request request, Wire wire) throws IOException {
        byte[] body = ("\u0089PNG\r\n\u001A\n<a href=\"" + "\0\u00FF\u0007".repeat(1_000))
                .getBytes(StandardCharsets.ISO_8859_1);
        wire.send(Tame.head("200 OK", Tame.HTML, body.length));
        wire.send(body);
    }

    static void largeFile(Request request, Wire wire) throws IOException {
        wire.send(Tame.head("200 OK", "Content-Type: video/mp4\r\n", 8L << 30));
        wire.flood("\0\u0001\u0002\u0003".repeat(10_000));
    }
}
