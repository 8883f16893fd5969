package io.linkloom.builder.fold;

import static io.linkloom.builder.fold.FoldFixture.a;
import static io.linkloom.builder.fold.FoldFixture.failed;
import static io.linkloom.builder.fold.FoldFixture.fetched;
import static io.linkloom.builder.fold.FoldFixture.url;
import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.builder.store.PageRow;
import io.linkloom.builder.store.PageState;
import io.linkloom.builder.store.Recrawl;
import io.linkloom.common.model.Link;
import io.linkloom.common.model.LinkKind;
import io.linkloom.common.model.LinksRecord.Discoveries;
import io.linkloom.common.model.Origin;
import io.linkloom.common.model.Outcome;
import io.linkloom.common.model.PageHint;
import io.linkloom.common.model.PageVisit;
import io.linkloom.common.url.Sites;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sitemaps and feeds that say when pages were changed. */
class HintFoldTest {
    private static final long HOUR = 3_600_000;
    private static final String PAGE = "a.test/page";
    private static final Recrawl PLAN =
            new Recrawl(true, Duration.ofHours(80), Duration.ofHours(4), Duration.ofHours(1000), 0.3);

    private final FoldFixture shard = shard(Scope.EVERYTHING);

    private static FoldFixture shard(Scope scope) {
        return new FoldFixture(scope, Feeding.USUAL, FoldRules.USUAL, PLAN);
    }

    /** A visit of a sitemap that says that the page was changed then. */
    private static PageVisit list(long at, long modified) {
        Link listed = Link.of(url(PAGE), LinkKind.SITEMAP, 0, "");
        return fetched("a.test/map.xml", at, listed).withHints(Map.of(url(PAGE), new PageHint(modified, 50)));
    }

    private static long due(FoldFixture shard) {
        PageRow page = shard.page(PAGE);
        assertThat(page.awaitsRecrawl()).isTrue();
        return page.state() instanceof PageState.Visited visited ? visited.dueMillis() : -1;
    }

    @Test
    void pageThatWasChangedSinceItsLastVisitIsVisitedSoon() {
        shard.fold(fetched(PAGE, HOUR));
        assertThat(due(shard)).isGreaterThan(80 * HOUR);
        shard.fold(list(20 * HOUR, 10 * HOUR));
        assertThat(due(shard)).isBetween(20 * HOUR, 21 * HOUR);
        assertThat(shard.page(PAGE).intervalMillis()).as("its interval stays").isEqualTo(80 * HOUR);
        assertThat(shard.memory.totals().awaitingRecrawl()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, HOUR / 2, HOUR, 45 * HOUR, Long.MAX_VALUE})
    void dateThatIsOldOrAheadOfTimeChangesNothing(long modified) {
        shard.fold(fetched(PAGE, HOUR));
        long due = due(shard);
        shard.fold(list(20 * HOUR, modified));
        assertThat(due(shard)).isEqualTo(due);
    }

    @Test
    void pageThatIsDueSoonerStaysSo() {
        shard.fold(fetched(PAGE, HOUR));
        shard.fold(list(20 * HOUR, 10 * HOUR));
        long due = due(shard);
        shard.fold(list(due + HOUR, 15 * HOUR));
        assertThat(due(shard)).as("is due already").isEqualTo(due);
    }

    @Test
    void listThatCallsAllNewAtEachLookHasItsPagesVisitedAtTheLeastIntervalAndNotMoreOften() {
        long visited = HOUR;
        int visits = 1;
        shard.fold(fetched(PAGE, visited));
        for (long now = visited; now < 1000 * HOUR; now += HOUR / 2) {
            shard.fold(list(now, now));
            if (due(shard) <= now) {
                assertThat(now - visited).isGreaterThanOrEqualTo(4 * HOUR);
                shard.fold(fetched(PAGE, now));
                visited = now;
                visits++;
            }
        }
        assertThat(visits).isBetween(150, 250);
    }

    @Test
    void ruleBoundsWhatAListCanBringAbout() {
        FoldFixture bounded = shard(
                Scope.EVERYTHING.with(ScopeRules.parse(List.of("recrawl host a.test every 60h..70h"), new Sites())));
        bounded.fold(fetched(PAGE, HOUR));
        bounded.fold(list(20 * HOUR, 20 * HOUR));
        assertThat(due(bounded)).isBetween(61 * HOUR, 76 * HOUR);
    }

    @Test
    void pageThatFailsOrIsKeptOutOrWaitsIsLeftAlone() {
        shard.fold(list(HOUR, HOUR));
        PageState queued = shard.page(PAGE).state();
        assertThat(queued).isInstanceOf(PageState.Queued.class);
        shard.fold(list(2 * HOUR, 2 * HOUR));
        assertThat(shard.page(PAGE).state()).isEqualTo(queued);
        shard.fold(failed(PAGE, 3 * HOUR, Outcome.TIMEOUT));
        PageState retry = shard.page(PAGE).state();
        shard.fold(list(4 * HOUR, 4 * HOUR));
        assertThat(shard.page(PAGE).state()).isEqualTo(retry);

        shard.discovery.take(Scope.EVERYTHING.with(ScopeRules.parse(List.of("deny any"), new Sites())));
        shard.fold(fetched(PAGE, 5 * HOUR));
        shard.fold(list(10 * HOUR, 10 * HOUR));
        assertThat(shard.page(PAGE).state()).isEqualTo(PageState.Visited.settled());
    }

    @Test
    void nothingComesOfItWherePagesAreNotVisitedAgain() {
        FoldFixture once = new FoldFixture(Scope.EVERYTHING);
        once.fold(fetched(PAGE, HOUR));
        once.fold(list(20 * HOUR, 10 * HOUR));
        assertThat(once.page(PAGE).state()).isEqualTo(PageState.Visited.settled());
    }

    @Test
    void sitemapOfAnotherSiteSpeaksThroughItsDiscoveries() {
        Link listed = Link.of(url("c.test/far"), LinkKind.SITEMAP, 0, "");
        List<Outgoing> sent = shard.fold(fetched("a.test/map.xml", 20 * HOUR, listed, a("a.test/x"))
                .withHints(Map.of(url("c.test/far"), new PageHint(10_000, 80), url("a.test/x"), new PageHint(1, 1))));
        assertThat(sent).hasSize(1);
        Discoveries found = (Discoveries) sent.getFirst().record();
        assertThat(found.origin()).isIn(Origin.SITEMAP, Origin.SITEMAP_FILE);
        assertThat(found.hints()).isEqualTo(Map.of(url("c.test/far"), new PageHint(10_000, 80)));

        shard.fold(fetched(PAGE, HOUR));
        shard.fold(new Discoveries(
                Origin.SITEMAP,
                20 * HOUR,
                url("cdn.test/map.xml"),
                List.of(url(PAGE)),
                0,
                Map.of(url(PAGE), new PageHint(10 * HOUR, 50))));
        assertThat(due(shard)).isBetween(20 * HOUR, 21 * HOUR);
    }
}
