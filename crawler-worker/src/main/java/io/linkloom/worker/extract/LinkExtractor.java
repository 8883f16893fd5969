package io.linkloom.worker.extract;

/** Finds the links of a page. Thread-safe. */
public interface LinkExtractor {
    /** Reads a page; any bytes will do. */
    Extraction extract(PageSource page);
}
