package io.linkloom.worker.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.common.model.Outcome;
import io.linkloom.common.model.Validators;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A name that is harmless when it is judged, and leads elsewhere a moment later. */
@Timeout(20)
class ChangingNameTest {
    private static final Resolution ALLOWED = new Resolution.Found(List.of(InetAddress.ofLiteral("127.0.0.1")));
    private static final Resolution FORBIDDEN = new Resolution.Found(List.of(InetAddress.ofLiteral("127.0.0.2")));

    private final AtomicInteger asked = new AtomicInteger();
    private final TurnedClock clock = new TurnedClock();
    private final FetchClient client = new FetchClient(
            "Test/1",
            new Network(
                    HostsFile.EMPTY,
                    new DnsTtl(Duration.ofMinutes(1), Duration.ofMinutes(1)),
                    new AddressGuard(List.of(Cidr.parse("127.0.0.1"))),
                    Tls.platform(),
                    null),
            // Only the first answer is harmless.
            _ -> asked.getAndIncrement() == 0 ? ALLOWED : FORBIDDEN,
            FetchLimits.DEFAULT,
            clock);

    private FetchResult fetch(ScriptedServer server) {
        return client.fetcher().fetch(FetchRequest.page(server.url("changing.example", "/"), 1000, Validators.NONE));
    }

    @Test
    void connectionGoesToTheVeryAddressThatWasJudged() throws Exception {
        try (client;
                ScriptedServer server = ScriptedServer.saying(ScriptedServer.ok("text/html", "harmless"));
                ServerSocket victim = victim(server.port())) {
            assertThat(fetch(server))
                    .isInstanceOfSatisfying(
                            FetchResult.Response.class,
                            response -> assertThat(response.ip()).isEqualTo("127.0.0.1"));
            assertThat(asked).as("judged and connected to with one answer").hasValue(1);
            clock.pass(Duration.ofMinutes(2));
            assertThat(fetch(server)).isInstanceOfSatisfying(FetchResult.Failure.class, failure -> {
                assertThat(failure.outcome()).isEqualTo(Outcome.ADDRESS_REFUSED);
                assertThat(failure.detail()).contains("127.0.0.2 (loopback)");
            });
            assertThat(asked).hasValue(2);
            victim.setSoTimeout(1);
            assertThat(wasConnectedTo(victim)).isFalse();
        }
    }

    /** Listens where the name leads later. */
    private static ServerSocket victim(int port) throws IOException {
        return new ServerSocket(port, 10, InetAddress.ofLiteral("127.0.0.2"));
    }

    private static boolean wasConnectedTo(ServerSocket victim) throws IOException {
        try {
            victim.accept().close();
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    @Test
    void forbiddenAddressAmongOthersIsLeftOut() throws Exception {
        NameService both = _ ->
                new Resolution.Found(List.of(InetAddress.ofLiteral("127.0.0.2"), InetAddress.ofLiteral("127.0.0.1")));
        Network network = Network.direct(HostsFile.EMPTY, new AddressGuard(List.of(Cidr.parse("127.0.0.1"))));
        try (ScriptedServer server = ScriptedServer.saying(ScriptedServer.ok("text/html", "harmless"));
                ServerSocket victim = victim(server.port());
                FetchClient mixed = new FetchClient("Test/1", network, both, FetchLimits.DEFAULT, clock)) {
            assertThat(mixed.fetcher()
                            .fetch(FetchRequest.page(server.url("mixed.example", "/"), 1000, Validators.NONE)))
                    .isInstanceOf(FetchResult.Response.class);
            victim.setSoTimeout(1);
            assertThat(wasConnectedTo(victim)).isFalse();
        }
        client.close();
    }
}
