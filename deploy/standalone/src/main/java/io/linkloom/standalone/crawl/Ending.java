package io.linkloom.standalone.crawl;

/** Why a crawl does not go on. */
public sealed interface Ending {

    /** There is nothing left to fetch, or as many pages were fetched as were asked for. */
    record Finished(boolean frontierEmpty) implements Ending {}

    /** Its user wanted it to stop. */
    record Stopped() implements Ending {}

    /**
     * A part of it failed.
     *
     * @param sentence for the user
     */
    record Failed(String sentence) implements Ending {}
}
