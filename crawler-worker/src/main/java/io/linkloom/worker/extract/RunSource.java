package io.linkloom.worker.extract;

/** Where the text of a run is. An engine knows what its own numbers mean; it counts in bytes or in characters. */
interface RunSource {
    int length(long run);

    /** Appends what a run has from an offset on, until the text is full or that much was looked at; returns how much was. */
    int append(long run, int from, int most, FoldedText text);

    /** Adds what a run has to a profile. */
    void profile(long run, TextProfile profile);
}
