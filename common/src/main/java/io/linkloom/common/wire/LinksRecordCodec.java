package io.linkloom.common.wire;

import io.linkloom.common.model.LinkChange;
import io.linkloom.common.model.LinksRecord;
import io.linkloom.common.model.LinksRecord.Discoveries;
import io.linkloom.common.model.LinksRecord.LinkChanges;
import io.linkloom.common.model.LostReason;
import io.linkloom.common.model.Origin;
import io.linkloom.common.model.Stamp;
import io.linkloom.common.url.WebUrl;
import io.linkloom.common.wire.proto.ChangeKind;
import java.util.ArrayList;
import java.util.List;

/** {@link LinksRecord} as message {@code LinksRecord}, the value of topic links. */
public final class LinksRecordCodec implements Codec<LinksRecord> {
    @Override
    public byte[] encode(LinksRecord links) {
        var proto = io.linkloom.common.wire.proto.LinksRecord.newBuilder().setFormat(FORMAT);
        switch (links) {
            case LinkChanges changes -> proto.setChanges(toProto(changes));
            case Discoveries discoveries -> proto.setDiscoveries(toProto(discoveries));
        }
        return proto.build().toByteArray();
    }

    private static io.linkloom.common.wire.proto.LinkChanges toProto(LinkChanges changes) {
        Stamp stamp = changes.stamp();
        var proto = io.linkloom.common.wire.proto.LinkChanges.newBuilder()
                .setSource(changes.source().text())
                .setSourcePartition(stamp.sourcePartition())
                .setVisitOffset(stamp.visitOffset())
                .setPart(stamp.part())
                .setVisitsTopicId(stamp.visitsTopicId())
                .setVisitedAt(changes.visitedAtMillis())
                .setSourceDepth(changes.sourceDepth())
                .setSourceRedirects(changes.sourceRedirects())
                .setSourceRobots(changes.sourceRobots())
                .setSourceNew(changes.sourceIsNew())
                .setSourceType(changes.sourceType());
        for (LinkChange change : changes.changes()) {
            proto.addChanges(toProto(change));
        }
        return proto.build();
    }

    private static io.linkloom.common.wire.proto.LinkChange toProto(LinkChange change) {
        var proto = io.linkloom.common.wire.proto.LinkChange.newBuilder()
                .setLink(LinkCodec.toProto(change.link()))
                .setFirstSeen(change.firstSeenMillis());
        switch (change) {
            case LinkChange.Added _ -> proto.setChange(ChangeKind.CHANGE_KIND_ADDED);
            case LinkChange.Restored _ -> proto.setChange(ChangeKind.CHANGE_KIND_RESTORED);
            case LinkChange.Changed changed ->
                proto.setChange(ChangeKind.CHANGE_KIND_CHANGED).setRelBefore(changed.relBefore());
            case LinkChange.Lost lost ->
                proto.setChange(ChangeKind.CHANGE_KIND_LOST)
                        .setLostReasonValue(lost.reason().code());
            case LinkChange.Moved moved ->
                proto.setChange(ChangeKind.CHANGE_KIND_MOVED)
                        .setMovedTo(moved.to().text())
                        .setAlreadyThere(moved.alreadyThere());
        }
        return proto.build();
    }

    private static io.linkloom.common.wire.proto.Discoveries toProto(Discoveries discoveries) {
        var proto = io.linkloom.common.wire.proto.Discoveries.newBuilder()
                .setOriginValue(discoveries.origin().code())
                .setDiscoveredAt(discoveries.discoveredAtMillis())
                .setSourceDepth(discoveries.sourceDepth());
        WebUrl source = discoveries.source();
        if (source != null) {
            proto.setSource(source.text());
        }
        for (WebUrl url : discoveries.urls()) {
            proto.addUrls(url.text());
        }
        proto.addAllListedModified(PageHintCodec.modified(discoveries.urls(), discoveries.hints()));
        proto.addAllListedPriority(PageHintCodec.priorities(discoveries.urls(), discoveries.hints()));
        return proto.build();
    }

    @Override
    public LinksRecord decode(byte[] bytes) throws UnreadableRecordException {
        var proto = Reading.message(io.linkloom.common.wire.proto.LinksRecord.parser(), bytes);
        Reading.checkFormat(proto.getFormat());
        return switch (proto.getBodyCase()) {
            case CHANGES -> fromProto(proto.getChanges());
            case DISCOVERIES -> fromProto(proto.getDiscoveries());
            case BODY_NOT_SET -> throw new UnreadableRecordException("neither changes nor discoveries in it");
        };
    }

    private static LinkChanges fromProto(io.linkloom.common.wire.proto.LinkChanges proto)
            throws UnreadableRecordException {
        List<LinkChange> changes = new ArrayList<>(proto.getChangesCount());
        for (var change : proto.getChangesList()) {
            changes.add(fromProto(change));
        }
        return new LinkChanges(
                Reading.url(proto.getSource()),
                new Stamp(
                        proto.getVisitsTopicId(), proto.getSourcePartition(), proto.getVisitOffset(), proto.getPart()),
                proto.getVisitedAt(),
                proto.getSourceDepth(),
                proto.getSourceRedirects(),
                proto.getSourceRobots(),
                proto.getSourceNew(),
                proto.getSourceType(),
                changes);
    }

    private static LinkChange fromProto(io.linkloom.common.wire.proto.LinkChange proto)
            throws UnreadableRecordException {
        var link = LinkCodec.fromProto(proto.getLink());
        long firstSeen = proto.getFirstSeen();
        return switch (proto.getChange()) {
            case CHANGE_KIND_ADDED -> new LinkChange.Added(link, firstSeen);
            case CHANGE_KIND_RESTORED -> new LinkChange.Restored(link, firstSeen);
            case CHANGE_KIND_CHANGED -> new LinkChange.Changed(link, firstSeen, proto.getRelBefore());
            case CHANGE_KIND_MOVED ->
                new LinkChange.Moved(link, firstSeen, Reading.url(proto.getMovedTo()), proto.getAlreadyThere());
            case CHANGE_KIND_LOST ->
                new LinkChange.Lost(
                        link,
                        firstSeen,
                        Reading.known(
                                LostReason.ofCode(proto.getLostReasonValue()),
                                "lost reason",
                                proto.getLostReasonValue()));
            case CHANGE_KIND_UNSPECIFIED, UNRECOGNIZED ->
                throw new UnreadableRecordException("unknown change " + proto.getChangeValue());
        };
    }

    private static Discoveries fromProto(io.linkloom.common.wire.proto.Discoveries proto)
            throws UnreadableRecordException {
        List<WebUrl> urls = new ArrayList<>(proto.getUrlsCount());
        for (String url : proto.getUrlsList()) {
            urls.add(Reading.url(url));
        }
        return new Discoveries(
                Reading.known(Origin.ofCode(proto.getOriginValue()), "origin", proto.getOriginValue()),
                proto.getDiscoveredAt(),
                proto.getSource().isEmpty() ? null : Reading.url(proto.getSource()),
                urls,
                proto.getSourceDepth(),
                PageHintCodec.hints(urls, proto.getListedModifiedList(), proto.getListedPriorityList()));
    }
}
