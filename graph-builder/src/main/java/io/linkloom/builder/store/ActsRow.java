package io.linkloom.builder.store;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How far a shard is with the acts of topic controls: a row of family {@code meta}, see {@link MetaRows}, written with what the
 * acts change.
 *
 * @param topicId of the topic; acts of another one begin at the first
 * @param next offset of the first act that is not done
 * @param from where the walk of that act goes on, null if it has not begun
 * @param pages that it has changed so far
 * @param done the last acts that were done, oldest first
 */
public record ActsRow(String topicId, long next, @Nullable PageKey from, long pages, List<Done> done) {
    private static final int VERSION = 1;
    private static final int MOST_DONE = 100;

    /** Of a shard that has done none. */
    public static final ActsRow NONE = new ActsRow("", 0, null, 0, List.of());

    /** An act that was done, and how many pages it changed. */
    public record Done(long offset, long pages) {}

    public ActsRow {
        done = List.copyOf(done);
    }

    /** Before the first act of a topic. */
    public static ActsRow ofTopic(String topicId) {
        return new ActsRow(topicId, 0, null, 0, List.of());
    }

    /** The same when the act at an offset has come to a page, and has changed some more. */
    public ActsRow at(long act, PageKey page, int changed) {
        return new ActsRow(topicId, act, page, pages + changed, done);
    }

    /** The same when the act at an offset is done, having changed some more at last. */
    public ActsRow after(long act, int changed) {
        List<Done> all = new ArrayList<>(done);
        all.add(new Done(act, pages + changed));
        return new ActsRow(topicId, act + 1, null, 0, all.subList(Math.max(0, all.size() - MOST_DONE), all.size()));
    }

    /** How many pages an act has changed, empty if it has not begun, or if it was long ago. */
    public OptionalLong pagesOf(long act) {
        if (act == next && from != null) {
            return OptionalLong.of(pages);
        }
        return done.stream()
                .filter(each -> each.offset == act)
                .mapToLong(Done::pages)
                .findFirst();
    }

    byte[] encode() {
        RowWriter out = new RowWriter(VERSION, 64).text(topicId).number(next);
        out.block(from == null ? new byte[0] : from.bytes()).number(pages).number(done.size());
        done.forEach(each -> out.number(each.offset).number(each.pages));
        return out.toBytes();
    }

    static ActsRow decode(byte[] name, byte[] value) {
        RowReader in = new RowReader(Family.META, name, value, VERSION);
        String topicId = in.text();
        long next = in.number();
        byte[] from = in.block();
        long pages = in.number();
        List<Done> done = new ArrayList<>();
        for (int left = in.length(); left > 0; left--) {
            done.add(new Done(in.number(), in.number()));
        }
        in.end();
        return new ActsRow(topicId, next, from.length == 0 ? null : PageKey.ofBytes(from), pages, done);
    }
}
