package io.linkloom.builder.fold;

import io.linkloom.builder.store.InlinkKey;
import io.linkloom.builder.store.InlinkRow;
import io.linkloom.builder.store.MemoryShardStore;
import io.linkloom.builder.store.OutLink;
import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.PageRow;
import io.linkloom.builder.store.Recrawl;
import io.linkloom.builder.store.Rows;
import io.linkloom.builder.store.Shard;
import io.linkloom.builder.store.ShardIdentity;
import io.linkloom.common.model.Digest;
import io.linkloom.common.model.FetchOrder;
import io.linkloom.common.model.HostState;
import io.linkloom.common.model.Link;
import io.linkloom.common.model.LinkChange;
import io.linkloom.common.model.LinkKind;
import io.linkloom.common.model.LinksDigest;
import io.linkloom.common.model.LinksRecord;
import io.linkloom.common.model.LinksRecord.LinkChanges;
import io.linkloom.common.model.Outcome;
import io.linkloom.common.model.PageFacts;
import io.linkloom.common.model.PageRobots;
import io.linkloom.common.model.PageVisit;
import io.linkloom.common.model.Validators;
import io.linkloom.common.topic.Positioned;
import io.linkloom.common.topic.ShardOffsets;
import io.linkloom.common.topic.SitePartitioner;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.WebUrl;
import io.linkloom.common.wire.PageVisitCodec;
import io.linkloom.common.wire.UnreadableRecordException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One shard of four, in memory, with folds over it; each fold is a batch of its own unless it is told otherwise. */
final class FoldFixture {
    private static final PageVisitCodec VISITS = new PageVisitCodec();

    static final String TOPIC = "visits-topic";
    static final int PARTITIONS = 4;

    final Sites sites = new Sites();
    final SitePartitioner partitioner = new SitePartitioner(PARTITIONS);
    final Shard shard = Shard.open(
            new MemoryShardStore.Disk().open(),
            new ShardIdentity(0, PARTITIONS, SitePartitioner.NAME, "psl", "none", TOPIC, "links-topic"),
            "memory");
    final ShardMemory memory = ShardMemory.of(shard);
    final Discovery discovery;
    final VisitFold visitFold;
    final LinkFold linkFold;
    private long offset;

    FoldFixture(Scope scope) {
        this(scope, Feeding.USUAL);
    }

    FoldFixture(Scope scope, Feeding feeding) {
        this(scope, feeding, FoldRules.USUAL);
    }

    FoldFixture(Scope scope, Feeding feeding, FoldRules rules) {
        this(scope, feeding, rules, Recrawl.OFF);
    }

    FoldFixture(Scope scope, Feeding feeding, FoldRules rules, Recrawl recrawl) {
        discovery = new Discovery(scope, feeding, sites);
        visitFold = new VisitFold(0, TOPIC, sites, partitioner, discovery, rules).planning(recrawl);
        linkFold = new LinkFold(sites, discovery).planning(recrawl);
    }

    static WebUrl url(String text) {
        return WebUrl.parse(text.contains("://") ? text : "http://" + text);
    }

    static PageKey key(String text) {
        return PageKey.of(url(text));
    }

    static Link a(String target) {
        return Link.of(url(target), LinkKind.A, 0, "text");
    }

    static Link a(String target, String anchor) {
        return Link.of(url(target), LinkKind.A, 0, anchor);
    }

    static FetchOrder order(String page, Digest knownDigest) {
        return new FetchOrder(url(page), 2, 0, 1, 0, new Validators("", "", knownDigest), HostState.UNKNOWN);
    }

    static PageVisit fetched(String page, long at, Link... links) {
        return shown(page, at, Outcome.FETCHED, links);
    }

    static PageVisit redirected(String page, long at, String target) {
        return shown(page, at, Outcome.REDIRECTED, Link.of(url(target), LinkKind.REDIRECT, 0, ""));
    }

    /** A page that answers with {@code status} and a new address. */
    static PageVisit redirected(int status, String page, long at, String target) {
        List<Link> edge = List.of(Link.of(url(target), LinkKind.REDIRECT, 0, ""));
        return new PageVisit(
                order(page, Digest.NONE),
                at,
                Outcome.REDIRECTED,
                "",
                status,
                "",
                url(target),
                PageFacts.NONE,
                LinksDigest.of(edge),
                false,
                edge);
    }

    /** The visit of a page that says this to robots. */
    static PageVisit robots(int robots, PageVisit visit) {
        WebUrl canonical = visit.facts().canonical();
        return visit.withFacts(new PageFacts("", 9, false, "", "", canonical, robots, Digest.NONE, "\"tag\"", "", 0));
    }

    /** The visit of a page that comes with this Content-Type. */
    static PageVisit ofType(String contentType, PageVisit visit) {
        return visit.withFacts(
                new PageFacts(contentType, 9, false, "", "", null, PageRobots.NONE, Digest.NONE, "", "", 0));
    }

    /** The visit of a page that names a page as canonical. */
    static PageVisit canonical(String canonical, PageVisit visit) {
        return visit.withFacts(visit.facts().withCanonical(url(canonical)));
    }

    private static PageVisit shown(String page, long at, Outcome outcome, Link... links) {
        List<Link> list = List.of(links);
        return new PageVisit(
                order(page, Digest.NONE),
                at,
                outcome,
                "",
                200,
                "",
                null,
                PageFacts.NONE,
                LinksDigest.of(list),
                false,
                list);
    }

    static PageVisit unchanged(String page, long at, Link... links) {
        Digest digest = LinksDigest.of(List.of(links));
        return new PageVisit(
                order(page, digest), at, Outcome.FETCHED, "", 200, "", null, PageFacts.NONE, digest, true, List.of());
    }

    static PageVisit notModified(String page, long at, Link... links) {
        Digest digest = LinksDigest.of(List.of(links));
        return notModified(order(page, digest), at);
    }

    static PageVisit notModified(FetchOrder order, long at) {
        Digest digest = order.validators().linksDigest();
        return new PageVisit(
                order, at, Outcome.NOT_MODIFIED, "", 304, "", null, PageFacts.NONE, digest, true, List.of());
    }

    /** What a fold gets to see of a visit: what travels. */
    private static PageVisit travelled(PageVisit visit) {
        try {
            return VISITS.decode(VISITS.encode(visit));
        } catch (UnreadableRecordException e) {
            throw new AssertionError(e);
        }
    }

    static PageVisit failed(String page, long at, Outcome outcome) {
        return PageVisit.failed(order(page, Digest.NONE), at, outcome, "");
    }

    /** The record as link changes. */
    static LinkChanges changesOf(Outgoing record) {
        return (LinkChanges) record.record();
    }

    /** Folds visits as one batch and gives what went out. */
    List<Outgoing> fold(PageVisit... visits) {
        ChangeSet changes = new ChangeSet(shard, memory);
        for (PageVisit visit : visits) {
            visitFold.fold(new Positioned<>(offset++, travelled(visit)), changes);
        }
        write(changes);
        return changes.outgoing();
    }

    /** Folds records as one batch and gives how many were skipped. */
    long fold(LinksRecord... records) {
        ChangeSet changes = new ChangeSet(shard, memory);
        for (LinksRecord record : records) {
            linkFold.foldAll(List.of(new Positioned<>(offset++, record)), changes);
        }
        write(changes);
        return changes.recordsSkipped();
    }

    private void write(ChangeSet changes) {
        ShardOffsets next = new ShardOffsets(offset, offset);
        shard.write(changes.writes(next));
        changes.written(next);
    }

    PageRow page(String url) {
        PageRow row = shard.page(key(url));
        if (row == null) {
            throw new AssertionError(url + " is not known");
        }
        return row;
    }

    /** Live links of a page by target, with when they were first seen. */
    Map<String, Long> live(String page) {
        Map<String, Long> live = new TreeMap<>();
        for (OutLink link : shard.outlinks(key(page)).live()) {
            live.put(link.target().toString(), link.firstSeenMillis());
        }
        return live;
    }

    /** Lost links of a page by target, with reason and time. */
    Map<String, String> lost(String page) {
        Map<String, String> lost = new TreeMap<>();
        for (OutLink link : shard.outlinks(key(page)).lost()) {
            OutLink.Lost how = link.lost();
            lost.put(link.target().toString(), how == null ? "" : how.reason().label() + " at " + how.atMillis());
        }
        return lost;
    }

    /** The link changes that went out, in short: a sign for what happened, the target, and the particulars. */
    static List<String> shown(List<Outgoing> outgoing) {
        List<String> changes = new ArrayList<>();
        for (Outgoing out : outgoing) {
            if (out.record() instanceof LinkChanges record) {
                record.changes().forEach(change -> changes.add(shown(change)));
            }
        }
        return changes.stream().sorted().toList();
    }

    private static String shown(LinkChange change) {
        String target = change.link().target().host();
        String since = " since " + change.firstSeenMillis();
        return switch (change) {
            case LinkChange.Added _ -> "+" + target + since;
            case LinkChange.Restored _ -> "^" + target + since;
            case LinkChange.Moved moved ->
                ">" + target + since + " to " + moved.to() + (moved.alreadyThere() ? " which had it" : "");
            case LinkChange.Changed _ -> "~" + target + since;
            case LinkChange.Lost lost -> "-" + target + " " + lost.reason().label();
        };
    }

    List<String> inlinks() {
        List<String> found = new ArrayList<>();
        try (Rows<InlinkKey, InlinkRow> rows = shard.inlinks(Shard.ALL)) {
            while (rows.next()) {
                InlinkRow row = rows.row();
                found.add(rows.key().target() + " <- " + rows.key().source() + " since " + row.firstSeenMillis()
                        + (row.isLive() ? "" : " lost at " + row.lostAtMillis() + " " + row.lostReason()));
            }
        }
        return found;
    }
}
