package io.linkloom.worker.extract;

/** The attributes of the tag that an engine has just come to; gone when it goes on. */
interface TagAttributes {
    /** Whether the tag has the attribute, be it empty. */
    boolean has(Attr attr);

    /** The value with its character references resolved, empty if there is none. */
    String value(Attr attr);

    /** The value as a run of text that stays good until the page ends; {@link TextRuns#NOTHING} if there is none. */
    long run(Attr attr);
}
