package io.linkloom.common.wire;

import io.linkloom.common.model.Link;
import io.linkloom.common.model.LinkKind;
import io.linkloom.common.model.Place;

/** {@link Link} as message {@code Link}; a part of others. */
final class LinkCodec {
    private LinkCodec() {}

    static io.linkloom.common.wire.proto.Link toProto(Link link) {
        return io.linkloom.common.wire.proto.Link.newBuilder()
                .setTarget(link.target().text())
                .setKindValue(link.kind().code())
                .setRel(link.rel())
                .setAnchor(link.anchor())
                .setPlaceValue(link.place().code())
                .setPosition(link.position())
                .setTextBefore(link.textBefore())
                .setTextAfter(link.textAfter())
                .setHreflang(link.hreflang())
                .setNLinks(link.count() == 1 ? 0 : link.count())
                .build();
    }

    static Link fromProto(io.linkloom.common.wire.proto.Link proto) throws UnreadableRecordException {
        return new Link(
                Reading.url(proto.getTarget()),
                Reading.known(LinkKind.ofCode(proto.getKindValue()), "link kind", proto.getKindValue()),
                proto.getRel(),
                proto.getAnchor(),
                Reading.known(Place.ofCode(proto.getPlaceValue()), "place", proto.getPlaceValue()),
                proto.getPosition(),
                proto.getTextBefore(),
                proto.getTextAfter(),
                proto.getHreflang(),
                Math.max(1, proto.getNLinks()));
    }
}
