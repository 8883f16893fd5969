package io.linkloom.common.url;

/** What may be taken for the same page on top of the normal form; each is off unless somebody asks for it. */
public enum UrlRule {
    /** Session ids in parameters and paths are left out. */
    SESSION_IDS("session-ids"),
    /** Parameters that only tell where a visitor came from are left out. */
    TRACKING("tracking"),
    /** Parameters stand in the order of their names; those of one name keep their order. */
    SORTED_PARAMETERS("sorted-parameters"),
    /** {@code index.html} and its like at the end of a path are left out, where no query follows. */
    INDEX_FILES("index-files"),
    /** A host that begins with {@code www.} is the host without it, where that is of the same site. */
    WWW("www");

    private final String word;

    UrlRule(String word) {
        this.word = word;
    }

    /** Its name in settings. */
    public String word() {
        return word;
    }
}
