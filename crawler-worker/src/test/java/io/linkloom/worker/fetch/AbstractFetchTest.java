package io.linkloom.worker.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.common.model.Outcome;
import io.linkloom.common.model.Validators;
import io.linkloom.common.runtime.Time;
import io.linkloom.common.url.WebUrl;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** A fetcher that may go to loopback, and names below test that lead there. */
abstract class AbstractFetchTest {
    static final int MAX_BODY = 100_000;

    final FetchClient client;
    final Fetcher fetcher;

    AbstractFetchTest(FetchLimits limits) {
        client = client(List.of(Cidr.parse("127.0.0.0/8")), limits);
        fetcher = client.fetcher();
    }

    static FetchClient client(List<Cidr> allowed, FetchLimits limits) {
        HostsFile hosts = HostsFile.parse(List.of("127.0.0.1 *.test", "10.1.2.3 private.example"), "hosts");
        return new FetchClient("Test/1", hosts, new AddressGuard(allowed), limits, Time.system());
    }

    @AfterEach
    final void close() {
        client.close();
    }

    final FetchResult page(WebUrl url) {
        return fetcher.fetch(FetchRequest.page(url, MAX_BODY, Validators.NONE));
    }

    final FetchResult.Response response(WebUrl url) {
        FetchResult result = page(url);
        assertThat(result).isInstanceOf(FetchResult.Response.class);
        return (FetchResult.Response) result;
    }

    static String text(FetchResult.Response response) {
        return new String(response.body().bytes(), 0, response.body().length(), StandardCharsets.ISO_8859_1);
    }

    final void assertFails(WebUrl url, Outcome outcome, String detail) {
        assertThat(page(url)).isInstanceOfSatisfying(FetchResult.Failure.class, failure -> {
            assertThat(failure.outcome()).isEqualTo(outcome);
            assertThat(failure.detail()).contains(detail).doesNotContain("\n").hasSizeLessThan(400);
        });
    }

    final void assertFails(String response, Outcome outcome, String detail) throws IOException {
        try (ScriptedServer server = new ScriptedServer((_, socket) -> {
            ScriptedServer.send(socket, response);
            socket.close();
        })) {
            assertFails(server.url("/"), outcome, detail);
        }
    }
}
