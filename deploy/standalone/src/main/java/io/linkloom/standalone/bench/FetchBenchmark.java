package io.linkloom.standalone.bench;

import io.linkloom.common.url.WebUrl;
import io.linkloom.testkit.web.InventedWebServer;
import io.linkloom.testkit.web.InventedWebSpec;
import io.linkloom.worker.fetch.AddressGuard;
import io.linkloom.worker.fetch.Cidr;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Time to fetch a page of the invented web over a kept-alive connection of loopback, the server's share included; the yardstick is
 * Apache HttpClient 5 classic with its own pool.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class FetchBenchmark {
    private static final int MAX_BODY = 4 << 20;

    private InventedWebServer server;
    private FetchedPages own;
    private CloseableHttpClient apache;
    private WebUrl page;

    @Setup(Level.Trial)
    public void start() throws IOException {
        var web = InventedWebSpec.calm(50, 1_000, SamplePage.LINKS);
        server = InventedWebServer.start(web);
        page = WebUrl.parse(web.withPort(server.port()).seeds().getFirst());
        own = FetchedPages.of(new AddressGuard(List.of(Cidr.parse("127.0.0.0/8"))));
        apache = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new Loopback())
                        .build())
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAutomaticRetries()
                .disableContentCompression()
                .build();
    }

    @TearDown(Level.Trial)
    public void stop() throws IOException {
        own.close();
        apache.close();
        server.close();
    }

    /** Linkloom: resolve, judge the address, request, read. */
    @Benchmark
    public int fetcher() {
        return own.length(page, MAX_BODY);
    }

    /** Yardstick. */
    @Benchmark
    public int apacheClassic() throws IOException {
        return apache.execute(
                new HttpGet(page.text()), response -> EntityUtils.toByteArray(response.getEntity()).length);
    }

    private static final class Loopback implements DnsResolver {
        @Override
        public InetAddress[] resolve(String host) {
            return new InetAddress[] {InetAddress.getLoopbackAddress()};
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}
