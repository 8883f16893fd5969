package io.linkloom.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.builder.app.OfflineShards;
import io.linkloom.builder.check.Check;
import io.linkloom.common.url.Sites;
import io.linkloom.standalone.crawl.DataDirectory;
import io.linkloom.testkit.web.InventedWebSpec;
import io.linkloom.testkit.web.TrueGraph;
import java.util.function.Function;

/** What a whole crawl of an invented web must have left on disk. */
final class IndexAssert {

    private IndexAssert() {}

    /** Every page with its outcome and every link with its attributes, no more and no less; and nothing contradicts itself. */
    static void assertIndexIsTheWeb(DataDirectory data, InventedWebSpec web) {
        assertIndexIsTheWeb(data, web, facts -> facts::pages);
    }

    /** The same where pages were visited again, so that some say that they are as they were. */
    static void assertIndexIsTheWebVisitedAgain(DataDirectory data, InventedWebSpec web) {
        assertIndexIsTheWeb(data, web, facts -> facts::pagesSeen);
    }

    private static void assertIndexIsTheWeb(
            DataDirectory data, InventedWebSpec web, Function<IndexFacts, Comparison.Facts> pagesOf) {
        WebFacts expected = new WebFacts(TrueGraph.of(web));
        try (OfflineShards shards = OfflineShards.open(data.shards())) {
            IndexFacts actual = new IndexFacts(shards.all(), new Sites());
            Comparison.Result pages = Comparison.of(expected::pages, pagesOf.apply(actual));
            Comparison.Result links = Comparison.of(expected::links, actual::links);
            assertThat(pages).matches(Comparison.Result::allEqual);
            assertThat(links).matches(Comparison.Result::allEqual);
            assertThat(links.expected()).isGreaterThan(5_000);
            assertThat(new Check(shards.all(), new Sites(), _ -> {}).run().differences())
                    .isEmpty();
        }
    }
}
