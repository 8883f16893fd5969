package io.linkloom.builder.store;

/**
 * When pages beside each other are taken for a trap, and how many of them are fetched then.
 *
 * @param leastYield pages of a directory or site of which lately a smaller part had new content are told to be of low yield, 0 to 1
 * @param lowYieldPages so many pages of such a directory or site are fetched, and no more that no other site links to; 0 for no bound
 * @param directoryPages the same of any directory; 0 for no bound
 */
public record TrapLimits(double leastYield, long lowYieldPages, long directoryPages) {
    /** What holds where nothing else is said. */
    public static final TrapLimits USUAL = new TrapLimits(0.05, 1000, 0);

    /** Checks that the yield is a share. */
    public TrapLimits {
        if (!(leastYield >= 0 && leastYield <= 1)) {
            throw new IllegalArgumentException("a yield is from 0 to 1, not " + leastYield);
        }
    }
}
