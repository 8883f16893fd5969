package io.linkloom.builder.fold;

import io.linkloom.builder.fold.LinkNote.SourceVisit;
import io.linkloom.builder.store.InlinkRow;
import io.linkloom.builder.store.PageKey;
import io.linkloom.builder.store.Recrawl;
import io.linkloom.common.model.Link;
import io.linkloom.common.model.LinkChange;
import io.linkloom.common.model.LinkKind;
import io.linkloom.common.model.LinksRecord;
import io.linkloom.common.model.LinksRecord.Discoveries;
import io.linkloom.common.model.LinksRecord.LinkChanges;
import io.linkloom.common.model.LostReason;
import io.linkloom.common.model.Origin;
import io.linkloom.common.topic.Positioned;
import io.linkloom.common.url.Sites;
import io.linkloom.common.url.WebUrl;
import java.util.ArrayList;
import java.util.List;

/**
 * Applies link changes and discoveries to the shard of their targets.
 *
 * <p>Links are written blindly: the source's shard compared with what was before; {@link Referrals} counts them. Changes whose stamp is not above the highest
 * one applied of their topic and source partition were applied before, and are skipped; those of a topic that was made anew
 * have another id and are not. Immutable.
 */
public final class LinkFold {
    private final Sites sites;
    private final Discovery discovery;
    private final HintFold hints;

    /** For any shard. */
    public LinkFold(Sites sites, Discovery discovery) {
        this(sites, discovery, Recrawl.OFF);
    }

    private LinkFold(Sites sites, Discovery discovery, Recrawl recrawl) {
        this.sites = sites;
        this.discovery = discovery;
        this.hints = new HintFold(discovery, recrawl);
    }

    /** The same fold, with plans for pages of which sitemaps of other sites say that they were changed. */
    public LinkFold planning(Recrawl plan) {
        return new LinkFold(sites, discovery, plan);
    }

    /** Notes in {@code changes} what the records change, one after the other; pages that they may change are read at once. */
    public void foldAll(List<Positioned<LinksRecord>> records, ChangeSet changes) {
        List<List<PageKey>> targets = new ArrayList<>(records.size());
        records.forEach(record -> targets.add(targets(record.value())));
        if (changes.seen().isExact()) {
            List<PageKey> nearer = new ArrayList<>();
            for (int i = 0; i < records.size(); i++) {
                if (records.get(i).value() instanceof LinkChanges visit) {
                    addNearer(targets.get(i), visit.sourceDepth() + 1, changes.seen(), nearer);
                }
            }
            changes.expect(nearer);
        }
        for (int i = 0; i < records.size(); i++) {
            fold(records.get(i).value(), targets.get(i), changes);
        }
    }

    /** What the links of a visit lead to; nothing of other records. */
    private static List<PageKey> targets(LinksRecord record) {
        if (!(record instanceof LinkChanges visit)) {
            return List.of();
        }
        List<PageKey> targets = new ArrayList<>(visit.changes().size());
        visit.changes().forEach(change -> targets.add(PageKey.of(change.link().target())));
        return targets;
    }

    /** Adds pages that are known and that a way of this depth may be a shorter one to. */
    private static void addNearer(List<PageKey> targets, int depth, SeenPages seen, List<PageKey> nearer) {
        for (PageKey target : targets) {
            if (seen.contains(target) && !seen.isSettledAt(target, depth)) {
                nearer.add(target);
            }
        }
    }

    /** Notes in {@code changes} what the record changes. */
    public void fold(Positioned<LinksRecord> positioned, ChangeSet changes) {
        fold(positioned.value(), targets(positioned.value()), changes);
    }

    private void fold(LinksRecord value, List<PageKey> targets, ChangeSet changes) {
        switch (value) {
            case LinkChanges record -> {
                if (!changes.wasApplied(record.stamp())) {
                    apply(record, targets, changes);
                }
            }
            case Discoveries record -> {
                if (discovery.takes(record.origin())) {
                    apply(record, changes);
                }
            }
        }
    }

    private void apply(Discoveries record, ChangeSet changes) {
        WebUrl source = record.source();
        PageKey from = source == null ? null : PageKey.of(source);
        Way way = record.origin() == Origin.LINK && from != null
                ? Way.link(LinkKind.A, from, record.sourceDepth(), 0)
                : Way.named(record.origin(), from);
        for (WebUrl url : record.urls()) {
            discovery.found(PageKey.of(url), url, way, record.discoveredAtMillis(), changes);
        }
        if (!record.hints().isEmpty() && hints.isOfUse(changes)) {
            List<PageKey> listed = record.urls().stream()
                    .filter(record.hints()::containsKey)
                    .map(PageKey::of)
                    .toList();
            hints.fold(listed, record.hints(), record.discoveredAtMillis(), changes);
        }
    }

    private void apply(LinkChanges record, List<PageKey> targets, ChangeSet changes) {
        PageKey source = PageKey.of(record.source());
        SourceVisit visit = new SourceVisit(
                source,
                record.source().host(),
                sites.siteOf(record.source()),
                record.sourceIsNew(),
                record.visitedAtMillis());
        changes.countLinks(record.changes().size());
        boolean held = discovery.isHeld(record.source(), record.sourceDepth(), record.sourceType());
        for (int i = 0; i < targets.size(); i++) {
            LinkChange change = record.changes().get(i);
            Link link = change.link();
            PageKey target = targets.get(i);
            InlinkRow row = switch (change) {
                case LinkChange.Added _, LinkChange.Restored _, LinkChange.Changed _ ->
                    InlinkRow.live(link, change.firstSeenMillis());
                case LinkChange.Lost lost ->
                    InlinkRow.lost(link, lost.firstSeenMillis(), record.visitedAtMillis(), lost.reason());
                case LinkChange.Moved moved ->
                    InlinkRow.lost(link, moved.firstSeenMillis(), record.visitedAtMillis(), LostReason.MOVED);
            };
            changes.putInlink(target, source, row);
            if (change instanceof LinkChange.Moved moved && !moved.alreadyThere()) {
                changes.putInlink(target, PageKey.of(moved.to()), InlinkRow.live(link, moved.firstSeenMillis()));
            }
            changes.referrals().note(target, sites.siteOf(link.target()), visit, change);
            if (row.isLive() && !held && discovery.follows(link.kind(), link.rel(), record.sourceRobots())) {
                Way way = Way.link(link.kind(), source, record.sourceDepth(), record.sourceRedirects());
                discovery.found(target, link.target(), way, record.visitedAtMillis(), changes);
            }
        }
    }
}
