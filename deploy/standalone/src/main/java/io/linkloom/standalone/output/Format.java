package io.linkloom.standalone.output;

/** How a listing is written. */
public enum Format {
    /** For people: aligned, with a header, as wide as the terminal. */
    TABLE,
    /** For programs: one object a line. */
    JSON,
    /** For spreadsheets: RFC 4180 with a header. */
    CSV
}
