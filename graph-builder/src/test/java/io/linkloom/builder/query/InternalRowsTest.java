package io.linkloom.builder.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.builder.fold.FoldRules;
import io.linkloom.builder.fold.FoldRules.LinksOf;
import io.linkloom.builder.simulation.VisitLog;
import io.linkloom.builder.store.InlinkKey;
import io.linkloom.builder.store.InlinkRow;
import io.linkloom.builder.store.InternalLinks;
import io.linkloom.builder.store.MemoryShardStore;
import io.linkloom.builder.store.OutLink;
import io.linkloom.builder.store.OutlinksRow;
import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.Rows;
import io.linkloom.builder.store.Shard;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Links within a site as rows of their own say what the out-links say. */
class InternalRowsTest {
    private static final Sites SITES = new Sites();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void rowsAreExactlyTheLinksWithinTheSiteThatPagesHaveOrHad(long seed) {
        try (FoldedIndex index = new FoldedIndex(3, InternalLinks.ROWS, _ -> new MemoryShardStore.Disk().open())) {
            index.fold(VisitLog.of(seed, 500), new Random(seed));

            assertThat(stored(index.all())).isNotEmpty().isEqualTo(told(index.all()));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void rowsOfLinksThatPagesForgetGo(int daysLostOnesAreKept) {
        FoldRules rules = new FoldRules(Duration.ofHours(30), LinksOf.ALL, Duration.ofDays(daysLostOnesAreKept));
        for (long seed = 1; seed <= 3; seed++) {
            try (FoldedIndex index =
                    new FoldedIndex(3, InternalLinks.ROWS, rules, _ -> new MemoryShardStore.Disk().open())) {
                index.fold(VisitLog.of(seed, 500), new Random(seed));

                assertThat(stored(index.all())).isNotEmpty().isEqualTo(told(index.all()));
            }
        }
    }

    @Test
    void rowsOfLostLinksThatAreTooManyToRememberGo() {
        int most = OutlinksRow.MAX_LOST;
        try (FoldedIndex index = new FoldedIndex(1, InternalLinks.ROWS, _ -> new MemoryShardStore.Disk().open())) {
            List<PageVisit> visits = new ArrayList<>();
            visits.add(showing(1, 0, most + 200));
            visits.add(showing(2, most + 100, most + 200));
            visits.add(showing(3, most + 150, most + 300));
            visits.add(showing(4, 0, 50));
            visits.forEach(visit -> {
                index.fold(List.of(visit), new Random(1));
                assertThat(stored(index.all())).isEqualTo(told(index.all()));
            });

            assertThat(stored(index.all())).hasSize(most + 50);
        }
    }

    /** A page with links to pages of its site that are numbered. */
    private static PageVisit showing(long at, int from, int to) {
        List<Link> links = IntStream.range(from, to)
                .mapToObj(i -> Link.of(WebUrl.parse("http://s1.test/" + i), LinkKind.A, 0, "text"))
                .toList();
        FetchOrder order = new FetchOrder(
                WebUrl.parse("http://www.s1.test/"),
                0,
                0,
                1,
                0,
                new Validators("", "", Digest.NONE),
                HostState.UNKNOWN);
        return new PageVisit(
                order, at, Outcome.FETCHED, "", 200, "", null, PageFacts.NONE, LinksDigest.of(links), false, links);
    }

    @Test
    void withoutTheSettingThereAreNone() {
        try (FoldedIndex index = new FoldedIndex(3, InternalLinks.DERIVED, _ -> new MemoryShardStore.Disk().open())) {
            index.fold(VisitLog.of(1, 500), new Random(1));

            assertThat(told(index.all())).isNotEmpty();
            assertThat(stored(index.all())).isEmpty();
        }
    }

    private static Map<String, InlinkRow> stored(List<Shard> shards) {
        Map<String, InlinkRow> stored = new TreeMap<>();
        for (Shard shard : shards) {
            try (Rows<InlinkKey, InlinkRow> rows = shard.internalInlinks(Shard.ALL)) {
                while (rows.next()) {
                    InlinkKey key = rows.key();
                    stored.put(key.source() + " -> " + key.target(), rows.row());
                }
            }
        }
        return stored;
    }

    private static Map<String, InlinkRow> told(List<Shard> shards) {
        Map<String, InlinkRow> told = new TreeMap<>();
        for (Shard shard : shards) {
            try (Rows<PageKey, OutlinksRow> rows = shard.outlinks(Shard.ALL)) {
                while (rows.next()) {
                    PageKey source = rows.key();
                    OutlinksRow row = rows.row();
                    Stream.concat(row.live().stream(), row.lost().stream())
                            .filter(link -> isWithinSite(source, link))
                            .forEach(link -> told.put(source + " -> " + link.target(), InlinkRow.of(link)));
                }
            }
        }
        return told;
    }

    private static boolean isWithinSite(PageKey source, OutLink link) {
        return SITES.siteOf(source.url()).equals(SITES.siteOf(link.target().url()));
    }
}
