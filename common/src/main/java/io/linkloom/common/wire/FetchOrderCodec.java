package io.linkloom.common.wire;

import com.google.protobuf.UnsafeByteOperations;
import io.linkloom.common.model.FetchOrder;
import io.linkloom.common.model.HostState;
import io.linkloom.common.model.Origin;
import io.linkloom.common.model.Validators;
import io.linkloom.common.url.WebUrl;

/** {@link FetchOrder} as message {@code FetchOrder}, the value of topic frontier. */
public final class FetchOrderCodec implements Codec<FetchOrder> {
    @Override
    public byte[] encode(FetchOrder order) {
        var proto = io.linkloom.common.wire.proto.FetchOrder.newBuilder()
                .setFormat(FORMAT)
                .setUrl(order.url().text())
                .setDepth(order.depth())
                .setRedirects(order.redirects())
                .setAttempt(order.attempt())
                .setOrderedAt(order.orderedAtMillis());
        Validators validators = order.validators();
        if (!validators.equals(Validators.NONE)) {
            proto.setValidators(io.linkloom.common.wire.proto.Validators.newBuilder()
                    .setEtag(validators.etag())
                    .setLastModified(validators.lastModified())
                    .setLinksDigest(UnsafeByteOperations.unsafeWrap(
                            validators.linksDigest().toBytes())));
        }
        if (!order.host().equals(HostState.UNKNOWN)) {
            proto.setHost(HostStateCodec.toProto(order.host()));
        }
        proto.setOriginValue(order.origin().code()).setExpiresAt(order.expiresAtMillis());
        WebUrl from = order.discoveredFrom();
        if (from != null) {
            proto.setDiscoveredFrom(from.text());
        }
        return proto.build().toByteArray();
    }

    @Override
    public FetchOrder decode(byte[] bytes) throws UnreadableRecordException {
        var proto = Reading.message(io.linkloom.common.wire.proto.FetchOrder.parser(), bytes);
        Reading.checkFormat(proto.getFormat());
        return new FetchOrder(
                Reading.url(proto.getUrl()),
                proto.getDepth(),
                proto.getRedirects(),
                Math.max(1, proto.getAttempt()),
                proto.getOrderedAt(),
                proto.hasValidators() ? validators(proto.getValidators()) : Validators.NONE,
                proto.hasHost() ? HostStateCodec.fromProto(proto.getHost()) : HostState.UNKNOWN,
                Reading.known(Origin.ofCode(proto.getOriginValue()), "origin", proto.getOriginValue()),
                Reading.urlOrNull(proto.getDiscoveredFrom()),
                proto.getExpiresAt());
    }

    private static Validators validators(io.linkloom.common.wire.proto.Validators proto)
            throws UnreadableRecordException {
        return new Validators(proto.getEtag(), proto.getLastModified(), Reading.digest(proto.getLinksDigest()));
    }
}
