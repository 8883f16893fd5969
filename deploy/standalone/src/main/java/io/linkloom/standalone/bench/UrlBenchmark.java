package io.linkloom.standalone.bench;

import crawlercommons.filters.basic.BasicURLNormalizer;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.UrlKey;
import io.linkloom.common.url.WebUrl;
import java.net.MalformedURLException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** Time for each href of a page; yardsticks are the two ways that Java crawlers commonly take. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class UrlBenchmark {
    private final List<String> hrefs = SamplePage.hrefs();
    private final WebUrl base = WebUrl.parse(SamplePage.BASE);
    private final URI baseUri = URI.create(SamplePage.BASE);
    private final BasicURLNormalizer normalizer = new BasicURLNormalizer();
    private final Sites sites = new Sites();
    private final List<WebUrl> resolved =
            SamplePage.visit().links().stream().map(link -> link.target()).toList();

    /** Linkloom: resolve and normalise. */
    @Benchmark
    @OperationsPerInvocation(SamplePage.LINKS)
    public void resolve(Blackhole sink) {
        for (String href : hrefs) {
            sink.consume(base.resolve(href));
        }
    }

    /** Yardstick: resolve by {@code java.net.URI}, without any normalisation. */
    @Benchmark
    @OperationsPerInvocation(SamplePage.LINKS)
    public void javaUri(Blackhole sink) {
        for (String href : hrefs) {
            sink.consume(baseUri.resolve(href));
        }
    }

    /** Yardstick: resolve by {@code java.net.URL} and normalise by crawler-commons. */
    @Benchmark
    @OperationsPerInvocation(SamplePage.LINKS)
    public void crawlerCommons(Blackhole sink) throws MalformedURLException {
        java.net.URL context = baseUri.toURL();
        for (String href : hrefs) {
            sink.consume(normalizer.filter(relative(context, href)));
        }
    }

    @SuppressWarnings("deprecation") // what the crawlers that use the yardstick do
    private static String relative(java.net.URL context, String href) throws MalformedURLException {
        return new java.net.URL(context, href).toString();
    }

    /** Linkloom: the key of a URL. */
    @Benchmark
    @OperationsPerInvocation(SamplePage.LINKS)
    public void key(Blackhole sink) {
        for (WebUrl url : resolved) {
            sink.consume(UrlKey.of(url));
        }
    }

    /** Linkloom: the site of a URL, known hosts. */
    @Benchmark
    @OperationsPerInvocation(SamplePage.LINKS)
    public void site(Blackhole sink) {
        for (WebUrl url : resolved) {
            sink.consume(sites.siteOf(url));
        }
    }
}
