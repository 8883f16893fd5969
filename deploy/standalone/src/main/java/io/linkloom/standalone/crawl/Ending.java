package io.linkloom.standalone.crawl;

/** Why a crawl does not go on. */
public sealed interface Ending {

    /** There is nothing left to fetch now. */
    record Finished(Rest rest) implements Ending {}

    /** What a finished crawl leaves to a later run. */
    enum Rest {
        /** Nothing. */
        NOTHING,
        /** What is beyond the pages that were asked for. */
        OVER_BUDGET,
        /** Pages that wait for a retry, or for a host that refuses requests. */
        FOR_LATER
    }

    /** Its user wanted it to stop. */
    record Stopped() implements Ending {}

    /**
     * A part of it failed.
     *
     * @param sentence for the user
     */
    record Failed(String sentence) implements Ending {}
}
