package io.linkloom.builder.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkloom.builder.simulation.VisitLog;
import io.linkloom.builder.store.CountsRow;
import io.linkloom.builder.store.HistoryRow;
import io.linkloom.builder.store.InlinkKey;
import io.linkloom.builder.store.InlinkRow;
import io.linkloom.builder.store.InternalLinks;
import io.linkloom.builder.store.MemoryShardStore;
import io.linkloom.builder.store.Rows;
import io.linkloom.builder.store.Shard;
import io.linkloom.builder.store.Tally;
import io.linkloom.common.model.PageVisit;
import io.linkloom.common.model.RelToken;
import io.linkloom.common.url.Sites;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The numbers of a page, host or site are those that somebody would get who counts the links to it. */
class SummariesTest {
    private static final long DAY = 86_400_000;
    private static final Sites SITES = new Sites();
    private static final List<PageVisit> VISITS = VisitLog.of(3, 600);
    private static final long NOW = VISITS.getLast().fetchedAtMillis();
    private static final FoldedIndex INDEX = new FoldedIndex(
                    3, InternalLinks.DERIVED, _ -> new MemoryShardStore.Disk().open())
            .fold(VISITS, new Random(3));

    private final Summaries summaries = new Summaries(INDEX, SITES);
    private final List<Map.Entry<InlinkKey, InlinkRow>> links = links();

    @AfterAll
    static void close() {
        INDEX.close();
    }

    private static List<Map.Entry<InlinkKey, InlinkRow>> links() {
        List<Map.Entry<InlinkKey, InlinkRow>> links = new ArrayList<>();
        for (Shard shard : INDEX.all()) {
            try (Rows<InlinkKey, InlinkRow> rows = shard.inlinks(Shard.ALL)) {
                while (rows.next()) {
                    links.add(Map.entry(rows.key(), rows.row()));
                }
            }
        }
        return links;
    }

    private CountsRow counted(Target target) {
        List<Map.Entry<InlinkKey, InlinkRow>> here = links.stream()
                .filter(link -> switch (target.scope()) {
                    case URL -> link.getKey().target().url().text().equals(target.text());
                    case HOST -> link.getKey().target().url().host().equals(target.text());
                    case SITE -> SITES.siteOf(link.getKey().target().url()).equals(target.text());
                    case PREFIX -> false;
                })
                .toList();
        return new CountsRow(
                tally(here, link -> link.toBytes().length + " " + link),
                tally(here, link -> link.source().url().host()),
                tally(here, link -> SITES.siteOf(link.source().url())));
    }

    private static Tally tally(List<Map.Entry<InlinkKey, InlinkRow>> links, Function<InlinkKey, String> what) {
        Set<String> live = new HashSet<>();
        Set<String> follow = new HashSet<>();
        Set<String> ever = new HashSet<>();
        for (Map.Entry<InlinkKey, InlinkRow> link : links) {
            String name = what.apply(link.getKey());
            ever.add(name);
            if (link.getValue().isLive()) {
                live.add(name);
                if (RelToken.isFollow(link.getValue().rel())) {
                    follow.add(name);
                }
            }
        }
        return new Tally(live.size(), follow.size(), ever.size());
    }

    @Test
    void numbersAreThoseOfTheLinks() {
        Set<String> pages = new TreeSet<>();
        Set<String> hosts = new TreeSet<>();
        Set<String> ofSites = new TreeSet<>();
        for (Map.Entry<InlinkKey, InlinkRow> link : links) {
            pages.add(link.getKey().target().url().text());
            hosts.add(link.getKey().target().url().host());
            ofSites.add(SITES.siteOf(link.getKey().target().url()));
        }
        assertThat(pages).hasSizeGreaterThan(20);
        pages.forEach(page -> check(Target.parse(page, TargetScope.URL, SITES)));
        hosts.forEach(host -> check(Target.parse(host, TargetScope.HOST, SITES)));
        ofSites.forEach(site -> check(Target.parse(site, TargetScope.SITE, SITES)));
    }

    private void check(Target target) {
        SummaryAnswer answer = summaries.answer(target, NOW);
        assertThat(answer.counts()).as(target.text()).isEqualTo(counted(target));
        assertThat(answer.known()).isTrue();
        if (target.scope() == TargetScope.SITE) {
            HistoryRow all = HistoryRow.NONE;
            for (long now = NOW; now > 0; now -= Summaries.HISTORY_DAYS * DAY) {
                for (SummaryAnswer.Day day : summaries.answer(target, now).history()) {
                    all = all.plus(day.happened());
                }
            }
            assertThat(all.gained() - all.lost() - all.merged())
                    .as(target.text())
                    .isEqualTo(answer.counts().links().live());
        }
    }

    @Test
    void historyIsOfTheLastDaysOnly() {
        Target target = Target.parse("s1.test", TargetScope.SITE, SITES);
        assertThat(summaries.answer(target, NOW).history()).isNotEmpty();
        long later = NOW + Summaries.HISTORY_DAYS * DAY;
        assertThat(summaries.answer(target, later).history()).isEmpty();
        assertThat(summaries.answer(target, later).counts())
                .isEqualTo(summaries.answer(target, NOW).counts());
    }

    @Test
    void bareNameIsASiteWhereItIsOne() {
        assertThat(Summaries.target("s1.test", SITES).scope()).isEqualTo(TargetScope.SITE);
        assertThat(Summaries.target("www.s1.test", SITES).scope()).isEqualTo(TargetScope.HOST);
        assertThat(Summaries.target("https://www.s1.test/", SITES).scope()).isEqualTo(TargetScope.URL);
    }

    @Test
    void whatNobodyLinksToHasNothing() {
        SummaryAnswer answer = summaries.answer(Target.parse("http://nobody.test/", TargetScope.URL, SITES), NOW);
        assertThat(answer.known()).isFalse();
        assertThat(answer.counts()).isEqualTo(CountsRow.NONE);
    }

    @Test
    void prefixesAreNotCounted() {
        Target prefix = Target.parse("http://www.s1.test/p", TargetScope.PREFIX, SITES);
        assertThatThrownBy(() -> summaries.answer(prefix, NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not for a prefix");
    }
}
