package io.linkloom.common.wire;

import com.google.protobuf.UnsafeByteOperations;
import io.linkloom.common.model.DeadRecord;

/** {@link DeadRecord} as message {@code DeadRecord}, the value of the dead-letter topics. */
public final class DeadRecordCodec implements Codec<DeadRecord> {
    @Override
    public byte[] encode(DeadRecord dead) {
        return io.linkloom.common.wire.proto.DeadRecord.newBuilder()
                .setFormat(FORMAT)
                .setTopic(dead.topic())
                .setPartition(dead.partition())
                .setOffset(dead.offset())
                .setReason(dead.reason())
                .setDiedAt(dead.diedAtMillis())
                .setValue(UnsafeByteOperations.unsafeWrap(dead.value()))
                .build()
                .toByteArray();
    }

    @Override
    public DeadRecord decode(byte[] bytes) throws UnreadableRecordException {
        var proto = Reading.message(io.linkloom.common.wire.proto.DeadRecord.parser(), bytes);
        Reading.checkFormat(proto.getFormat());
        return new DeadRecord(
                proto.getTopic(),
                proto.getPartition(),
                proto.getOffset(),
                proto.getReason(),
                proto.getDiedAt(),
                proto.getValue().toByteArray());
    }
}
