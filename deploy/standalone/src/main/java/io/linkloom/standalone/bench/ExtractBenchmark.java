package io.linkloom.standalone.bench;

import io.linkloom.common.url.WebUrl;
import io.linkloom.testkit.web.InventedWebServer;
import io.linkloom.testkit.web.InventedWebSpec;
import io.linkloom.worker.extract.ExtractLimits;
import io.linkloom.worker.extract.Extraction;
import io.linkloom.worker.extract.JsoupExtractor;
import io.linkloom.worker.extract.PageSource;
import io.linkloom.worker.fetch.AddressGuard;
import io.linkloom.worker.fetch.Cidr;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Time to find the links of a page of the invented web; the yardstick is the parser alone. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ExtractBenchmark {
    private static final int MAX_BODY = 4 << 20;

    private final JsoupExtractor extractor = new JsoupExtractor("linkloom", ExtractLimits.DEFAULT);
    private final PageSource page = fetchedPage();

    private static PageSource fetchedPage() {
        var web = InventedWebSpec.calm(50, 1_000, SamplePage.LINKS);
        try (InventedWebServer server = InventedWebServer.start(web);
                FetchedPages pages = FetchedPages.of(new AddressGuard(List.of(Cidr.parse("127.0.0.0/8"))))) {
            WebUrl url = WebUrl.parse(web.withPort(server.port()).seeds().getFirst());
            byte[] body = pages.body(url, MAX_BODY);
            return new PageSource(url, body, body.length, "text/html; charset=utf-8", "", List.of());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Linkloom: links, title, language and robots directives of a page. */
    @Benchmark
    public Extraction jsoupEngine() {
        return extractor.extract(page);
    }

    /** Yardstick: jsoup's parser on the same bytes, asked for nothing. */
    @Benchmark
    public Document jsoupParserAlone() throws IOException {
        return Jsoup.parse(
                new ByteArrayInputStream(page.bytes()), "UTF-8", page.url().text());
    }
}
