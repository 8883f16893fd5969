package io.linkloom.builder.store;

import io.linkloom.common.model.Outcome;
import io.linkloom.common.model.Stamp;
import io.linkloom.common.topic.ShardOffsets;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a shard knows of itself: the rows of family {@code meta}, by name.
 *
 * <pre>
 * identity   version byte, 2: the format of the whole shard, of keys and families; shards of version 1, which
 *            counted only the live links from site to host, are refused
 *            partition       varint
 *            partitions      varint
 *            partitioner     text
 *            suffix list     text, its digest
 *            visits topic    text, its id
 *            links topic     text, its id
 * url rules  version byte, 1; a shard without this row has the rules "none"
 *            name            text
 * internal links
 *            version byte, 1; a shard without this row has "derived"
 *            word            text, of InternalLinks
 * offsets    version byte, 1
 *            visits          varint, the next offset to apply
 *            links           varint, the next offset to apply
 * stamp 00 topic id 00 source partition (4 bytes, highest first)
 *            version byte, 1
 *            visit offset    varint, of the highest stamp applied
 *            part            varint, of the highest stamp applied
 * sequence   version byte, 1
 *            next            varint, for the next page that is queued
 * scope      version byte, 1
 *            digest          text, of the scope that known pages were judged by
 * fold rules version byte, 1
 *            rules           text, what visits are folded by from here on
 * priority   version byte, 1; in a shard without this row pages wait in the order in which an older version put them
 *            weights         text, what all that waits is ranked by
 * usage      version byte, 1; a shard without this row does not count what is spent on hosts
 * budgets    version byte, 1; a shard without this row has no bounds of sites
 *            bounds          text, of SiteBudgets
 * acts       version byte, 1
 *            topic           text, the id of topic controls
 *            next            varint, the offset of the first act that is not done
 *            from            key of the page where that one goes on, empty if it has not begun
 *            pages           varint, that it has changed so far
 *            done            varint, how many follow: the last ones that were done
 *            offset, pages   varints, each
 * totals     version byte, 4; still read are version 3, which has no recrawls, version 2, which has no bytes either, and version 1, which has no retries either
 *            known, queued, ordered, visited    varints, pages by state
 *            external, internal                 varints, live links
 *            awaiting retry, ordered again      varints, of the visited and of the ordered pages
 *            bytes fetched                      varint
 *            awaiting recrawl                   varint, of the visited pages
 *            outcomes                           varint, how many follow
 *            outcome, visits                    varints, each
 * </pre>
 */
public final class MetaRows {
    /** The format of keys and families that this version writes and reads. */
    static final int FORMAT = 3;

    /** Below it is what goes before all that is counted. */
    private static final long FIRST_SEQUENCE = 1;

    private static final int VERSION = 1;
    private static final int TOTALS_VERSION = 4;
    private static final int TOTALS_WITH_BYTES = 3;
    private static final int TOTALS_WITH_RETRIES = 2;
    private static final byte[] IDENTITY = name("identity");
    private static final byte[] URL_RULES = name("url rules");
    private static final byte[] INTERNAL_LINKS = name("internal links");
    private static final byte[] OFFSETS = name("offsets");
    private static final byte[] STAMP = name("stamp");
    private static final byte[] SEQUENCE = name("sequence");
    private static final byte[] SCOPE = name("scope");
    private static final byte[] FOLD_RULES = name("fold rules");
    private static final byte[] PRIORITY = name("priority");
    static final byte[] USAGE = name("usage");
    private static final byte[] BUDGETS = name("budgets");
    private static final byte[] ACTS = name("acts");
    private static final byte[] TOTALS = name("totals");

    private MetaRows() {}

    private static byte[] name(String name) {
        return name.getBytes(StandardCharsets.US_ASCII);
    }

    static void putIdentity(WriteSet writes, ShardIdentity identity) {
        RowWriter out = new RowWriter(FORMAT, 128).number(identity.partition()).number(identity.partitions());
        out.text(identity.partitioner()).text(identity.suffixListDigest());
        out.text(identity.visitsTopicId()).text(identity.linksTopicId());
        writes.put(Family.META, IDENTITY, out.toBytes());
        writes.put(
                Family.META,
                URL_RULES,
                new RowWriter(VERSION, 32).text(identity.urlRules()).toBytes());
        writes.put(
                Family.META,
                INTERNAL_LINKS,
                new RowWriter(VERSION, 16)
                        .text(identity.internalLinks().label())
                        .toBytes());
    }

    static @Nullable ShardIdentity identity(ShardStore store, String where) {
        byte[] value = store.get(Family.META, IDENTITY);
        if (value == null) {
            return null;
        }
        if (value.length > 0 && value[0] != FORMAT) {
            throw new ShardRefusedException("the shard in " + where + " has format " + (value[0] & 0xFF)
                    + ", and this version reads format " + FORMAT + "; use the version that made it");
        }
        RowReader in = new RowReader(Family.META, IDENTITY, value, FORMAT);
        RowReader rules = reader(store, URL_RULES);
        ShardIdentity identity = new ShardIdentity(
                in.smallNumber(),
                in.smallNumber(),
                in.text(),
                in.text(),
                rules == null ? "none" : rules.text(),
                internalLinks(store),
                in.text(),
                in.text());
        in.end();
        return identity;
    }

    private static InternalLinks internalLinks(ShardStore store) {
        RowReader in = reader(store, INTERNAL_LINKS);
        return in == null
                ? InternalLinks.DERIVED
                : in.known(InternalLinks.ofLabel(in.text()), "word for the links within a site");
    }

    /** Sets how far the shard has come. */
    public static void putOffsets(WriteSet writes, ShardOffsets applied) {
        writes.put(
                Family.META,
                OFFSETS,
                new RowWriter(VERSION, 16)
                        .number(applied.visits())
                        .number(applied.links())
                        .toBytes());
    }

    static ShardOffsets offsets(ShardStore store) {
        RowReader in = reader(store, OFFSETS);
        return in == null ? ShardOffsets.START : new ShardOffsets(in.number(), in.number());
    }

    /** Sets the highest stamp applied of its topic and source partition. */
    public static void putStamp(WriteSet writes, Stamp stamp) {
        byte[] topic = stamp.visitsTopicId().getBytes(StandardCharsets.UTF_8);
        byte[] key = ByteBuffer.allocate(STAMP.length + topic.length + 2 + Integer.BYTES)
                .put(Joined.of(STAMP, topic))
                .put((byte) 0)
                .putInt(stamp.sourcePartition())
                .array();
        byte[] value = new RowWriter(VERSION, 16)
                .number(stamp.visitOffset())
                .number(stamp.part())
                .toBytes();
        writes.put(Family.META, key, value);
    }

    static Map<StampSource, Stamp> stamps(ShardStore store) {
        Map<StampSource, Stamp> stamps = new HashMap<>();
        var range = Joined.behind(STAMP);
        try (Cursor rows = store.scan(Family.META, range.from(), range.to())) {
            while (rows.next()) {
                Stamp stamp = stamp(rows.key(), rows.value());
                stamps.put(StampSource.of(stamp), stamp);
            }
        }
        return stamps;
    }

    private static Stamp stamp(byte[] key, byte[] value) {
        int topicEnd = key.length - Integer.BYTES - 1;
        String topic = new String(Arrays.copyOfRange(key, STAMP.length + 1, topicEnd), StandardCharsets.UTF_8);
        RowReader in = new RowReader(Family.META, key, value, VERSION);
        return new Stamp(topic, ByteBuffer.wrap(key).getInt(topicEnd + 1), in.number(), in.smallNumber());
    }

    /** Sets the number of the next page that is queued. */
    public static void putSequence(WriteSet writes, long next) {
        writes.put(
                Family.META, SEQUENCE, new RowWriter(VERSION, 10).number(next).toBytes());
    }

    static long sequence(ShardStore store) {
        RowReader in = reader(store, SEQUENCE);
        return in == null ? FIRST_SEQUENCE : in.number();
    }

    /** Sets the digest of the scope that known pages were judged by. */
    public static void putScope(WriteSet writes, String digest) {
        writes.put(Family.META, SCOPE, new RowWriter(VERSION, 64).text(digest).toBytes());
    }

    static @Nullable String scope(ShardStore store) {
        RowReader in = reader(store, SCOPE);
        return in == null ? null : in.text();
    }

    /** Sets the rules, as text, that visits are folded by from here on. */
    public static void putFoldRules(WriteSet writes, String rules) {
        writes.put(
                Family.META, FOLD_RULES, new RowWriter(VERSION, 64).text(rules).toBytes());
    }

    static @Nullable String foldRules(ShardStore store) {
        RowReader in = reader(store, FOLD_RULES);
        return in == null ? null : in.text();
    }

    /** Sets what all that waits is ranked by. */
    static void putWeights(WriteSet writes, PriorityWeights weights) {
        writes.put(
                Family.META,
                PRIORITY,
                new RowWriter(VERSION, 64).text(weights.text()).toBytes());
    }

    /** Says that what waits is not ranked by the same weights throughout. */
    static void deleteWeights(WriteSet writes) {
        writes.delete(Family.META, PRIORITY);
    }

    static Optional<PriorityWeights> weights(ShardStore store) {
        RowReader in = reader(store, PRIORITY);
        return in == null ? Optional.empty() : PriorityWeights.ofText(in.text());
    }

    /** Says that what is spent on hosts is counted. */
    static void putCountsUsage(WriteSet writes) {
        writes.put(Family.META, USAGE, new RowWriter(VERSION, 1).toBytes());
    }

    static boolean countsUsage(ShardStore store) {
        return reader(store, USAGE) != null;
    }

    /** Sets the bounds by which sites are crawled, for who explains. */
    public static void putBudgets(WriteSet writes, SiteBudgets budgets) {
        writes.put(
                Family.META,
                BUDGETS,
                new RowWriter(VERSION, 64).text(budgets.text()).toBytes());
    }

    static SiteBudgets budgets(ShardStore store) {
        RowReader in = reader(store, BUDGETS);
        return in == null ? SiteBudgets.NONE : SiteBudgets.ofText(in.text()).orElse(SiteBudgets.NONE);
    }

    /** Sets how far the shard is with what operators want done once. */
    public static void putActs(WriteSet writes, ActsRow acts) {
        writes.put(Family.META, ACTS, acts.encode());
    }

    static ActsRow acts(ShardStore store) {
        byte[] value = store.get(Family.META, ACTS);
        return value == null ? ActsRow.NONE : ActsRow.decode(ACTS, value);
    }

    /** Sets what the shard counts. */
    public static void putTotals(WriteSet writes, ShardTotals totals) {
        RowWriter out = new RowWriter(TOTALS_VERSION, 64);
        for (PageState.Name state : PageState.Name.values()) {
            out.number(totals.pages(state));
        }
        out.number(totals.externalLinks()).number(totals.internalLinks());
        out.number(totals.awaitingRetry()).number(totals.orderedAgain()).number(totals.bytesFetched());
        out.number(totals.awaitingRecrawl());
        Map<Outcome, Long> visits = totals.visits();
        out.number(visits.size());
        visits.forEach((outcome, count) -> out.number(outcome.code()).number(count));
        writes.put(Family.META, TOTALS, out.toBytes());
    }

    static ShardTotals totals(ShardStore store) {
        ShardTotals totals = new ShardTotals();
        byte[] value = store.get(Family.META, TOTALS);
        if (value == null) {
            return totals;
        }
        RowReader in = new RowReader(Family.META, TOTALS, value, VERSION, TOTALS_VERSION);
        for (PageState.Name state : PageState.Name.values()) {
            totals.addPages(state, in.number());
        }
        totals.addExternalLinks(in.number());
        totals.addInternalLinks(in.number());
        if (in.version() >= TOTALS_WITH_RETRIES) {
            totals.addAwaitingRetry(in.number());
            totals.addOrderedAgain(in.number());
        }
        if (in.version() >= TOTALS_WITH_BYTES) {
            totals.addBytesFetched(in.number());
        }
        if (in.version() == TOTALS_VERSION) {
            totals.addAwaitingRecrawl(in.number());
        }
        for (int left = in.length(); left > 0; left--) {
            totals.addVisits(in.known(Outcome.ofCode(in.smallNumber()), "outcome"), in.number());
        }
        in.end();
        return totals;
    }

    private static @Nullable RowReader reader(ShardStore store, byte[] name) {
        byte[] value = store.get(Family.META, name);
        return value == null ? null : new RowReader(Family.META, name, value, VERSION);
    }
}
