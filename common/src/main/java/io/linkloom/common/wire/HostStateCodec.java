package io.linkloom.common.wire;

import io.linkloom.common.model.HostState;
import io.linkloom.common.model.RobotsState;
import java.time.Duration;

/** {@link HostState} as message {@code HostState}, a part of orders and visits. */
final class HostStateCodec {
    private HostStateCodec() {}

    static io.linkloom.common.wire.proto.HostState toProto(HostState host) {
        return io.linkloom.common.wire.proto.HostState.newBuilder()
                .setRobotsValue(host.robots().code())
                .setRobotsAt(host.robotsAtMillis())
                .setRobotsFailingSince(host.robotsFailingSinceMillis())
                .setCrawlDelayMillis(host.crawlDelay().toMillis())
                .setFailures(host.failures())
                .setBlockedUntil(host.blockedUntilMillis())
                .build();
    }

    static HostState fromProto(io.linkloom.common.wire.proto.HostState proto) throws UnreadableRecordException {
        return new HostState(
                Reading.known(RobotsState.ofCode(proto.getRobotsValue()), "robots state", proto.getRobotsValue()),
                proto.getRobotsAt(),
                proto.getRobotsFailingSince(),
                Duration.ofMillis(Math.max(0, proto.getCrawlDelayMillis())),
                Math.max(0, proto.getFailures()),
                proto.getBlockedUntil());
    }
}
