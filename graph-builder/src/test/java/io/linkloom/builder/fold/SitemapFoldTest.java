package io.linkloom.builder.fold;

import static io.linkloom.builder.fold.FoldFixture.a;
import static io.linkloom.builder.fold.FoldFixture.fetched;
import static io.linkloom.builder.fold.FoldFixture.key;
import static io.linkloom.builder.fold.FoldFixture.url;
import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.builder.store.KnownReason;
import io.linkloom.builder.store.PageRow;
import io.linkloom.builder.store.PageState;
import io.linkloom.common.model.Digest;
import io.linkloom.common.model.FetchOrder;
import io.linkloom.common.model.HostState;
import io.linkloom.common.model.Link;
import io.linkloom.common.model.LinkKind;
import io.linkloom.common.model.LinksDigest;
import io.linkloom.common.model.LinksRecord.Discoveries;
import io.linkloom.common.model.Origin;
import io.linkloom.common.model.Outcome;
import io.linkloom.common.model.PageFacts;
import io.linkloom.common.model.PageVisit;
import io.linkloom.common.model.Validators;
import io.linkloom.common.url.WebUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SitemapFoldTest {
    private static final String SITEMAP = "a.test/sitemap.xml";

    private final FoldFixture shard = new FoldFixture(Scope.EVERYTHING);

    private static Link listed(String page) {
        return Link.of(url(page), LinkKind.SITEMAP, 0, "");
    }

    /** A visit of a sitemap that {@code namedBy} made known. */
    private static PageVisit sitemap(long at, @Nullable String namedBy, Link... links) {
        WebUrl from = namedBy == null ? null : url(namedBy);
        FetchOrder order = new FetchOrder(
                url(SITEMAP), 0, 0, 1, 0, Validators.NONE, HostState.UNKNOWN, Origin.SITEMAP_FILE, from, 0);
        List<Link> list = List.of(links);
        return new PageVisit(
                order, at, Outcome.FETCHED, "", 200, "", null, PageFacts.NONE, LinksDigest.of(list), false, list);
    }

    private static PageVisit naming(PageVisit visit, String... sitemaps) {
        List<WebUrl> urls = new ArrayList<>();
        for (String sitemap : sitemaps) {
            urls.add(url(sitemap));
        }
        return visit.with(HostState.UNKNOWN, urls);
    }

    private static Discoveries discoveries(Outgoing record) {
        return (Discoveries) record.record();
    }

    @Test
    void sitemapThatIsNamedIsQueuedWhereCrawlsBegin() {
        List<Outgoing> out = shard.fold(naming(fetched("a.test/deep", 100), SITEMAP));
        assertThat(out).isEmpty();
        PageRow row = shard.page(SITEMAP);
        assertThat(row.state()).isInstanceOf(PageState.Queued.class);
        assertThat(row.origin()).isEqualTo(Origin.SITEMAP_FILE);
        assertThat(row.depth()).isZero();
        assertThat(row.discoveredFrom()).isEqualTo(key("a.test/deep"));
    }

    @Test
    void pagesThatASitemapListsAreOneStepFromASeedAndNoLinks() {
        List<Outgoing> out = shard.fold(sitemap(100, null, listed("a.test/1"), listed("a.test/2"), a("a.test/3")));
        assertThat(out).isEmpty();
        PageRow row = shard.page("a.test/1");
        assertThat(row.state()).isInstanceOf(PageState.Queued.class);
        assertThat(row.origin()).isEqualTo(Origin.SITEMAP);
        assertThat(row.depth()).isEqualTo(1);
        assertThat(row.discoveredFrom()).isEqualTo(key(SITEMAP));
        assertThat(shard.live(SITEMAP)).containsOnlyKeys("http://a.test/3");
        assertThat(shard.memory.totals().internalLinks()).isEqualTo(1);
        assertThat(shard.page(SITEMAP).links().count()).isEqualTo(1);
    }

    @Test
    void whatIsOfAnotherSiteGoesToItsShardWithWhoNamedIt() {
        List<Outgoing> out =
                shard.fold(naming(sitemap(100, null, listed("b.test/1"), listed("b.test/2")), "c.test/more.xml"));
        assertThat(out)
                .extracting(record ->
                        discoveries(record).origin() + " " + discoveries(record).urls())
                .containsExactlyInAnyOrder(
                        "SITEMAP [http://b.test/1, http://b.test/2]", "SITEMAP_FILE [http://c.test/more.xml]");
        FoldFixture receiver = new FoldFixture(Scope.EVERYTHING);
        out.forEach(record -> receiver.fold(record.record()));
        assertThat(receiver.page("b.test/1").depth()).isEqualTo(1);
        assertThat(receiver.page("b.test/1").origin()).isEqualTo(Origin.SITEMAP);
        assertThat(receiver.page("b.test/1").discoveredFrom()).isEqualTo(key(SITEMAP));
        assertThat(receiver.page("c.test/more.xml").depth()).isZero();
        out.forEach(record -> receiver.fold(record.record()));
        assertThat(receiver.memory.totals().pages()).as("coming twice").isEqualTo(3);
    }

    @Test
    void sitemapThatAnHtmlPageLinksToIsASitemap() {
        PageFacts html = new PageFacts("text/HTML; charset=utf-8", 9, false, "", "", null, 0, Digest.NONE, "", "", 0);
        List<Link> links = List.of(listed(SITEMAP));
        shard.fold(new PageVisit(
                FoldFixture.order("a.test/", Digest.NONE),
                100,
                Outcome.FETCHED,
                "",
                200,
                "",
                null,
                html,
                LinksDigest.of(links),
                false,
                links));
        assertThat(shard.page(SITEMAP).origin()).isEqualTo(Origin.SITEMAP_FILE);
        assertThat(shard.live("a.test/")).isEmpty();
    }

    @Test
    void indexHandsOnWhoNamedIt() {
        long _ = shard.fold(new Discoveries(Origin.SITEMAP_FILE, 50, url("www.shop.test/"), List.of(url(SITEMAP))));
        shard.fold(naming(sitemap(100, "www.shop.test/", listed("a.test/1")), "a.test/part.xml"));
        assertThat(shard.page("a.test/part.xml").discoveredFrom()).isEqualTo(key("www.shop.test/"));
        assertThat(shard.page("a.test/1").discoveredFrom()).isEqualTo(key(SITEMAP));
    }

    @Test
    void longListIsSplitOverRecords() {
        Link[] many = new Link[3000];
        for (int i = 0; i < many.length; i++) {
            many[i] = listed("b.test/" + i + "x".repeat(400));
        }
        List<Outgoing> out = shard.fold(sitemap(100, null, many));
        assertThat(out).hasSize(3);
        assertThat(out.stream().mapToInt(record -> discoveries(record).urls().size()))
                .allMatch(size -> size <= Named.MAX_RECORD_CHARACTERS / 400);
        assertThat(out.stream()
                        .mapToInt(record -> discoveries(record).urls().size())
                        .sum())
                .isEqualTo(many.length);
    }

    @Test
    void sitemapThatIsAsBeforeIsNotSentAgain() {
        assertThat(shard.fold(sitemap(100, null, listed("b.test/1")))).hasSize(1);
        assertThat(shard.fold(sitemap(200, null, listed("b.test/1")))).isEmpty();
    }

    @Test
    void scopeHoldsForWhatSitemapsList() {
        FoldFixture narrow = new FoldFixture(new Scope(Scope.Kind.HOST, Set.of("www.a.test"), 5));
        narrow.fold(sitemap(100, null, listed("www.a.test/1"), listed("a.test/1")));
        assertThat(narrow.page("www.a.test/1").state()).isInstanceOf(PageState.Queued.class);
        assertThat(narrow.page("a.test/1").state()).isEqualTo(new PageState.Known(KnownReason.OUT_OF_SCOPE));
    }

    @Test
    void sitemapsAreNotHeardOfWhereTheyAreSwitchedOffOrOfNoUse() {
        Feeding off = new Feeding(Feeding.USUAL_KINDS, Feeding.Nofollow.FEED, false);
        Scope seedsOnly = new Scope(Scope.Kind.ANY, Set.of(), 0);
        for (FoldFixture without :
                List.of(new FoldFixture(Scope.EVERYTHING, off), new FoldFixture(seedsOnly, Feeding.USUAL))) {
            PageVisit visit = naming(fetched("a.test/", 100, listed("a.test/1"), listed("b.test/1")), SITEMAP);
            assertThat(without.fold(visit)).isEmpty();
            without.fold(new Discoveries(Origin.SITEMAP, 100, url(SITEMAP), List.of(url("a.test/2"))));
            without.fold(new Discoveries(Origin.SITEMAP_FILE, 100, url(SITEMAP), List.of(url("a.test/3.xml"))));
            assertThat(without.memory.totals().pages()).isEqualTo(1);
        }
    }
}
