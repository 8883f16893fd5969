package io.linkloom.builder.simulation;

import static io.linkloom.builder.simulation.Claim.assertThat;

import io.linkloom.builder.store.CountsKey;
import io.linkloom.builder.store.CountsRow;
import io.linkloom.builder.store.HistoryKey;
import io.linkloom.builder.store.HistoryRow;
import io.linkloom.builder.store.Rows;
import io.linkloom.builder.store.Shard;
import io.linkloom.builder.store.Tally;
import io.linkloom.common.model.LostReason;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.WebUrl;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the index must count, by looking at every link again for every number. */
final class NaiveCounts {
    /**
     * A link that is or was.
     *
     * @param reason why it is lost, null while it is live
     */
    record Fact(
            WebUrl source,
            WebUrl target,
            boolean follow,
            @Nullable LostReason reason) {
        boolean live() {
            return reason == null;
        }

        String name() {
            return source + " -> " + target;
        }
    }

    private final Sites sites;
    private final Map<String, long[]> history = new TreeMap<>();

    NaiveCounts(Sites sites) {
        this.sites = sites;
    }

    /**
     * Takes in what a visit did.
     *
     * @param before the links of all pages of the site before it
     * @param after and after it
     */
    void visit(Collection<Fact> before, Collection<Fact> after, long atMillis) {
        Map<String, Fact> was = new HashMap<>();
        before.forEach(fact -> was.put(fact.name(), fact));
        Map<WebUrl, Integer> moved = new HashMap<>();
        for (Fact now : after) {
            Fact then = was.get(now.name());
            if (isLive(then) && now.reason == LostReason.MOVED) {
                moved.merge(now.target, 1, Integer::sum);
            }
        }
        for (Fact now : external(after)) {
            boolean wasLive = isLive(was.get(now.name()));
            if (!wasLive && now.live()) {
                if (moved.getOrDefault(now.target, 0) > 0) {
                    moved.merge(now.target, -1, Integer::sum);
                    add(now, atMillis, 2);
                } else {
                    add(now, atMillis, 0);
                }
            } else if (wasLive && !now.live() && now.reason != LostReason.MOVED) {
                add(now, atMillis, 1);
            }
        }
        // What moved and did not come anywhere was there already.
        external(after).stream().filter(now -> moved.remove(now.target, 1)).forEach(now -> {
            add(now, atMillis, 2);
            add(now, atMillis, 3);
        });
        countSites(before, after, atMillis);
    }

    private static boolean isLive(@Nullable Fact fact) {
        return fact != null && fact.live();
    }

    private void countSites(Collection<Fact> before, Collection<Fact> after, long atMillis) {
        Set<String> then = targetSites(before);
        Set<String> now = targetSites(after);
        for (Fact each : external(after)) {
            String site = sites.siteOf(each.target);
            if (now.contains(site) && !then.contains(site)) {
                add(each, atMillis, 4);
                then.add(site);
            } else if (!now.contains(site) && then.remove(site)) {
                add(each, atMillis, 5);
            }
        }
    }

    private Set<String> targetSites(Collection<Fact> facts) {
        Set<String> targets = new HashSet<>();
        external(facts).stream().filter(Fact::live).forEach(fact -> targets.add(sites.siteOf(fact.target)));
        return targets;
    }

    private List<Fact> external(Collection<Fact> facts) {
        return facts.stream()
                .filter(fact -> !sites.siteOf(fact.source).equals(sites.siteOf(fact.target)))
                .toList();
    }

    private void add(Fact fact, long atMillis, int what) {
        String day = sites.siteOf(fact.target) + " on "
                + Instant.ofEpochMilli(atMillis).atZone(ZoneOffset.UTC).toLocalDate();
        history.computeIfAbsent(day, _ -> new long[6])[what]++;
    }

    /** Asserts that the shards together count this. */
    void assertSameAs(Collection<Shard> shards, Collection<Fact> facts) {
        assertThat(storedCounts(shards)).isEqualTo(counts(external(facts)));
        assertThat(storedHistory(shards)).isEqualTo(history());
    }

    private Map<String, CountsRow> counts(List<Fact> facts) {
        Map<String, CountsRow> counts = new TreeMap<>();
        counts.putAll(counts("PAGE ", facts, Fact::target));
        counts.putAll(counts("HOST ", facts, fact -> fact.target.host()));
        counts.putAll(counts("SITE ", facts, fact -> sites.siteOf(fact.target)));
        return counts;
    }

    private Map<String, CountsRow> counts(String level, List<Fact> facts, Function<Fact, Object> scope) {
        Map<String, CountsRow> counts = new HashMap<>();
        facts.stream()
                .collect(Collectors.groupingBy(scope))
                .forEach((each, here) -> counts.put(
                        level + each,
                        new CountsRow(
                                tally(here, Fact::name),
                                tally(here, fact -> fact.source.host()),
                                tally(here, fact -> sites.siteOf(fact.source)))));
        return counts;
    }

    private static Tally tally(List<Fact> facts, Function<Fact, String> what) {
        return new Tally(
                distinct(facts, Fact::live, what),
                distinct(facts, fact -> fact.live() && fact.follow, what),
                distinct(facts, _ -> true, what));
    }

    private static long distinct(List<Fact> facts, Predicate<Fact> which, Function<Fact, String> what) {
        return facts.stream().filter(which).map(what).distinct().count();
    }

    private static Map<String, CountsRow> storedCounts(Collection<Shard> shards) {
        Map<String, CountsRow> stored = new TreeMap<>();
        for (Shard shard : shards) {
            try (Rows<CountsKey, CountsRow> rows = shard.counts(Shard.ALL)) {
                while (rows.next()) {
                    stored.put(rows.key().level() + " " + rows.key().text(), rows.row());
                }
            }
        }
        return stored;
    }

    private Map<String, HistoryRow> history() {
        Map<String, HistoryRow> rows = new TreeMap<>();
        history.forEach((day, n) -> rows.put(day, new HistoryRow(n[0], n[1], n[2], n[3], n[4], n[5])));
        return rows;
    }

    private static Map<String, HistoryRow> storedHistory(Collection<Shard> shards) {
        Map<String, HistoryRow> stored = new TreeMap<>();
        for (Shard shard : shards) {
            try (Rows<HistoryKey, HistoryRow> rows = shard.history(Shard.ALL)) {
                while (rows.next()) {
                    stored.put(
                            rows.key().site() + " on "
                                    + LocalDate.ofEpochDay(rows.key().day()),
                            rows.row());
                }
            }
        }
        return stored;
    }
}
