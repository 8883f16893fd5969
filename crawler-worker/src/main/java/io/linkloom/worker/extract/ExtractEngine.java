package io.linkloom.worker.extract;

/** How pages are read. */
public enum ExtractEngine {
    /** Our own tokenizer over the bytes, without a tree. */
    SCANNER,
    /** The tree that browsers would build, by jsoup; several times slower. */
    JSOUP;

    /** An extractor of this sort. */
    public LinkExtractor extractor(ExtractOptions options) {
        return switch (this) {
            case SCANNER -> new ScannerExtractor(options);
            case JSOUP -> new JsoupExtractor(options);
        };
    }
}
