package io.linkloom.worker.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import com.aayushatharva.brotli4j.encoder.BrotliOutputStream;
import com.aayushatharva.brotli4j.encoder.Encoder;
import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import io.linkloom.common.model.Outcome;
import io.linkloom.common.model.Validators;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ContentCodingTest extends AbstractFetchTest {
    private static final byte[] PAGE = numberedLines(3_000);
    private static final FetchLimits LIMITS = new FetchLimits(
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(20),
            Duration.ofSeconds(40),
            8 << 10,
            200);

    ContentCodingTest() {
        super(LIMITS);
    }

    private static byte[] numberedLines(int lines) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lines; i++) {
            text.append("<p>line <a href=/").append(i).append(">number</a>\n");
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Applies a coding, {@code bare} being deflate without the zlib format. */
    private static byte[] encode(String coding, byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = encoder(coding, bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }

    private static OutputStream encoder(String coding, OutputStream out) throws IOException {
        return switch (coding) {
            case "gzip", "x-gzip" -> new GZIPOutputStream(out);
            case "deflate" -> new DeflaterOutputStream(out);
            case "bare" -> new DeflaterOutputStream(out, new Deflater(6, true));
            case "br" -> new BrotliOutputStream(out, Encoder.Parameters.create(5));
            case "zstd" -> new ZstdOutputStreamNoFinalizer(out, 3);
            case "identity" -> out;
            default -> throw new IllegalArgumentException(coding);
        };
    }

    private static byte[] bomb(String coding, int megabytes) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] zeros = new byte[1 << 20];
        try (OutputStream out = encoder(coding, bytes)) {
            for (int i = 0; i < megabytes; i++) {
                out.write(zeros);
            }
        }
        return bytes.toByteArray();
    }

    private static ScriptedServer saying(String encoding, byte[] body) throws IOException {
        return new ScriptedServer((_, socket) -> {
            ScriptedServer.send(
                    socket,
                    "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: " + encoding
                            + "\r\nContent-Length: " + body.length + "\r\n\r\n");
            socket.getOutputStream().write(body);
        });
    }

    private FetchResult fetch(ScriptedServer server, int maxBody) {
        return fetcher.fetch(FetchRequest.page(server.url("/"), maxBody, Validators.NONE));
    }

    private static byte[] bytes(FetchResult result) {
        assertThat(result).isInstanceOf(FetchResult.Response.class);
        Body body = ((FetchResult.Response) result).body();
        assertThat(body.cut()).isFalse();
        return Arrays.copyOf(body.bytes(), body.length());
    }

    @Test
    void requestsOfferAllThatCanBeUndoneHere() throws Exception {
        assertThat(ContentCoding.offered()).isEqualTo("gzip, deflate, br, zstd");
        try (ScriptedServer server = saying("identity", PAGE)) {
            fetch(server, 1 << 20);
            assertThat(server.requests().getFirst()).contains("\r\nAccept-Encoding: gzip, deflate, br, zstd\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "x-gzip", "deflate", "bare", "br", "zstd", "identity"})
    void bodyIsDecompressedAndTheConnectionKept(String coding) throws Exception {
        byte[] body = encode(coding, PAGE);
        try (ScriptedServer server = saying(coding.equals("bare") ? "deflate" : coding, body)) {
            for (int i = 0; i < 3; i++) {
                assertThat(bytes(fetch(server, 1 << 20))).isEqualTo(PAGE);
            }
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"gzip, br", "br, gzip", "zstd,gzip", "deflate , zstd", "br, zstd", "gzip, gzip", "GZIP,, Br"})
    void severalCodingsAreUndoneTheLastOneFirst(String header) throws Exception {
        byte[] body = PAGE;
        for (String coding : header.toLowerCase(Locale.ROOT).split("[ ,]+", -1)) {
            body = encode(coding, body);
        }
        try (ScriptedServer server = saying(header, body)) {
            for (int i = 0; i < 2; i++) {
                assertThat(bytes(fetch(server, 1 << 20))).isEqualTo(PAGE);
            }
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void codingsInSeveralHeadersCountAsOneList() throws Exception {
        byte[] body = encode("br", encode("gzip", PAGE));
        try (ScriptedServer server = saying("gzip\r\nContent-Encoding: br", body)) {
            assertThat(bytes(fetch(server, 1 << 20))).isEqualTo(PAGE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"compress", "gzip, nonsense", "gzip,gzip,gzip,gzip,gzip", "br;q=1"})
    void otherCodingsAndTooManyAreAMalformedResponse(String header) throws Exception {
        try (ScriptedServer server = saying(header, PAGE)) {
            assertFails(server.url("/"), Outcome.MALFORMED_RESPONSE, "Content-Encoding " + header);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "br", "zstd"})
    void emptyBodyThatClaimsToBeCompressedIsEmpty(String coding) throws Exception {
        try (ScriptedServer server = saying(coding, new byte[0])) {
            assertThat(bytes(fetch(server, 1 << 20))).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "br", "zstd"})
    void bodyThatDoesNotDecompressIsAMalformedResponse(String coding) throws Exception {
        byte[] junk = "not compressed at all".getBytes(StandardCharsets.ISO_8859_1);
        try (ScriptedServer server = saying(coding, junk)) {
            assertFails(server.url("/"), Outcome.MALFORMED_RESPONSE, "the body does not decompress");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "br", "zstd", "br, gzip", "gzip, br"})
    void halfABodyIsAMalformedResponse(String header) throws Exception {
        byte[] whole = PAGE;
        for (String coding : header.split(", ", -1)) {
            whole = encode(coding, whole);
        }
        try (ScriptedServer server = saying(header, Arrays.copyOf(whole, whole.length / 2))) {
            assertFails(server.url("/"), Outcome.MALFORMED_RESPONSE, "");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "br", "zstd"})
    void longBodyIsCutAtTheLimitOfDecompressedBytes(String coding) throws Exception {
        try (ScriptedServer server = saying(coding, encode(coding, numberedLines(60_000)))) {
            FetchResult result = fetch(server, 1_500_000);
            assertThat(result).isInstanceOfSatisfying(FetchResult.Response.class, response -> {
                assertThat(response.body().length()).isEqualTo(1_500_000);
                assertThat(response.body().cut()).isTrue();
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "br", "zstd", "gzip, gzip", "zstd, br", "gzip, br"})
    void bombIsTooLarge(String header) throws Exception {
        String[] codings = header.split(", ", -1);
        byte[] body = bomb(codings[0], 100);
        if (codings.length > 1) {
            body = encode(codings[1], body);
        }
        try (ScriptedServer server = saying(header, body)) {
            long before = ThreadAllocation.bytes();
            assertThat(fetch(server, 64 << 20)).isInstanceOfSatisfying(FetchResult.Failure.class, failure -> {
                assertThat(failure.outcome()).isEqualTo(Outcome.TOO_LARGE);
                assertThat(failure.detail()).isEqualTo("the body is decompressed to more than 200 times its size");
            });
            assertThat(ThreadAllocation.bytes() - before)
                    .as("far less than the 64 MiB that a body may have")
                    .isLessThan(16 << 20);
            assertThat(client.largeBodies().free()).isLessThanOrEqualTo(64);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "br", "zstd"})
    void smallBodyMayComeOutOfHoweverFewBytes(String coding) throws Exception {
        byte[] plain = new byte[1 << 20];
        Arrays.fill(plain, (byte) ' ');
        byte[] body = encode(coding, plain);
        assertThat(body.length).isLessThan(plain.length / 200);
        try (ScriptedServer server = saying(coding, body)) {
            assertThat(bytes(fetch(server, 4 << 20))).isEqualTo(plain);
        }
    }

    @Test
    void zstdWindowLargerThanTheWebAllowsIsRefused() throws Exception {
        byte[] plain = new byte[20 << 20];
        new Random(1).nextBytes(plain);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZstdOutputStreamNoFinalizer out = new ZstdOutputStreamNoFinalizer(bytes, 1)) {
            out.setLong(24);
            out.write(plain);
        }
        try (ScriptedServer server = saying("zstd", bytes.toByteArray())) {
            assertThat(fetch(server, 64 << 20)).isInstanceOfSatisfying(FetchResult.Failure.class, failure -> {
                assertThat(failure.outcome()).isEqualTo(Outcome.MALFORMED_RESPONSE);
                assertThat(failure.detail()).contains("does not decompress");
            });
        }
    }

    @Test
    void placesOfLargeBodiesComeBackOnEveryPath() throws Exception {
        byte[] large = numberedLines(60_000);
        byte[] half = Arrays.copyOf(encode("br", large), 60_000);
        byte[] zstd = Zstd.compress(large);
        try (ScriptedServer good = saying("zstd", zstd);
                ScriptedServer broken = saying("br", half);
                ScriptedServer bomb = saying("br", bomb("br", 20))) {
            List<FetchResult> results = new CopyOnWriteArrayList<>();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                ScriptedServer server = List.of(good, broken, bomb).get(i % 3);
                threads.add(Thread.ofVirtual().start(() -> {
                    Fetcher own = client.fetcher();
                    results.add(own.fetch(FetchRequest.any(server.url("/"), 8 << 20)));
                    own.endTurn(Long.MAX_VALUE);
                }));
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(results).hasSize(100);
            assertThat(client.largeBodies().free()).isEqualTo(64);
        }
    }
}
