package io.linkloom.builder.store;

import io.linkloom.common.model.HostState;
import io.linkloom.common.model.RobotsState;
import java.time.Duration;

/**
 * What a shard knows of a host's manners: the value of family {@code hosts}.
 *
 * <pre>
 * version               byte, 1
 * as of                 time
 * robots                varint, code of its state
 * robots at             time
 * robots failing since  time
 * crawl delay           varint, milliseconds
 * failures              varint
 * blocked until         time
 * </pre>
 *
 * @param asOfMillis when the visit was made that told it
 */
public record HostRow(long asOfMillis, HostState state) {
    private static final int VERSION = 1;

    /** The row's bytes. */
    public byte[] encode() {
        return new RowWriter(VERSION, 40)
                .number(asOfMillis)
                .number(state.robots().code())
                .number(state.robotsAtMillis())
                .number(state.robotsFailingSinceMillis())
                .number(state.crawlDelay().toMillis())
                .number(state.failures())
                .number(state.blockedUntilMillis())
                .toBytes();
    }

    /**
     * The row in {@code value}.
     *
     * @throws UnreadableRowException if it is none
     */
    public static HostRow decode(byte[] key, byte[] value) {
        RowReader in = new RowReader(Family.HOSTS, key, value, VERSION);
        HostRow row = new HostRow(
                in.number(),
                new HostState(
                        in.known(RobotsState.ofCode(in.smallNumber()), "state of robots.txt"),
                        in.number(),
                        in.number(),
                        Duration.ofMillis(in.number()),
                        in.smallNumber(),
                        in.number()));
        in.end();
        return row;
    }
}
