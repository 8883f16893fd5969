package io.linkloom.builder.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkloom.builder.fold.FoldRules;
import io.linkloom.builder.fold.FoldRules.LinksOf;
import io.linkloom.builder.simulation.NaiveIndex;
import io.linkloom.builder.simulation.VisitLog;
import io.linkloom.builder.store.InlinkKey;
import io.linkloom.builder.store.InlinkRow;
import io.linkloom.builder.store.InternalLinks;
import io.linkloom.builder.store.MemoryShardStore;
import io.linkloom.builder.store.Rows;
import io.linkloom.builder.store.Shard;
import io.linkloom.common.model.LostReason;
import io.linkloom.common.model.PageVisit;
import io.linkloom.common.url.Sites;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the rules, the index is what the visits say by them: in any batches, in any order between partitions. */
class FoldRulesTest {
    private static final int SEEDS = 12;
    private static final int VISITS = 400;

    static Stream<FoldRules> rules() {
        return Stream.of(
                FoldRules.USUAL,
                new FoldRules(Duration.ofHours(30), LinksOf.ALL, Duration.ofDays(2)),
                new FoldRules(Duration.ZERO, LinksOf.INDEXABLE, Duration.ZERO),
                new FoldRules(Duration.ofDays(365), LinksOf.ALL, Duration.ofDays(36_500)));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void indexIsWhatTheVisitsSayByTheRules(FoldRules rules) {
        LongStream.range(0, SEEDS).forEach(seed -> {
            List<PageVisit> log = VisitLog.of(seed, VISITS);
            assertFolded(log, log, rules, seed);
        });
    }

    @ParameterizedTest
    @MethodSource("rules")
    void visitThatIsFoldedTwiceChangesNothing(FoldRules rules) {
        LongStream.range(0, SEEDS).forEach(seed -> {
            List<PageVisit> log = VisitLog.of(seed, VISITS);
            List<PageVisit> twice = new ArrayList<>();
            for (PageVisit visit : log) {
                twice.add(visit);
                twice.add(visit);
            }
            assertFolded(twice, log, rules, seed);
        });
    }

    @Test
    void visitsOfTheseTestsLoseLinksForEveryReason() {
        Set<LostReason> reasons = EnumSet.noneOf(LostReason.class);
        for (long seed = 0; seed < SEEDS; seed++) {
            try (FoldedIndex index = new FoldedIndex(
                    3, InternalLinks.DERIVED, FoldRules.USUAL, _ -> new MemoryShardStore.Disk().open())) {
                index.fold(VisitLog.of(seed, VISITS), new Random(seed));
                index.all().forEach(shard -> reasons.addAll(reasonsIn(shard)));
            }
        }
        assertThat(reasons).containsExactlyInAnyOrder(LostReason.values());
    }

    private static Set<LostReason> reasonsIn(Shard shard) {
        Set<LostReason> reasons = EnumSet.noneOf(LostReason.class);
        try (Rows<InlinkKey, InlinkRow> rows = shard.inlinks(Shard.ALL)) {
            while (rows.next()) {
                LostReason reason = rows.row().lostReason();
                if (reason != null) {
                    reasons.add(reason);
                }
            }
        }
        return reasons;
    }

    private static void assertFolded(List<PageVisit> folded, List<PageVisit> said, FoldRules rules, long seed) {
        NaiveIndex expected = new NaiveIndex(new Sites(), rules);
        said.forEach(expected::visit);
        try (FoldedIndex index =
                new FoldedIndex(3, InternalLinks.DERIVED, rules, _ -> new MemoryShardStore.Disk().open())) {
            index.fold(folded, new Random(seed));
            expected.assertSameAs(index.all());
        } catch (AssertionError e) {
            throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
        }
    }
}
