package io.linkloom.worker.extract;

import io.linkloom.common.model.LinkKind;

/** Finds the links of a page. Thread-safe. */
public interface LinkExtractor {
    /** Reads a page; any bytes will do. */
    Extraction extract(PageSource page);

    /** Whether links of this kind are recorded, also those that are not found on a page but in a response. */
    default boolean records(LinkKind kind) {
        return LinkKinds.DEFAULT.contains(kind);
    }
}
