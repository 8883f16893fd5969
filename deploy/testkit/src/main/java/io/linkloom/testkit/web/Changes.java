package io.linkloom.testkit.web;

/**
 * How an invented web changes from one epoch to the next. Whatever changes, every page stays within reach.
 *
 * @param links share of pages some of whose links change in an epoch: they go, lead elsewhere, or get another anchor
 * @param vanished share of leaf pages that answer 404 or 410 in an epoch, and mostly are back in the next
 * @param moved share of leaf pages that, in one of the first three epochs after the first, move for good to an address of the same
 *     site, which nothing else links to
 */
public record Changes(double links, double vanished, double moved) {

    /** Nothing changes. */
    public static final Changes NONE = new Changes(0, 0, 0);

    /** Checks the shares. */
    public Changes {
        for (double share : new double[] {links, vanished, moved}) {
            if (!(share >= 0 && share <= 1)) {
                throw new IllegalArgumentException("a share must be 0 to 1, not " + share);
            }
        }
    }

    /** Enough of each that a small web has some. */
    public static Changes lively() {
        return new Changes(0.4, 0.08, 0.15);
    }
}
