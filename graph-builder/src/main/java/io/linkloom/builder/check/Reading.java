package io.linkloom.builder.check;

import io.linkloom.builder.check.CheckReport.Kind;
import io.linkloom.builder.store.CountsKey;
import io.linkloom.builder.store.CountsRow;
import io.linkloom.builder.store.Family;
import io.linkloom.builder.store.FewLinksRow;
import io.linkloom.builder.store.HostKey;
import io.linkloom.builder.store.InlinkKey;
import io.linkloom.builder.store.InlinkRow;
import io.linkloom.builder.store.OutLink;
import io.linkloom.builder.store.OutlinksRow;
import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.ReferrerKey;
import io.linkloom.builder.store.ReferrerRow;
import io.linkloom.builder.store.Referring;
import io.linkloom.builder.store.Rows;
import io.linkloom.builder.store.Shard;
import io.linkloom.builder.store.ShardStoreException;
import io.linkloom.common.topic.ShardOffsets;
import io.linkloom.common.url.UrlKey;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Reads every row of every family, each by itself: its key, its value, whether both can be true, and whether it belongs there. */
final class Reading {
    private static final Comparator<FewLinksRow.Part> BY_TARGET_AND_HOST =
            Comparator.comparing(FewLinksRow.Part::target).thenComparing(FewLinksRow.Part::host);

    private final Index index;
    private final Findings findings;
    private final Map<String, Long> rows = new TreeMap<>();
    private final Map<Integer, ShardOffsets> offsets = new TreeMap<>();

    Reading(Index index, Findings findings) {
        this.index = index;
        this.findings = findings;
    }

    /** How many rows each family has. */
    Map<String, Long> rows() {
        return rows;
    }

    /** How far each shard has come that says so. */
    Map<Integer, ShardOffsets> offsets() {
        return offsets;
    }

    void run() {
        for (Shard shard : index.shards()) {
            read(shard, Family.PAGES, shard.pages(Shard.ALL), (key, _) -> of(shard, key));
            read(shard, Family.OUTLINKS, shard.outlinks(Shard.ALL), (key, row) -> of(shard, key, row));
            read(shard, Family.INLINKS, shard.inlinks(Shard.ALL), (key, row) -> of(shard, key, row));
            read(shard, Family.INTERNAL_INLINKS, shard.internalInlinks(Shard.ALL), (key, row) -> of(shard, key, row));
            read(shard, Family.REFERRERS, shard.referrers(Shard.ALL), Reading::of);
            read(shard, Family.COUNTS, shard.counts(Shard.ALL), Reading::of);
            read(shard, Family.HISTORY, shard.history(Shard.ALL), (_, _) -> null);
            read(shard, Family.QUEUE, shard.queue(Shard.ALL), (key, _) -> ofPage(key.page()));
            read(shard, Family.DUE, shard.due(Shard.ALL), (key, _) -> ofPage(key.page()));
            read(shard, Family.HOSTS, shard.hosts(Shard.ALL), (key, _) -> of(key));
            read(shard, Family.USAGE, shard.usage(Shard.ALL), (key, _) -> of(key));
            read(shard, Family.DIRECTORIES, shard.directories(Shard.ALL), (_, _) -> null);
            readMeta(shard);
        }
    }

    /** Says of every row what is wrong with it; null if nothing is. */
    private <K, R> void read(Shard shard, Family family, Rows<K, R> all, BiFunction<K, R, @Nullable String> wrong) {
        String where = "shard " + shard.partition() + ", " + family.label() + ", ";
        long[] count = {0};
        index.walk(
                shard,
                family.label(),
                _ -> all,
                (key, row) -> {
                    count[0]++;
                    String sentence = wrong.apply(key, row);
                    if (sentence != null) {
                        findings.add(Kind.UNREADABLE, where + key + ": " + sentence);
                    }
                },
                (key, why) -> {
                    count[0]++;
                    findings.add(
                            Kind.UNREADABLE, where + "key 0x" + HexFormat.of().formatHex(key) + ": " + why);
                });
        rows.merge(family.label(), count[0], Long::sum);
    }

    private void readMeta(Shard shard) {
        try {
            offsets.put(shard.partition(), shard.offsets());
            shard.stamps();
            shard.totals();
            shard.scopeDigest();
            shard.nextSequence();
        } catch (ShardStoreException | IllegalArgumentException e) {
            findings.add(Kind.UNREADABLE, "shard " + shard.partition() + ", meta: " + e.getMessage());
        }
    }

    private static @Nullable String ofPage(PageKey page) {
        return Arrays.equals(UrlKey.of(page.url()), page.bytes()) ? null : "a page key is not that of its URL";
    }

    private @Nullable String of(Shard shard, PageKey page) {
        String ofPage = ofPage(page);
        if (ofPage != null) {
            return ofPage;
        }
        int home = index.partitionOf(page);
        if (home != shard.partition()) {
            findings.add(
                    Kind.WRONG_SHARD,
                    page + " is in shard " + shard.partition() + " and its site belongs to shard " + home);
        }
        return null;
    }

    private @Nullable String of(Shard shard, PageKey source, OutlinksRow row) {
        String ofKey = of(shard, source);
        if (ofKey != null) {
            return ofKey;
        }
        if (!isOrdered(row.live()) || !isOrdered(row.lost())) {
            return "its links are not in the order of their targets, each once";
        }
        boolean each = row.live().stream().allMatch(OutLink::isLive)
                && row.lost().stream().noneMatch(OutLink::isLive);
        return each ? null : "live and lost links are mixed";
    }

    private static boolean isOrdered(List<OutLink> links) {
        for (int i = 1; i < links.size(); i++) {
            if (links.get(i - 1).target().compareTo(links.get(i).target()) >= 0) {
                return false;
            }
        }
        return true;
    }

    private @Nullable String of(Shard shard, InlinkKey key, InlinkRow row) {
        String ofTarget = of(shard, key.target());
        if (ofTarget != null) {
            return ofTarget;
        }
        String ofSource = ofPage(key.source());
        if (ofSource != null) {
            return ofSource;
        }
        return row.isLive() == (row.lostAtMillis() == 0) ? null : "it is lost without a time or live with one";
    }

    private static @Nullable String of(ReferrerKey key, Referring referring) {
        return switch (referring) {
            case FewLinksRow row -> of(row);
            case ReferrerRow row -> of(key, row);
        };
    }

    private static @Nullable String of(FewLinksRow row) {
        if (row.parts().isEmpty() || row.parts().size() > FewLinksRow.MOST_PARTS) {
            return "it is of " + row.parts().size() + " pages and hosts";
        }
        FewLinksRow.Part before = null;
        for (FewLinksRow.Part part : row.parts()) {
            if (!part.links().isPossible()) {
                return "its numbers cannot be: " + part;
            }
            if (before != null && BY_TARGET_AND_HOST.compare(before, part) >= 0) {
                return "its parts are not in the order of pages and hosts, each once";
            }
            String ofPage = ofPage(part.target());
            if (ofPage != null) {
                return ofPage;
            }
            before = part;
        }
        return null;
    }

    private static @Nullable String of(ReferrerKey key, ReferrerRow row) {
        if (!row.links().isPossible() || !row.hosts().isPossible()) {
            return "its numbers cannot be: " + row;
        }
        if (key.host() == null && (row.onlyHost() != null) != (row.hosts().ever() == 1)) {
            return "it names one host and counts " + row.hosts().ever();
        }
        // Fails where the bytes are no page or host.
        return key.to().text().isEmpty() ? "it leads nowhere" : null;
    }

    private static @Nullable String of(CountsKey key, CountsRow row) {
        boolean possible = row.links().isPossible()
                && row.hosts().isPossible()
                && row.sites().isPossible();
        // Fails where the bytes are no page or host.
        String what = key.text();
        return possible ? null : "the numbers of " + what + " cannot be: " + row;
    }

    private static @Nullable String of(HostKey key) {
        return UrlKey.toHost(key.toBytes()).isEmpty() ? "it is of no host" : null;
    }
}
