package io.linkloom.builder.store;

/**
 * How many there are of something.
 *
 * @param live now: links that are live, or hosts and sites with at least one
 * @param follow of these, links that are follow links, or hosts and sites with at least one
 * @param ever all that ever were
 */
public record Tally(long live, long follow, long ever) {
    /** Nothing, now or ever. */
    public static final Tally NONE = new Tally(0, 0, 0);

    /** There are live ones, see {@link #present}. */
    public static final int LIVE = 1;

    /** There are follow ones. */
    public static final int FOLLOW = 2;

    /** There ever were any. */
    public static final int EVER = 4;

    /** Whether the numbers can be numbers of the same things. */
    public boolean isPossible() {
        return follow >= 0 && follow <= live && live <= ever;
    }

    /** This and others. */
    public Tally plus(Tally more) {
        return new Tally(live + more.live, follow + more.follow, ever + more.ever);
    }

    /** By how much this is more than others. */
    public Tally minus(Tally less) {
        return new Tally(live - less.live, follow - less.follow, ever - less.ever);
    }

    /** One host or site that has these links: it counts as one for as long as it has any. */
    public Tally presence() {
        return new Tally(live > 0 ? 1 : 0, follow > 0 ? 1 : 0, ever > 0 ? 1 : 0);
    }

    /** The same as bits: {@link #LIVE}, {@link #FOLLOW} and {@link #EVER} for what there is any of. */
    public int present() {
        return (live > 0 ? LIVE : 0) | (follow > 0 ? FOLLOW : 0) | (ever > 0 ? EVER : 0);
    }

    void writeTo(RowWriter out) {
        out.number(live).number(follow).number(ever);
    }

    static Tally readFrom(RowReader in) {
        return new Tally(in.number(), in.number(), in.number());
    }
}
