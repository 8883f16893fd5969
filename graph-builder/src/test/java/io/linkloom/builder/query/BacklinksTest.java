package io.linkloom.builder.query;

import static io.linkloom.builder.query.IndexOnPaper.a;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkloom.builder.store.Shard;
import io.linkloom.common.url.Sites;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BacklinksTest {
    private static final Sites SITES = new Sites();

    private final IndexOnPaper index = new IndexOnPaper()
            .page("https://www.target.test/")
            .page("https://www.target.test/docs/a", a("https://www.target.test/", "home"))
            .page("https://shop.target.test/", a("https://www.target.test/", "the company"))
            .page("https://one.test/", a("https://www.target.test/", "one"), a("https://one.test/x", "own"))
            .page("https://two.test/", a("https://www.target.test/docs/a", "two"), a("https://shop.target.test/", "s"))
            .page("https://two.test/b", a("http://www.target.test/docs/abc", "near"))
            .page("https://three.test/", a("https://www.target.test:8443/", "port"))
            .lost("https://four.test/", "https://www.target.test/");

    private final Backlinks backlinks = new Backlinks(index, SITES);

    @AfterEach
    void close() {
        index.close();
    }

    private static BacklinksQuestion question(String target, TargetScope scope) {
        return BacklinksQuestion.of(Target.parse(target, scope, SITES));
    }

    private BacklinksAnswer answer(String target, TargetScope scope, Externality external) {
        return backlinks.answer(question(target, scope).from(external));
    }

    private List<String> sources(String target, TargetScope scope, Externality external) {
        return answer(target, scope, external).rows().stream()
                .map(link -> link.source().text())
                .toList();
    }

    @Test
    void aPagesLinksFromOtherSitesAreTheDefault() {
        var answer = answer("https://www.target.test", TargetScope.URL, Externality.SITE);
        assertThat(answer.known()).isTrue();
        assertThat(answer.more()).isFalse();
        assertThat(answer.rows()).singleElement().satisfies(link -> {
            assertThat(link.source().text()).isEqualTo("https://one.test/");
            assertThat(link.anchor()).isEqualTo("one");
            assertThat(link.firstSeenMillis()).isEqualTo(IndexOnPaper.SEEN);
            assertThat(link.isLive()).isTrue();
        });
    }

    @Test
    void aTargetMeansWhatStandsForItInTheIndex() {
        try (var ruled =
                new IndexOnPaper("tracking www lists-1").page("https://one.test/", a("https://target.test/x", "x"))) {
            Backlinks answers = new Backlinks(ruled, SITES);
            String spelling = "https://www.target.test/x?utm_source=letter";

            assertThat(answers.answer(question(spelling, TargetScope.URL)).rows())
                    .hasSize(1);
            assertThat(answers.answer(question("https://www.target.test/", TargetScope.PREFIX))
                            .rows())
                    .hasSize(1);
            assertThat(answers.answer(question("www.target.test", TargetScope.HOST))
                            .rows())
                    .hasSize(1);
            assertThat(answers.answer(question("www.target.test", TargetScope.SITE))
                            .rows())
                    .hasSize(1);
        }
        assertThat(sources("https://target.test/", TargetScope.URL, Externality.SITE))
                .isEmpty();
    }

    @Test
    void otherHostsOfTheSameSiteAndThenThePagesOwnHostCanBeAskedFor() {
        assertThat(sources("https://www.target.test/", TargetScope.URL, Externality.HOST))
                .containsExactly("https://one.test/", "https://shop.target.test/");
        assertThat(sources("https://www.target.test/", TargetScope.URL, Externality.ALL))
                .containsExactly("https://one.test/", "https://shop.target.test/", "https://www.target.test/docs/a");
    }

    @Test
    void aPrefixMeansOneSchemeOfOneHost() {
        assertThat(sources("https://www.target.test/docs/", TargetScope.PREFIX, Externality.SITE))
                .containsExactly("https://two.test/");
        assertThat(sources("http://www.target.test/docs/a", TargetScope.PREFIX, Externality.SITE))
                .containsExactly("https://two.test/b");
    }

    @Test
    void aHostMeansBothSchemesAndOnePort() {
        assertThat(sources("www.target.test", TargetScope.HOST, Externality.SITE))
                .containsExactlyInAnyOrder("https://one.test/", "https://two.test/", "https://two.test/b");
        assertThat(sources("https://www.target.test:8443/x", TargetScope.HOST, Externality.SITE))
                .containsExactly("https://three.test/");
    }

    @Test
    void aSiteMeansAllItsHostsAndPorts() {
        assertThat(sources("target.test", TargetScope.SITE, Externality.SITE))
                .containsExactlyInAnyOrder(
                        "https://one.test/",
                        "https://two.test/",
                        "https://two.test/",
                        "https://two.test/b",
                        "https://three.test/");
    }

    @Test
    void whereOnlyInternalLinksExistTheirNumberIsGivenIfAskedFor() {
        var question = question("https://one.test/x", TargetScope.URL);
        var answer = backlinks.answer(question.explained());
        assertThat(answer.rows()).isEmpty();
        assertThat(answer.hiddenInternal()).isEqualTo(1);
        assertThat(backlinks.answer(question).hiddenInternal()).isNull();
        assertThat(backlinks.answer(question.from(Externality.ALL).explained()).rows())
                .hasSize(1);
    }

    @Test
    void anUnknownTargetIsSaidToBeUnknown() {
        var answer = answer("https://nobody.test/", TargetScope.URL, Externality.ALL);
        assertThat(answer.known()).isFalse();
        assertThat(answer.rows()).isEmpty();
    }

    @Test
    void theLimitIsKeptAndSaid() {
        var answer = backlinks.answer(
                question("target.test", TargetScope.SITE).from(Externality.ALL).first(2));
        assertThat(answer.rows()).hasSize(2);
        assertThat(answer.more()).isTrue();
    }

    @Test
    void aShardThatIsElsewhereIsNamed() {
        var empty = new Backlinks(
                new ShardLookup() {
                    @Override
                    public int partitions() {
                        return 1;
                    }

                    @Override
                    public @Nullable Shard shard(int partition) {
                        return null;
                    }
                },
                SITES);
        assertThatThrownBy(() -> empty.answer(question("https://one.test/", TargetScope.URL)))
                .isInstanceOf(ShardElsewhereException.class)
                .hasMessage("partition 0 is not open in this process; ask the builder that owns it");
    }

    @Test
    void whatIsNoUrlGetsASentenceAndAHint() {
        assertThatThrownBy(() -> Target.parse("www.target.test", TargetScope.URL, SITES))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("\"www.target.test\" is no URL")
                .hasMessageEndingWith("write https://www.target.test/, or ask with --scope host or --scope site");
        assertThatThrownBy(() -> Target.parse("mailto:me@target.test", TargetScope.SITE, SITES))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is no URL");
        assertThatThrownBy(() -> Target.parse("", TargetScope.SITE, SITES))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void sitesBelowAPublicSuffixWithinTheRangeAreNotMeant() {
        try (var nested = new IndexOnPaper()
                .page(
                        "https://x.test/",
                        a("https://bucket.s3.amazonaws.com/", "b"),
                        a("https://amazonaws.com/", "a"))) {
            var answer = new Backlinks(nested, SITES).answer(question("amazonaws.com", TargetScope.SITE));
            assertThat(answer.rows()).extracting(Backlink::anchor).containsExactly("a");
        }
    }

    @Test
    void theMostLinkedSitesComeFirst() {
        var top = new TopSites(2).add(index.shard(0));
        assertThat(top.best()).containsExactly(new TopSites.LinkedSite("target.test", 3, 5));
        assertThat(top.linkedSites()).isEqualTo(1);
    }
}
