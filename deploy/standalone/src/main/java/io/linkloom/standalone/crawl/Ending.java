package io.linkloom.standalone.crawl;

/** Why a crawl does not go on. */
public sealed interface Ending {

    /** What it was to do is done. */
    record Finished(Rest rest) implements Ending {}

    /** What a finished crawl leaves to a later run. */
    enum Rest {
        /** Nothing. */
        NOTHING,
        /** What is beyond the pages or bytes that were asked for. */
        OVER_BUDGET,
        /** What there was no time for. */
        OUT_OF_TIME,
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
