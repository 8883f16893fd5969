package io.linkloom.worker.extract;

/**
 * How much of a page's links is kept.
 *
 * @param links most different targets
 * @param textBytes most bytes of targets and anchors together; a visit has to fit into a Kafka record
 */
public record ExtractLimits(int links, int textBytes) {
    /** With the rest of a visit still far below a record's 16 MiB. */
    public static final int DEFAULT_TEXT_BYTES = 6 << 20;

    /** Good for the public web. */
    public static final ExtractLimits DEFAULT = new ExtractLimits(20_000, DEFAULT_TEXT_BYTES);
}
