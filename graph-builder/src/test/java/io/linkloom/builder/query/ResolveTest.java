package io.linkloom.builder.query;

import static io.linkloom.builder.query.IndexOnPaper.a;
import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.builder.store.InternalLinks;
import io.linkloom.builder.store.MemoryShardStore;
import io.linkloom.common.model.Digest;
import io.linkloom.common.model.FetchOrder;
import io.linkloom.common.model.HostState;
import io.linkloom.common.model.Link;
import io.linkloom.common.model.LinkKind;
import io.linkloom.common.model.LinksDigest;
import io.linkloom.common.model.Outcome;
import io.linkloom.common.model.PageFacts;
import io.linkloom.common.model.PageVisit;
import io.linkloom.common.model.Validators;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.WebUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Links to addresses that lead to a page count for it when that is asked for. */
class ResolveTest {
    private static final Sites SITES = new Sites();
    private static final int PARTITIONS = 8;

    private final List<PageVisit> web = new ArrayList<>();

    private ResolveTest page(String url, Link... links) {
        return visited(url, Outcome.FETCHED, List.of(links));
    }

    private ResolveTest redirect(String from, String to) {
        return visited(from, Outcome.REDIRECTED, List.of(Link.of(WebUrl.parse(to), LinkKind.REDIRECT, 0, "")));
    }

    private ResolveTest visited(String url, Outcome outcome, List<Link> links) {
        var order =
                new FetchOrder(WebUrl.parse(url), 1, 0, 1, 0, new Validators("", "", Digest.NONE), HostState.UNKNOWN);
        web.add(new PageVisit(
                order, 1000, outcome, "", 200, "", null, PageFacts.NONE, LinksDigest.of(links), false, links));
        return this;
    }

    private static Link canonical(String target) {
        return Link.of(WebUrl.parse(target), LinkKind.CANONICAL, 0, "");
    }

    private FoldedIndex index(InternalLinks internalLinks) {
        return new FoldedIndex(PARTITIONS, internalLinks, _ -> new MemoryShardStore.Disk().open())
                .fold(web, new Random(1));
    }

    private static BacklinksQuestion question(String target, Resolve resolve) {
        return BacklinksQuestion.of(Target.parse(target, TargetScope.URL, SITES))
                .from(Externality.ALL)
                .resolving(resolve);
    }

    private static List<String> shown(BacklinksAnswer answer) {
        return answer.rows().stream()
                .map(link -> link.source().text() + " -> " + link.target().text()
                        + (link.via() == null ? "" : " via " + link.via().text()))
                .toList();
    }

    private static List<String> shown(FoldedIndex index, BacklinksQuestion question) {
        BacklinksAnswer answer = new Backlinks(index, SITES).answer(question);
        assertThat(answer.incomplete()).isEmpty();
        return shown(answer);
    }

    @ParameterizedTest
    @EnumSource
    void redirectsAndCanonicalsOfTheOwnSiteAreFollowedAsAsked(InternalLinks internalLinks) {
        redirect("http://b.test/", "https://b.test/");
        page("https://b.test/?sort=up", canonical("https://b.test/"));
        page("https://x.test/", a("http://b.test/", "old"), a("https://b.test/?sort=up", "sorted"));
        page("https://y.test/", a("https://b.test/", "new"));
        try (FoldedIndex index = index(internalLinks)) {
            assertThat(shown(index, question("https://b.test/", Resolve.NONE)))
                    .containsExactly(
                            "https://y.test/ -> https://b.test/",
                            "http://b.test/ -> https://b.test/",
                            "https://b.test/?sort=up -> https://b.test/");
            assertThat(shown(index, question("https://b.test/", Resolve.REDIRECT)))
                    .containsExactly(
                            "https://x.test/ -> https://b.test/ via http://b.test/",
                            "https://y.test/ -> https://b.test/",
                            "https://b.test/?sort=up -> https://b.test/");
            assertThat(shown(index, question("https://b.test/", Resolve.CANONICAL)))
                    .containsExactly(
                            "https://y.test/ -> https://b.test/",
                            "https://x.test/ -> https://b.test/ via https://b.test/?sort=up",
                            "http://b.test/ -> https://b.test/");
            assertThat(shown(index, question("https://b.test/", Resolve.ALL)))
                    .containsExactly(
                            "https://x.test/ -> https://b.test/ via http://b.test/",
                            "https://y.test/ -> https://b.test/",
                            "https://x.test/ -> https://b.test/ via https://b.test/?sort=up");
        }
    }

    @ParameterizedTest
    @EnumSource
    void chainsOverSitesAreFollowed(InternalLinks internalLinks) {
        redirect("https://short.test/1", "https://old.test/");
        redirect("https://old.test/", "https://www.old.test/");
        page("https://www.old.test/", canonical("https://new.test/"));
        page("https://x.test/", a("https://short.test/1", "x"));
        page("https://www.old.test/about", a("https://old.test/", "home"));
        page("https://new.test/about", a("https://old.test/", "before"), a("https://new.test/", "now"));
        try (FoldedIndex index = index(internalLinks)) {
            assertThat(shown(index, question("https://new.test/", Resolve.ALL)))
                    .containsExactly(
                            "https://new.test/about -> https://new.test/ via https://old.test/",
                            "https://x.test/ -> https://new.test/ via https://short.test/1",
                            "https://new.test/about -> https://new.test/",
                            "https://www.old.test/about -> https://new.test/ via https://old.test/");
            // Where a link comes from is judged by the page that it counts for, not by the address that it has.
            assertThat(shown(index, question("https://new.test/", Resolve.ALL).from(Externality.SITE)))
                    .containsExactly(
                            "https://x.test/ -> https://new.test/ via https://short.test/1",
                            "https://www.old.test/about -> https://new.test/ via https://old.test/");
            assertThat(shown(index, question("https://new.test/", Resolve.CANONICAL)))
                    .as("a redirect that is not followed is a link")
                    .containsExactly(
                            "https://new.test/about -> https://new.test/",
                            "https://old.test/ -> https://new.test/ via https://www.old.test/");
        }
    }

    @ParameterizedTest
    @EnumSource
    void circlesEnd(InternalLinks internalLinks) {
        redirect("https://a.test/1", "https://b.test/2");
        redirect("https://b.test/2", "https://b.test/3");
        redirect("https://b.test/3", "https://a.test/1");
        page("https://x.test/", a("https://b.test/2", "into the circle"));
        try (FoldedIndex index = index(internalLinks)) {
            assertThat(shown(index, question("https://a.test/1", Resolve.REDIRECT)))
                    .containsExactly("https://x.test/ -> https://a.test/1 via https://b.test/2");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aHostAndASiteHaveTheAddressesThatLeadToTheirPages(InternalLinks internalLinks) {
        redirect("https://go.test/1", "https://www.b.test/one");
        redirect("https://b.test/", "https://www.b.test/");
        page("https://x.test/", a("https://go.test/1", "1"), a("https://b.test/", "home"));
        try (FoldedIndex index = index(internalLinks)) {
            var host = BacklinksQuestion.of(Target.parse("www.b.test", TargetScope.HOST, SITES));
            assertThat(shown(index, host)).containsExactly("https://go.test/1 -> https://www.b.test/one");
            assertThat(shown(index, host.resolving(Resolve.REDIRECT)))
                    .containsExactly(
                            "https://x.test/ -> https://www.b.test/ via https://b.test/",
                            "https://x.test/ -> https://www.b.test/one via https://go.test/1");
            var site = BacklinksQuestion.of(Target.parse("b.test", TargetScope.SITE, SITES));
            assertThat(shown(index, site.resolving(Resolve.REDIRECT)))
                    .containsExactly(
                            "https://x.test/ -> https://b.test/",
                            "https://x.test/ -> https://www.b.test/one via https://go.test/1");
        }
    }

    @Test
    void aChainThatIsLongerThanACrawlFollowsIsSaid() {
        int steps = FetchOrder.MOST_REDIRECTS + 1;
        for (int i = 0; i < steps; i++) {
            redirect("https://b.test/" + (i + 1), "https://b.test/" + i);
        }
        page("https://x.test/", a("https://b.test/" + (steps - 1), "near"), a("https://b.test/" + steps, "far"));
        try (FoldedIndex index = index(InternalLinks.DERIVED)) {
            BacklinksAnswer answer = new Backlinks(index, SITES).answer(question("https://b.test/0", Resolve.REDIRECT));

            assertThat(shown(answer))
                    .containsExactly(
                            "https://x.test/ -> https://b.test/0 via https://b.test/10",
                            "https://b.test/11 -> https://b.test/0 via https://b.test/10");
            assertThat(answer.incomplete()).containsExactly("addresses more than 10 steps away were not looked for");
        }
    }

    @Test
    void morePagesThanAreMergedAreSaid() {
        for (int i = 0; i <= AliasSearch.MOST_ALIASES; i++) {
            page("https://copy.test/" + i, canonical("https://b.test/"));
        }
        try (FoldedIndex index = index(InternalLinks.DERIVED)) {
            BacklinksAnswer answer = new Backlinks(index, SITES).answer(question("https://b.test/", Resolve.ALL));

            assertThat(answer.rows()).as("the one that is not merged is a link").hasSize(1);
            assertThat(answer.incomplete())
                    .containsExactly("more than 1000 addresses lead there, and no more of them were looked at");
        }
    }

    @ParameterizedTest
    @EnumSource
    void noMoreLinksAreLookedAtThanThereIsTimeForAndThatIsSaid(InternalLinks internalLinks) {
        redirect("https://z.test/", "https://b.test/");
        IntStream.range(0, 100).forEach(i -> page("https://a.test/" + i, a("https://b.test/", "b")));
        try (FoldedIndex index = index(internalLinks)) {
            Target target = Target.parse("https://b.test/", TargetScope.URL, SITES);
            Aliases few = new AliasSearch(index, SITES, target, Resolve.ALL, 50).find();
            assertThat(few.leadsTo()).isEmpty();
            assertThat(few.incomplete())
                    .containsExactly("more than 50 links would have had to be looked at for addresses that lead there");
            assertThat(new AliasSearch(index, SITES, target, Resolve.ALL, 5000)
                            .find()
                            .leadsTo())
                    .hasSize(1);
        }
    }

    @Test
    void whatAnotherProcessKnowsIsSaidToBeMissing() {
        redirect("https://old.test/", "https://new.test/");
        page("https://x.test/", a("https://old.test/", "x"));
        page("https://y.test/", a("https://new.test/", "y"));
        try (FoldedIndex index = index(InternalLinks.DERIVED)) {
            int old = index.partitionOf("old.test");
            assertThat(old).isNotEqualTo(index.partitionOf("new.test"));
            BacklinksAnswer answer =
                    new Backlinks(index.without(old), SITES).answer(question("https://new.test/", Resolve.REDIRECT));

            assertThat(shown(answer)).containsExactly("https://y.test/ -> https://new.test/");
            assertThat(answer.incomplete())
                    .containsExactly(
                            "what leads to pages of old.test is known in partition " + old
                                    + ", which is not open in this process; ask the builder that owns it",
                            "links to pages of old.test are in partition " + old
                                    + ", which is not open in this process; ask the builder that owns it");
        }
    }
}
