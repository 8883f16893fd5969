package io.linkloom.worker.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.common.model.Outcome;
import io.linkloom.common.model.Validators;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However much a server sends, little is taken: neither memory nor bytes from the wire. */
@Timeout(60)
class BoundsTest extends AbstractFetchTest {
    private static final String CHUNKED =
            "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n";
    private static final int LARGE_BODY = 4 << 20;
    private static final int HEAD_BYTES = 8 << 10;
    private static final FetchLimits LIMITS = new FetchLimits(
            Duration.ofSeconds(20),
            Duration.ofSeconds(20),
            Duration.ofSeconds(20),
            Duration.ofSeconds(20),
            Duration.ofSeconds(40),
            HEAD_BYTES);

    BoundsTest() {
        super(LIMITS);
    }

    /** Sends a start, and then the same again and again until the client has enough. */
    private static ScriptedServer endless(String start, String again, AtomicLong sent) throws IOException {
        byte[] piece = again.repeat(Math.max(1, 10_000 / again.length())).getBytes(StandardCharsets.ISO_8859_1);
        return new ScriptedServer((_, socket) -> {
            ScriptedServer.send(socket, start);
            sendForEver(socket, piece, sent);
        });
    }

    private static void sendForEver(Socket socket, byte[] piece, AtomicLong sent) throws IOException {
        socket.setSendBufferSize(64 << 10);
        while (true) {
            socket.getOutputStream().write(piece);
            long ignored = sent.addAndGet(piece.length);
        }
    }

    /** Fetches from a server without end, which may not cost more than this. */
    private FetchResult fetch(String start, String again, long mostHeapBytes) throws Exception {
        AtomicLong sent = new AtomicLong();
        try (ScriptedServer server = endless(start, again, sent)) {
            long before = ThreadAllocation.bytes();
            FetchResult result = fetcher.fetch(FetchRequest.page(server.url("/"), LARGE_BODY, Validators.NONE));
            assertThat(ThreadAllocation.bytes() - before).as("heap").isLessThan(mostHeapBytes);
            assertThat(sent.get())
                    .as("what the server got rid of, the buffers of both systems included")
                    .isLessThan(Connection.maxWireBytes(LARGE_BODY) + (16 << 20));
            return result;
        }
    }

    private void assertTooLarge(String start, String again, long mostHeapBytes, String detail) throws Exception {
        assertThat(fetch(start, again, mostHeapBytes)).isInstanceOfSatisfying(FetchResult.Failure.class, failure -> {
            assertThat(failure.outcome()).isEqualTo(Outcome.TOO_LARGE);
            assertThat(failure.detail()).contains(detail);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9999999999\r\n\r\n"
            })
    void endlessBodyIsCutAndItsBeginningUsed(String start) throws Exception {
        assertThat(fetch(start, "x", 24 << 20)).isInstanceOfSatisfying(FetchResult.Response.class, response -> {
            assertThat(response.body().length()).isEqualTo(LARGE_BODY);
            assertThat(response.body().cut()).isTrue();
        });
    }

    @Test
    void endlessChunksAreCutLikeAnyBody() throws Exception {
        assertThat(fetch(CHUNKED, "5\r\nhello\r\n", 48 << 20))
                .isInstanceOfSatisfying(
                        FetchResult.Response.class,
                        response -> assertThat(response.body().cut()).isTrue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nX: "})
    void endlessHeadersAreTooLarge(String start) throws Exception {
        assertTooLarge(start, "X: y\r\n", 4 << 20, "headers");
    }

    @Test
    void endlessHeaderIsTooLarge() throws Exception {
        assertTooLarge("HTTP/1.1 200 OK\r\nX: ", "y", 4 << 20, "headers");
    }

    @Test
    void endlessFoldedHeaderIsTooLarge() throws Exception {
        assertTooLarge("HTTP/1.1 200 OK\r\nX: y\r\n", " folded\r\n", 8 << 20, "headers");
    }

    @Test
    void headOfManyShortHeadersIsTooLargeByTheirNumber() throws Exception {
        FetchLimits roomy = new FetchLimits(
                LIMITS.dns(), LIMITS.connect(), LIMITS.tls(), LIMITS.firstByte(), LIMITS.request(), 1 << 20);
        try (ScriptedServer few = ScriptedServer.saying("HTTP/1.1 404 Gone\r\n" + "X: y\r\n".repeat(500) + "\r\n");
                ScriptedServer many = ScriptedServer.saying("HTTP/1.1 404 Gone\r\n" + "X: y\r\n".repeat(501) + "\r\n");
                FetchClient client = client(List.of(Cidr.parse("127.0.0.0/8")), roomy)) {
            assertThat(client.fetcher().fetch(FetchRequest.page(few.url("/"), MAX_BODY, Validators.NONE)))
                    .isInstanceOf(FetchResult.Response.class);
            assertThat(client.fetcher().fetch(FetchRequest.page(many.url("/"), MAX_BODY, Validators.NONE)))
                    .isInstanceOfSatisfying(
                            FetchResult.Failure.class,
                            failure -> assertThat(failure.outcome()).isEqualTo(Outcome.TOO_LARGE));
        }
    }

    @Test
    void headIsReadUpToItsBoundAndNotBeyond() throws Exception {
        String start = "HTTP/1.1 404 Gone\r\nContent-Length: 0\r\nX: ";
        assertThat(start.length()).isLessThan(HEAD_BYTES);
        try (ScriptedServer fits =
                ScriptedServer.saying(start + "y".repeat(HEAD_BYTES - start.length() - 4) + "\r\n\r\n")) {
            assertThat(page(fits.url("/"))).isInstanceOf(FetchResult.Response.class);
        }
        assertFails(start + "y".repeat(3 * HEAD_BYTES) + "\r\n\r\n", Outcome.TOO_LARGE, "headers");
    }

    @Test
    void endlessInterimResponsesAreMalformed() throws Exception {
        assertThat(fetch("", "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n", 4 << 20))
                .isInstanceOfSatisfying(
                        FetchResult.Failure.class,
                        failure -> assertThat(failure.outcome()).isEqualTo(Outcome.MALFORMED_RESPONSE));
    }

    @Test
    void endlessChunkSizeAndExtensionAreNotKept() throws Exception {
        for (String start : new String[] {CHUNKED, CHUNKED + "5;a="}) {
            assertThat(fetch(start, "0", 4 << 20)).isInstanceOf(FetchResult.Failure.class);
        }
    }

    @Test
    void chunksThatAreMostlyExtensionEndWhenTheyHaveTakenTooManyBytes() throws Exception {
        String chunk = "1;" + "e".repeat(2000) + "\r\nx\r\n";
        assertTooLarge(CHUNKED, chunk, 96 << 20, "far more bytes on its way");
    }

    @Test
    void endlessTrailersAreNotKept() throws Exception {
        assertThat(fetch(CHUNKED + "2\r\nhi\r\n0\r\n", "T: x\r\n", 4 << 20)).isInstanceOf(FetchResult.Failure.class);
    }

    @Test
    void gzipThatNeverGivesAByteEndsWhenItHasTakenTooManyBytes() throws Exception {
        // A gzip header, and empty stored blocks of deflate for ever.
        String start = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n"
                + "\u001f\u008b\b\0\0\0\0\0\0\u00ff";
        assertTooLarge(start, "\0\0\0\u00ff\u00ff", 4 << 20, "far more bytes on its way");
    }

    @Test
    void bodiesNobodyWantsAreNotRead() throws Exception {
        assertThat(fetch("HTTP/1.1 500 Oops\r\n\r\n", "x", 1 << 20)).isInstanceOf(FetchResult.Response.class);
        assertThat(fetch("HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n\r\n", "x", 1 << 20))
                .isInstanceOf(FetchResult.WrongType.class);
    }
}
