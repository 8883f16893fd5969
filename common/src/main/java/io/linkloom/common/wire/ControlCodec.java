package io.linkloom.common.wire;

import io.linkloom.common.model.Control;
import io.linkloom.common.model.PageRange;
import java.time.Duration;

/** {@link Control} as message {@code Control}, the value of topic controls. */
public final class ControlCodec implements Codec<Control> {
    @Override
    public byte[] encode(Control control) {
        var proto = io.linkloom.common.wire.proto.Control.newBuilder()
                .setFormat(FORMAT)
                .setAt(control.atMillis());
        if (control instanceof Control.Act act) {
            proto.setId(act.id());
        }
        switch (control) {
            case Control.Paused _ -> proto.setPaused(io.linkloom.common.wire.proto.Paused.getDefaultInstance());
            case Control.Blocked(PageRange hosts, long _) -> proto.setBlocked(range(hosts));
            case Control.Delayed(PageRange hosts, Duration delay, long _) ->
                proto.setDelayed(io.linkloom.common.wire.proto.Delayed.newBuilder()
                        .setHosts(range(hosts))
                        .setDelayMillis(delay.toMillis()));
            case Control.TakenIn(var seed, long _) -> proto.setTakenIn(seed.text());
            case Control.Seeded(String _, var first, int count, long _) ->
                proto.setSeeded(io.linkloom.common.wire.proto.Seeded.newBuilder()
                        .setFirst(first.text())
                        .setCount(count));
            case Control.Recrawled(String _, PageRange pages, long _) -> proto.setRecrawled(range(pages));
            case Control.Dropped(String _, PageRange pages, long _) -> proto.setDropped(range(pages));
            case Control.Restored(String _, PageRange pages, long _) -> proto.setRestored(range(pages));
        }
        return proto.build().toByteArray();
    }

    private static io.linkloom.common.wire.proto.PageRange range(PageRange pages) {
        return io.linkloom.common.wire.proto.PageRange.newBuilder()
                .setKindValue(pages.kind().code())
                .setText(pages.text())
                .build();
    }

    @Override
    public Control decode(byte[] bytes) throws UnreadableRecordException {
        var proto = Reading.message(io.linkloom.common.wire.proto.Control.parser(), bytes);
        Reading.checkFormat(proto.getFormat());
        try {
            return what(proto);
        } catch (IllegalArgumentException e) {
            throw new UnreadableRecordException(String.valueOf(e.getMessage()), e);
        }
    }

    private static Control what(io.linkloom.common.wire.proto.Control proto) throws UnreadableRecordException {
        long at = proto.getAt();
        return switch (proto.getWhatCase()) {
            case PAUSED -> new Control.Paused(at);
            case BLOCKED -> new Control.Blocked(hosts(proto.getBlocked()), at);
            case DELAYED ->
                new Control.Delayed(
                        hosts(proto.getDelayed().getHosts()),
                        Duration.ofMillis(proto.getDelayed().getDelayMillis()),
                        at);
            case TAKEN_IN -> new Control.TakenIn(Reading.url(proto.getTakenIn()), at);
            case SEEDED ->
                new Control.Seeded(
                        proto.getId(),
                        Reading.url(proto.getSeeded().getFirst()),
                        proto.getSeeded().getCount(),
                        at);
            case RECRAWLED -> new Control.Recrawled(proto.getId(), range(proto.getRecrawled()), at);
            case DROPPED -> new Control.Dropped(proto.getId(), range(proto.getDropped()), at);
            case RESTORED -> new Control.Restored(proto.getId(), range(proto.getRestored()), at);
            case WHAT_NOT_SET -> throw new UnreadableRecordException("it says nothing that this version knows");
        };
    }

    private static PageRange hosts(io.linkloom.common.wire.proto.PageRange proto) throws UnreadableRecordException {
        PageRange hosts = range(proto);
        if (hosts.kind() != PageRange.Kind.HOST && hosts.kind() != PageRange.Kind.SITE) {
            throw new UnreadableRecordException(hosts + " is neither a host nor a site");
        }
        return hosts;
    }

    private static PageRange range(io.linkloom.common.wire.proto.PageRange proto) throws UnreadableRecordException {
        var kind = Reading.known(PageRange.Kind.ofCode(proto.getKindValue()), "kind of pages", proto.getKindValue());
        return new PageRange(kind, proto.getText());
    }
}
