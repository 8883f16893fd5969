package io.linkloom.standalone.demo;

import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** Fetches every page of a web once more, with processes that are killed meanwhile. */
interface Round {
    /**
     * What is to be done.
     *
     * @param seeds of the web
     * @param pages that the web has
     * @param begin what was fetched before is fetched again
     * @param kills at most, and no more than are left
     */
    record Wanted(List<String> seeds, long pages, Instant begin, int kills) {}

    /** Ends when all is fetched and folded. */
    void run(Wanted wanted) throws IOException, InterruptedException;
}
