package io.linkloom.builder.fold;

import static io.linkloom.builder.fold.FoldFixture.a;
import static io.linkloom.builder.fold.FoldFixture.changesOf;
import static io.linkloom.builder.fold.FoldFixture.fetched;
import static io.linkloom.builder.fold.FoldFixture.key;
import static io.linkloom.builder.fold.FoldFixture.notModified;
import static io.linkloom.builder.fold.FoldFixture.ofType;
import static io.linkloom.builder.fold.FoldFixture.robots;
import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.builder.store.PageRow.LastVisit;
import io.linkloom.builder.store.PageState;
import io.linkloom.builder.store.Recrawl;
import io.linkloom.common.model.Digest;
import io.linkloom.common.model.Link;
import io.linkloom.common.model.LinkKind;
import io.linkloom.common.model.LinksRecord.Discoveries;
import io.linkloom.common.model.Origin;
import io.linkloom.common.model.PageFacts;
import io.linkloom.common.model.PageRobots;
import io.linkloom.common.model.PageVisit;
import io.linkloom.common.url.Sites;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Scope rules that are about what a visit shows, and rules about how often pages are visited again. */
class ScopeByTypeTest {
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final Recrawl PLAN =
            new Recrawl(true, Duration.ofHours(8), Duration.ofHours(3), Duration.ofHours(100), 0.3);
    private static final String FEED = "Application/RSS+xml; charset=utf-8";

    private final Sites sites = new Sites();
    private final FoldFixture shard = shard("deny type application/rss+xml");

    private FoldFixture shard(String... rules) {
        return new FoldFixture(scope(rules), Feeding.USUAL, FoldRules.USUAL, PLAN);
    }

    private Scope scope(String... rules) {
        return Scope.EVERYTHING.with(ScopeRules.parse(List.of(rules), sites));
    }

    private int reviewed(String... rules) {
        shard.discovery.take(scope(rules));
        return ScopeReview.of(shard.shard, shard.memory, shard.discovery, PLAN);
    }

    private static long due(FoldFixture shard, String page) {
        return shard.page(page).state() instanceof PageState.Visited visited ? visited.dueMillis() : -1;
    }

    @Test
    void pageOfADeniedTypeIsVisitedOnceAndItsLinksAreRecordedAndLeadNowhere() {
        List<Outgoing> sent = shard.fold(ofType(FEED, fetched("a.test/feed", 100, a("a.test/x"), a("c.test/y"))));
        assertThat(shard.page("a.test/feed").state()).isEqualTo(PageState.Visited.settled());
        assertThat(shard.live("a.test/feed")).hasSize(2);
        assertThat(shard.shard.page(key("a.test/x"))).isNull();

        assertThat(sent).hasSize(1);
        assertThat(changesOf(sent.getFirst()).sourceType()).isEqualTo("application/rss+xml");
        shard.fold(sent.getFirst().record());
        assertThat(shard.inlinks()).hasSize(1);
        assertThat(shard.shard.page(key("c.test/y"))).isNull();
    }

    @Test
    void linksThatDoNotCountLeadNowhereEither() {
        PageVisit visit = robots(PageRobots.NOINDEX, fetched("a.test/feed", 100, a("a.test/x"), a("c.test/y")));
        PageFacts facts = visit.facts();
        List<Outgoing> sent = shard.fold(visit.withFacts(
                new PageFacts(FEED, 9, false, "", "", null, facts.pageRobots(), Digest.NONE, "", "", 0)));
        assertThat(sent).isEmpty();
        assertThat(shard.shard.page(key("a.test/x"))).isNull();
    }

    @Test
    void pageOfAnotherTypeIsVisitedAgainAndLeadsOn() {
        shard.fold(ofType("text/html", fetched("a.test/page", 100, a("a.test/x"))));
        assertThat(shard.page("a.test/page").awaitsRecrawl()).isTrue();
        assertThat(shard.page("a.test/x").state()).isInstanceOf(PageState.Queued.class);
    }

    @Test
    void sitemapIsReadWhateverItsType() {
        shard.fold(new Discoveries(Origin.SITEMAP_FILE, 50, List.of(FoldFixture.url("a.test/map.rss"))));
        Link listed = Link.of(FoldFixture.url("a.test/listed"), LinkKind.SITEMAP, 0, "");
        shard.fold(ofType(FEED, fetched("a.test/map.rss", 100, listed)));
        assertThat(shard.page("a.test/listed").origin()).isEqualTo(Origin.SITEMAP);
        assertThat(shard.page("a.test/map.rss").awaitsRecrawl()).isTrue();
    }

    @Test
    void pageThatIsNotModifiedIsOfTheTypeThatItWas() {
        FoldFixture before = shard();
        before.fold(ofType(FEED, fetched("a.test/feed", 100, a("b.test/"))));
        before.discovery.take(scope("deny type application/*"));
        before.fold(notModified("a.test/feed", 10 * HOUR, a("b.test/")));
        assertThat(before.page("a.test/feed").lastVisit())
                .extracting(LastVisit::contentType)
                .isEqualTo(FEED);
        assertThat(before.page("a.test/feed").awaitsRecrawl()).isFalse();
    }

    @Test
    void rulesThatChangeAreHeldAgainstWhatIsVisited() {
        reviewed();
        shard.fold(ofType(FEED, fetched("a.test/feed", HOUR, a("b.test/"))));
        shard.fold(ofType("text/html", fetched("a.test/page", HOUR, a("b.test/"))));
        long due = due(shard, "a.test/feed");
        assertThat(due).isBetween(9 * HOUR, 11 * HOUR);
        assertThat(reviewed("deny type application/*")).isEqualTo(1);
        assertThat(shard.page("a.test/feed").state()).isEqualTo(PageState.Visited.settled());
        assertThat(shard.page("a.test/page").awaitsRecrawl()).isTrue();
        assertThat(shard.memory.totals().awaitingRecrawl()).isOne();
        assertThat(reviewed("deny type application/pdf")).isEqualTo(1);
        assertThat(due(shard, "a.test/feed")).as("as it was planned").isEqualTo(due);
    }

    @Test
    void pageThatIsDeniedWhileItIsFetchedIsNotVisitedAgain() {
        shard.discovery.take(scope("deny site a.test"));
        shard.fold(fetched("a.test/page", HOUR));
        assertThat(shard.page("a.test/page").awaitsRecrawl()).isFalse();
        assertThat(reviewed("deny site b.test")).isEqualTo(1);
        assertThat(shard.page("a.test/page").awaitsRecrawl()).isTrue();
    }

    @Test
    void rulesBoundIntervalsOfThePagesThatTheyAreAboutFromTheirNextVisitOn() {
        FoldFixture news = shard(
                "recrawl prefix a.test/news/ every 10m..1h",
                "recrawl type application/pdf every 30d..180d",
                "recrawl site b.test deeper 1 every 2h");
        news.fold(fetched("a.test/news/", 0), fetched("a.test/", 0), fetched("b.test/", 0));
        news.fold(ofType("application/pdf", fetched("a.test/paper", 0)));
        assertThat(news.page("a.test/news/").intervalMillis()).as("first").isEqualTo(HOUR);
        assertThat(news.page("a.test/").intervalMillis()).isEqualTo(8 * HOUR);
        assertThat(news.page("a.test/paper").intervalMillis()).isEqualTo(30 * 24 * HOUR);
        assertThat(news.page("b.test/").intervalMillis()).isEqualTo(2 * HOUR);
        long at = 0;
        for (int i = 1; i < 8; i++) {
            at += HOUR;
            news.fold(fetched("a.test/news/", at, a("c.test/" + i)));
        }
        assertThat(news.page("a.test/news/").intervalMillis()).as("least").isEqualTo(HOUR / 6);
        assertThat(due(news, "a.test/news/") - at).isBetween(HOUR / 6, HOUR / 4);

        news.discovery.take(scope("recrawl any every 20h..30h"));
        assertThat(ScopeReview.of(news.shard, news.memory, news.discovery, PLAN))
                .isZero();
        assertThat(due(news, "a.test/news/") - at).as("as planned").isLessThan(HOUR);
        news.fold(fetched("a.test/news/", at + HOUR, a("c.test/")));
        assertThat(news.page("a.test/news/").intervalMillis()).isEqualTo(20 * HOUR);
    }
}
