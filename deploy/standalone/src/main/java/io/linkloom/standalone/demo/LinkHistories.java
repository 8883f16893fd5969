package io.linkloom.standalone.demo;

import io.linkloom.builder.store.OutLink;
import io.linkloom.builder.store.OutlinksRow;
import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.Rows;
import io.linkloom.builder.store.Shard;
import io.linkloom.common.model.LostReason;
import io.linkloom.testkit.web.TrueGraph;
import io.linkloom.testkit.web.TrueLink;
import io.linkloom.testkit.web.TruePage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was of each link in each epoch of a changing web, and so when an index that was crawled once an epoch has to have seen it
 * first, and since when and why it has to be lost. Not thread-safe.
 */
final class LinkHistories {
    /**
     * When all pages were fetched once.
     *
     * @param graph the web meanwhile
     */
    record Epoch(TrueGraph graph, Instant begin, Instant end) {
        boolean includes(long millis) {
            return millis >= begin.toEpochMilli() && millis <= end.toEpochMilli();
        }
    }

    private static final class Life {
        final int first;
        int lastLive;

        Life(int first) {
            this.first = first;
            this.lastLive = first;
        }
    }

    private final List<Epoch> epochs = new ArrayList<>();
    private final Map<String, Life> lives = new HashMap<>();
    /** The pages that moved, by their new address. */
    private final Map<String, String> movedFrom = new HashMap<>();

    /** Notes the epoch that follows. */
    void add(Epoch epoch) {
        int number = epochs.size();
        epochs.add(epoch);
        epoch.graph().links().forEach(link -> note(link, number));
    }

    private void note(TrueLink link, int epoch) {
        lives.computeIfAbsent(LinkFact.key(link.source(), link.target()), _ -> new Life(epoch)).lastLive = epoch;
        if (link.kind().equals("redirect")) {
            movedFrom.put(link.target(), link.source());
        }
    }

    /** Links that were and are not any more. */
    long lost() {
        return lives.values().stream()
                .filter(life -> life.lastLive < epochs.size() - 1)
                .count();
    }

    /** What the index says otherwise of first and last times and reasons, one sentence each. */
    List<String> differences(Iterable<Shard> shards) {
        List<String> differences = new ArrayList<>();
        Set<String> met = new HashSet<>();
        for (Shard shard : shards) {
            try (Rows<PageKey, OutlinksRow> rows = shard.outlinks(Shard.ALL)) {
                while (rows.next()) {
                    String source = rows.key().url().text();
                    for (OutLink link : rows.row().live()) {
                        check(source, link, met, differences);
                    }
                    for (OutLink link : rows.row().lost()) {
                        check(source, link, met, differences);
                    }
                }
            }
        }
        lives.keySet().stream()
                .filter(key -> !met.contains(key))
                .forEach(key -> differences.add(key + " is not there, live or lost"));
        return differences;
    }

    private void check(String source, OutLink link, Set<String> met, List<String> differences) {
        String target = link.target().url().text();
        String key = LinkFact.key(source, target);
        Life life = lives.get(key);
        met.add(key);
        String wrong = life == null ? wronglyInherited(source, target, link) : wrong(source, target, link, life);
        if (wrong != null) {
            differences.add(key + " " + wrong);
        }
    }

    private @Nullable String wrong(String source, String target, OutLink link, Life life) {
        if (!isSeenFirst(source, target, link.firstSeenMillis(), life)) {
            return "was first seen at " + Instant.ofEpochMilli(link.firstSeenMillis()) + ", not in epoch " + life.first;
        }
        OutLink.Lost lost = link.lost();
        boolean isLive = life.lastLive == epochs.size() - 1;
        if (lost == null) {
            return isLive ? null : "is live, and was lost in epoch " + (life.lastLive + 1);
        }
        if (isLive) {
            return "is lost (" + lost.reason().label() + ") and there";
        }
        Epoch epoch = epochs.get(life.lastLive + 1);
        if (!epoch.includes(lost.atMillis())) {
            return "was lost at " + Instant.ofEpochMilli(lost.atMillis()) + ", not in epoch " + (life.lastLive + 1);
        }
        return reasons(epoch, source).contains(lost.reason())
                ? null
                : "is lost as " + lost.reason().label() + ", not as one of " + reasons(epoch, source);
    }

    /** A new address takes over what the old one had, and loses what its first visit does not show. */
    private @Nullable String wronglyInherited(String source, String target, OutLink link) {
        String old = movedFrom.get(source);
        Life before = old == null ? null : lives.get(LinkFact.key(old, target));
        OutLink.Lost lost = link.lost();
        if (before == null || lost == null) {
            return lost == null ? "is live, and never was" : "is lost, and never was";
        }
        boolean inTime = epochs.get(before.first).includes(link.firstSeenMillis())
                && before.lastLive < epochs.size() - 1
                && epochs.get(before.lastLive + 1).includes(lost.atMillis());
        return inTime ? null : "was at " + old + ", but first or last at other times";
    }

    /** The links of a page that moved may keep the times that they had at its old address. */
    private boolean isSeenFirst(String source, String target, long millis, Life life) {
        String old = movedFrom.get(source);
        Life before = old == null ? null : lives.get(LinkFact.key(old, target));
        return epochs.get(life.first).includes(millis)
                || (before != null && epochs.get(before.first).includes(millis));
    }

    private static Set<LostReason> reasons(Epoch epoch, String source) {
        String outcome = epoch.graph().page(source).map(TruePage::outcome).orElse("");
        return switch (outcome) {
            case "gone" -> Set.of(LostReason.PAGE_GONE);
            case "redirected" -> Set.of(LostReason.MOVED, LostReason.PAGE_REDIRECTED);
            default -> Set.of(LostReason.LINK_REMOVED);
        };
    }

    /** Links of the index by the reason why they are lost. */
    static Map<LostReason, Long> lostByReason(Iterable<Shard> shards) {
        Map<LostReason, Long> counts = new HashMap<>();
        for (Shard shard : shards) {
            try (Rows<PageKey, OutlinksRow> rows = shard.outlinks(Shard.ALL)) {
                while (rows.next()) {
                    for (OutLink link : rows.row().lost()) {
                        OutLink.Lost lost = link.lost();
                        if (lost != null) {
                            counts.merge(lost.reason(), 1L, Long::sum);
                        }
                    }
                }
            }
        }
        return counts;
    }
}
