package io.linkloom.builder.store;

/**
 * What became of the links from other sites to a site on one day: the value of family {@code history}. The day is that of the
 * visits that showed it.
 *
 * <pre>
 * version  byte, 1
 * links    varints: gained, lost, moved, merged
 * sites    varints: gained, lost
 * </pre>
 *
 * <p>Over all days, links gained less links lost and merged are the live ones, and sites gained less sites lost.
 *
 * @param gained links that came, or came back
 * @param lost links that went
 * @param moved links whose source has another address now; neither gained nor lost
 * @param merged of these, links that the other address had already, so that of two there is one
 * @param sitesGained sites with a live link after a visit that had none before it
 * @param sitesLost sites without a live link after a visit that had one before it
 */
public record HistoryRow(long gained, long lost, long moved, long merged, long sitesGained, long sitesLost) {
    /** Of a day without changes. */
    public static final HistoryRow NONE = new HistoryRow(0, 0, 0, 0, 0, 0);

    private static final int VERSION = 1;

    /** This and more. */
    public HistoryRow plus(HistoryRow more) {
        return new HistoryRow(
                gained + more.gained,
                lost + more.lost,
                moved + more.moved,
                merged + more.merged,
                sitesGained + more.sitesGained,
                sitesLost + more.sitesLost);
    }

    /** The row's bytes. */
    public byte[] encode() {
        return new RowWriter(VERSION, 16)
                .number(gained)
                .number(lost)
                .number(moved)
                .number(merged)
                .number(sitesGained)
                .number(sitesLost)
                .toBytes();
    }

    /**
     * The row in {@code value}.
     *
     * @throws UnreadableRowException if it is none
     */
    public static HistoryRow decode(byte[] key, byte[] value) {
        RowReader in = new RowReader(Family.HISTORY, key, value, VERSION);
        HistoryRow row = new HistoryRow(in.number(), in.number(), in.number(), in.number(), in.number(), in.number());
        in.end();
        return row;
    }
}
