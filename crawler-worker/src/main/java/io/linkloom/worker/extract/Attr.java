package io.linkloom.worker.extract;

import java.util.Arrays;
import java.util.Locale;

/** The attributes that somebody may ask for. */
enum Attr {
    HREF,
    REL,
    CLASS,
    ID,
    ROLE,
    TITLE,
    ARIA_LABEL,
    HREFLANG,
    ALT,
    SRC,
    ACTION,
    METHOD,
    NAME,
    CONTENT,
    PROPERTY,
    HTTP_EQUIV,
    LANG,
    XML_LANG("xml:lang"),
    XLINK_HREF("xlink:href"),
    ENCODING;

    static final int COUNT = values().length;

    private static final PackedWords PACKED =
            PackedWords.of(Arrays.stream(values()).map(attr -> attr.label).toList());

    private final String label;

    Attr() {
        this.label = name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Attr(String label) {
        this.label = label;
    }

    /** The ordinal of the attribute with a name in lower case, packed as {@link PackedWords} says; negative for others. */
    static int ordinalOfPacked(long low, long high) {
        return PACKED.indexOf(low, high);
    }

    /** The name in HTML, lower case. */
    String label() {
        return label;
    }
}
